import { expect } from 'chai';
import type { Organisation } from '../../src/domain/organisation.js';
import { ScenarioEngine } from '../../src/scenarios/scenario-engine.js';
import type { Store } from '../../src/store/store.js';
import type { Clock } from '../../src/register/ports.js';
import { eachDatabase } from '../store/databases.js';
import { ExchangesInMemory, envelope, exchange, type Told } from './exchanges.js';

const organisationOf = (organisationRef: string): Organisation => ({
  organisationRef,
  ukprn: '90000001',
  name: 'Imaginary College',
  kind: 'learningProvider',
  rights: new Set(['find']),
  status: 'active',
});

const clockAt = (at: string): Clock => ({ now: () => new Date(at), today: () => at.slice(0, 10) });

const byUln = (uln: string, family: string, given: string) =>
  envelope(
    `<f:FindLearnerByULN xmlns:f="http://api.lrs.miap.gov.uk/findmsg"><FindType>FUL</FindType><ULN>${uln}</ULN>` +
      `<FamilyName>${family}</FamilyName><GivenName>${given}</GivenName></f:FindLearnerByULN>`,
  );
const answered = envelope(
  '<f:FindLearnerResponse xmlns:f="http://api.lrs.miap.gov.uk/findmsg"><ResponseCode>WSRC0004</ResponseCode>' +
    '<Learner><ULN>9900001000</ULN></Learner></f:FindLearnerResponse>',
);
const right: Told = {
  operation: 'learnerByULN',
  request: byUln('9900001000', 'Testington', 'Eleanor'),
  response: answered,
};
const load: Told = {
  operation: 'learnerByULN',
  request: byUln('9900001442', 'Testington', 'Zoë'),
  response: answered,
};

eachDatabase('The scenarios of an organisation', (newDatabase) => {
  let store: Store;
  let number = 0;

  before(async () => {
    ({ store } = await newDatabase());
  });

  /** An engine over a log of its own, in a later minute than its exchanges. */
  function engineOver(log: ExchangesInMemory, at = '2027-01-01T09:00:00Z') {
    const clock = clockAt(at);
    return new ScenarioEngine({ log, store: store.scenarios, organisations: store.organisations, clock });
  }

  const newOrganisation = () => organisationOf(`COL${String((number += 1)).padStart(3, '0')}`);

  async function stateOf(engine: ScenarioEngine, organisation: Organisation, id = 'uln-exact') {
    const { results } = await engine.stateOf(organisation, 5000);
    return results.find(({ scenario }) => scenario.id === id);
  }

  it('tick themselves from what was sent, and keep the messages', async () => {
    const organisation = newOrganisation();
    const log = new ExchangesInMemory().add(exchange(load), exchange(right));
    const engine = engineOver(log);
    const result = await stateOf(engine, organisation);
    expect(result?.state).to.equal('done');
    expect(result?.evidence.map(({ exchangeId }) => exchangeId)).to.deep.equal([log.exchanges[1]?.id]);
    const decided = log.exchanges.splice(0)[1];
    const later = await stateOf(engine, organisation);
    expect(later).to.deep.equal(result);
    if (later === undefined) throw new Error('The scenario is gone');
    expect(await engine.evidence(organisation, later)).to.deep.equal([decided]);
  });

  it('read each exchange once, and no body that cannot matter', async () => {
    const organisation = newOrganisation();
    const log = new ExchangesInMemory().add(exchange(right));
    const engine = engineOver(log);
    await engine.stateOf(organisation, 5000);
    const verifications = Array.from({ length: 3000 }, () =>
      exchange({ operation: 'GetMergedUnmergedULNsReport', code: 'WSRC0024' }),
    );
    log.add(...verifications);
    log.bodies = 0;
    expect((await engine.stateOf(organisation, 5000)).isComplete).to.equal(true);
    expect(log.bodies).to.equal(0);
  });

  it('are shown at once, and stored when no earlier exchange can follow', async () => {
    const organisation = newOrganisation();
    const sent = exchange(right);
    const log = new ExchangesInMemory().add(sent);
    const engine = engineOver(log, new Date(sent.at.getTime() + 1000).toISOString());
    expect((await stateOf(engine, organisation))?.state).to.equal('done');
    expect((await store.scenarios.read(organisation.organisationRef)).revision).to.equal(0);
    const later = engineOver(log, new Date(sent.at.getTime() + 10_000).toISOString());
    expect((await stateOf(later, organisation))?.state).to.equal('done');
    expect(await store.scenarios.read(organisation.organisationRef)).to.include({
      revision: 1,
      readTo: sent.id,
    });
  });

  it('are found out alike by several copies of the service at once', async () => {
    const organisation = newOrganisation();
    const log = new ExchangesInMemory().add(
      ...Array.from({ length: 50 }, () => exchange(load)),
      exchange(right),
    );
    const states = await Promise.all([1, 2, 3, 4].map(() => stateOf(engineOver(log), organisation)));
    for (const state of states) expect(state).to.deep.equal(states[0]);
    expect(states[0]?.state).to.equal('done');
    const record = await store.scenarios.read(organisation.organisationRef);
    expect(record.readTo).to.equal(log.exchanges.at(-1)?.id);
  });

  it('stop when the time is up, and go on from there', async () => {
    const organisation = newOrganisation();
    const log = new ExchangesInMemory().add(
      ...Array.from({ length: 2000 }, () => exchange(load)),
      exchange(right),
    );
    const engine = engineOver(log);
    let slices = 0;
    while (!(await engine.stateOf(organisation, 1)).isComplete) {
      slices += 1;
      if (slices > 2500) throw new Error('It makes no way');
    }
    expect(slices).to.be.above(0);
    expect((await stateOf(engine, organisation))?.state).to.equal('done');
  });

  it('begin again when they are forgotten, and count only what comes then', async () => {
    const organisation = newOrganisation();
    const log = new ExchangesInMemory().add(exchange(right));
    let time = '2027-01-01T09:00:00Z';
    const clock: Clock = { now: () => new Date(time), today: () => '2027-01-01' };
    const engine = new ScenarioEngine({
      log,
      store: store.scenarios,
      organisations: store.organisations,
      clock,
    });
    expect((await stateOf(engine, organisation))?.state).to.equal('done');
    await engine.forget(organisation, 'uln-exact');
    expect(await stateOf(engine, organisation)).to.include({ state: 'open' });
    const again = { ...exchange(right), at: new Date('2027-01-01T09:00:01Z') };
    log.add(again);
    expect((await stateOf(engine, organisation))?.evidence.map(({ exchangeId }) => exchangeId)).to.deep.equal(
      [again.id],
    );
    time = '2027-01-01T09:00:05Z';
    await engine.forget(organisation);
    expect(
      (await engine.stateOf(organisation, 5000)).results.every(({ state }) => state === 'open'),
    ).to.equal(true);
  });

  it('are brought up to date before exchanges are removed', async () => {
    const organisation = newOrganisation();
    await store.organisations.add({ ...organisation, ukprn: `9${organisation.organisationRef}0` }, 'hash');
    const log = new ExchangesInMemory().add(exchange(right));
    const engine = engineOver(log);
    await engine.bringUpToDate(organisation.organisationRef, 5000);
    log.exchanges.length = 0;
    expect((await stateOf(engine, organisation))?.state).to.equal('done');
    await engine.bringUpToDate('NOBODY', 5000);
  });

  it('remember the product for the report', async () => {
    const organisation = newOrganisation();
    const engine = engineOver(new ExchangesInMemory());
    await engine.setProduct(organisation, { name: 'Imaginary MIS', version: '4.2' });
    expect((await engine.stateOf(organisation, 5000)).product).to.deep.equal({
      name: 'Imaginary MIS',
      version: '4.2',
    });
  });

  it('stay as they are where exchanges are not kept', async () => {
    const organisation = newOrganisation();
    const log = new ExchangesInMemory().add(exchange(right));
    await engineOver(log).stateOf(organisation, 5000);
    const without = new ScenarioEngine({
      store: store.scenarios,
      organisations: store.organisations,
      clock: clockAt('2027-01-01T09:00:00Z'),
    });
    expect((await stateOf(without, organisation))?.state).to.equal('done');
  });
});
