import { expect } from 'chai';
import type { Exchange } from '../../src/register/exchange-ports.js';
import type { StoredScenarioResult } from '../../src/register/scenario-ports.js';
import type { Store } from '../../src/store/store.js';
import { exchange } from '../scenarios/exchanges.js';
import { eachDatabase } from './databases.js';

eachDatabase('Results of scenarios in the store', (newDatabase) => {
  let store: Store;

  before(async () => {
    ({ store } = await newDatabase());
  });

  const at = new Date('2026-09-01T09:00:00.123Z');
  const reference = {
    exchangeId: '1',
    at,
    service: 'LearnerService',
    operation: 'learnerByULN',
    code: 'WSRC0004',
    status: 200,
    requestDigest: 'a'.repeat(64),
    responseDigest: 'b'.repeat(64),
  };
  const result = (scenario: string, more: Partial<StoredScenarioResult> = {}): StoredScenarioResult => ({
    scenario,
    version: 1,
    state: 'done',
    evidence: [reference],
    decidedAt: at,
    since: new Date(0),
    runs: '[]',
    ...more,
  });
  const kept = (name: string): Exchange =>
    exchange({ request: `<${name} ÿ/>`, response: '\u0000', operation: 'learnerByULN' });

  it('are empty for an organisation that has none', async () => {
    expect(await store.scenarios.read('NOBODY')).to.deep.equal({ revision: 0, results: [] });
    expect(await store.scenarios.evidence('NOBODY', 'find-exact')).to.deep.equal([]);
  });

  it('come back as they were written, with their evidence', async () => {
    const [one, two] = [kept('one'), kept('two')];
    const results = [
      result('find-exact'),
      result('update', { state: 'failed', reason: 'Step 2: …', evidence: [] }),
    ];
    const evidence = [one, two].map((each) => ({ scenario: 'find-exact', exchange: each }));
    expect(await store.scenarios.write('COLL01', 0, { readTo: '17', results, evidence })).to.equal(true);
    expect(await store.scenarios.read('COLL01')).to.deep.equal({ revision: 1, readTo: '17', results });
    expect(await store.scenarios.evidence('COLL01', 'find-exact')).to.deep.equal([one, two]);
    expect(await store.scenarios.evidence('COLL02', 'find-exact')).to.deep.equal([]);
  });

  it('are replaced one by one, and the rest stays', async () => {
    const open: StoredScenarioResult = {
      scenario: 'find-exact',
      version: 2,
      state: 'open',
      evidence: [],
      since: at,
      runs: '[{}]',
    };
    expect(await store.scenarios.write('COLL01', 1, { results: [open] })).to.equal(true);
    const record = await store.scenarios.read('COLL01');
    expect(record).to.include({ revision: 2, readTo: '17' });
    expect(record.results.map(({ scenario, state }) => `${scenario} ${state}`)).to.deep.equal([
      'find-exact open',
      'update failed',
    ]);
    expect(record.results[0]).to.deep.equal(open);
    expect(await store.scenarios.evidence('COLL01', 'find-exact')).to.deep.equal([]);
  });

  it('remember the product that is tested', async () => {
    const product = { name: 'Imaginary MIS ÿ', version: '4.2' };
    await store.scenarios.write('COLL01', 2, { product });
    await store.scenarios.write('COLL01', 3, { readTo: '18' });
    expect(await store.scenarios.read('COLL01')).to.deep.include({ revision: 4, readTo: '18', product });
  });

  it('are written by one of those who read the same revision', async () => {
    const written = await Promise.all(
      ['a', 'b', 'c', 'd'].map((readTo) =>
        store.scenarios.write('COLL03', 0, { readTo, results: [result(`of-${readTo}`)] }),
      ),
    );
    expect(written.filter((each) => each)).to.have.length(1);
    const record = await store.scenarios.read('COLL03');
    expect(record.revision).to.equal(1);
    expect(record.results.map(({ scenario }) => scenario)).to.deep.equal([`of-${record.readTo ?? ''}`]);
  });

  it('have one secret for reports', async () => {
    const secrets = await Promise.all([store.scenarios.reportSecret(), store.scenarios.reportSecret()]);
    expect(secrets[0]).to.have.length(32);
    expect(secrets[1]).to.deep.equal(secrets[0]);
    expect(await store.scenarios.reportSecret()).to.deep.equal(secrets[0]);
  });

  it('go when the test data is put back', async () => {
    await store.clear();
    expect(await store.scenarios.read('COLL01')).to.deep.equal({ revision: 0, results: [] });
    expect(await store.scenarios.evidence('COLL01', 'find-exact')).to.deep.equal([]);
  });
});
