import { expect } from 'chai';
import { scenariosFor } from '../../src/scenarios/load-scenarios.js';
import { verifyReport, type ScenarioReport } from '../../src/scenarios/report.js';
import { runRegister } from '../running-register.js';
import {
  awardingOrganisation,
  beginSlowAnswer,
  learningProvider,
  otherOrganisation,
  type Scripts,
} from './passing-client.js';
import { faultyLearningProvider } from './faulty-client.js';
import { ScriptedClient } from './scripted-client.js';

/** Goes through the scripts on a register of its own, and gives the report that comes out. */
async function workThrough(key: string, scripts: Scripts): Promise<ScenarioReport> {
  const register = await runRegister();
  const client = new ScriptedClient(register, key);
  try {
    const { answered } = await beginSlowAnswer(client);
    for (const script of Object.values(scripts)) {
      await script(client);
      // Whatever one script began, the next begins later.
      client.wait(10);
    }
    await answered;
    const { body } = await client.program('GET', '/test/scenarios/report');
    const verdict = verifyReport(body, await register.store.scenarios.reportSecret());
    if (verdict.kind !== 'genuine') throw new Error(`The report is ${verdict.kind}: ${body}`);
    return verdict.report;
  } finally {
    client.close();
    await register.stop();
  }
}

const notDone = ({ scenarios }: ScenarioReport) =>
  scenarios
    .filter(({ state }) => state !== 'done')
    .map(({ id, state, reason }) => `${id} ${state} ${reason ?? ''}`);

describe('The scenarios, worked through by a client over HTTP', () => {
  let provider: ScenarioReport;
  let awarding: ScenarioReport;
  let other: ScenarioReport;
  let faulty: ScenarioReport;

  before(async function () {
    this.timeout(120_000);
    // At the same time, since each waits five seconds for a slow answer.
    [provider, awarding, other, faulty] = await Promise.all([
      workThrough('learningProvider', learningProvider),
      workThrough('awardingOrganisation', awardingOrganisation),
      workThrough('other', otherOrganisation),
      workThrough('learningProvider', faultyLearningProvider.scripts),
    ]);
  });

  it('are all done by the product of a learning provider, and the report says so', () => {
    expect(notDone(provider)).to.deep.equal([]);
    const ids = scenariosFor('learningProvider').map(({ id }) => id);
    expect(provider.scenarios.map(({ id }) => id)).to.deep.equal(ids);
    expect(provider.required).to.include({ failed: 0, open: 0 });
    expect(provider.isComplete).to.equal(true);
  });

  it('have the messages that prove them in the report', () => {
    for (const { id, evidence, decidedAt } of provider.scenarios) {
      expect(evidence, id).not.to.deep.equal([]);
      expect(decidedAt, id).not.to.equal(null);
      for (const { requestSha256 } of evidence) expect(requestSha256, id).to.match(/^[0-9a-f]{64}$/);
    }
  });

  it('are all done by the product of an awarding organisation', () => {
    expect(notDone(awarding)).to.deep.equal([]);
  });

  it('are done by the product of another organisation, as far as they are required', () => {
    expect(other.required).to.include({ failed: 0, open: 0 });
  });

  it('fail where a faulty product does what it must not, and nowhere else', () => {
    const { failing } = faultyLearningProvider;
    const failed = faulty.scenarios.filter(({ state }) => state === 'failed');
    expect(failed.map(({ id }) => id)).to.have.members(Object.keys(failing));
    for (const { id, reason } of failed) expect(reason, id).to.match(failing[id] ?? /^$/);
    expect(faulty.scenarios.filter(({ state }) => state === 'open').map(({ id }) => id)).to.deep.equal([]);
  });
});
