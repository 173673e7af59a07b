import { expect } from 'chai';
import type { Learner } from '../../../src/domain/learner.js';
import { searchKeyOf } from '../../../src/domain/demographics.js';
import { verifyAudit } from '../../../src/register/audit/verify-audit.js';
import { sealAudit } from '../../../src/register/audit/seal-audit.js';
import { eraseLearner } from '../../../src/register/person/erase-learner.js';
import { exportLearner } from '../../../src/register/person/export-learner.js';
import type { Caller } from '../../../src/register/ports.js';
import { countTables, openQuestions } from '../../../src/store/backup/rows.js';
import type { Store } from '../../../src/store/store.js';
import { eachDatabase, type TestDatabase } from '../../store/databases.js';
import { eventToImport, moment, recorded } from '../../store/events.js';
import { claim, job, progress } from '../../store/jobs.js';
import { entry, fullLearner, keysOf, learner, uln } from '../../store/people.js';
import { StandingClock } from '../../standing-clock.js';

const given = 'Zyxwvina';
const family = 'Quobblethwaite';
const former = 'Wuppertonby';

eachDatabase('A person', (newDatabase) => {
  const clock = new StandingClock();
  const caller: Caller = {
    organisationRef: 'LOCAL',
    userName: 'operator',
    operation: 'learner erase',
    correlationId: 'c-erase',
  };
  const [master, linked, bystander] = [uln('1000000001'), uln('1000000019'), uln('1000000027')];
  let database: TestDatabase;
  let store: Store;

  const details = {
    givenName: given,
    familyName: family,
    dateOfBirth: '2003-03-31',
    lastKnownPostCode: 'QZ7 7QZ',
    emailAddress: 'zyxwvina@quobble.example',
  };

  beforeEach(async () => {
    database = await newDatabase();
    ({ store } = database);
    await store.organisations.add(
      {
        organisationRef: 'TSTLP1',
        ukprn: '90000011',
        name: 'Imaginary High',
        kind: 'learningProvider',
        rights: new Set(['find']),
        status: 'active',
      },
      'hash',
    );
    await register(fullLearner({ uln: master, ...details, previousFamilyName: former }));
    await register(learner({ uln: linked, ...details, familyName: former, dateOfBirth: '2003-03-30' }));
    await register(learner({ uln: bystander, familyName: 'Bystander' }));
    await store.learners.link(linked, master, entry({ operation: 'learner link', ulns: [linked, master] }));
  });

  async function register(person: Learner): Promise<void> {
    const keys = keysOf(store.personKeys, person);
    const outcome = await store.learners.register(person, keys, entry({ ulns: [person.uln] }));
    expect(outcome).to.equal('registered');
  }

  /** Everything else that can be held about somebody. */
  async function leaveTraces(): Promise<void> {
    const given1 = eventToImport({ uln: master, recorded: recorded({ subject: `Essay on ${family}` }) });
    await store.eventImports.store([given1], { fingerprint: 'f', rowsDone: 1 }, moment());
    const changed = eventToImport({ uln: master, recorded: recorded({ subject: `Another on ${family}` }) });
    await store.eventImports.store([changed], { fingerprint: 'f', rowsDone: 2 }, moment());
    const other = eventToImport({ uln: bystander, recorded: recorded({ subject: 'Standing by' }) });
    await store.eventImports.store([other], { fingerprint: 'f', rowsDone: 3 }, moment());
    const [event] = await store.events.liveEvents([master]);
    await store.challenges.open(
      {
        uln: master,
        kind: 'event',
        ...(event === undefined ? {} : { eventId: event.eventId }),
        createdDate: '2026-03-02',
        organisationRef: 'TSTLP1',
        userName: 'Terry Testuser',
        details: `${given} says that it was another essay.`,
        original: {},
        supplied: {},
      },
      entry({ operation: 'challenge open', ulns: [master] }),
    );
    const personKey = store.personKeys.keyOf(searchKeyOf({ ...details, gender: '2' }));
    const find = { operation: 'learnerByDemographics', organisationRef: 'TSTLP1', personKey };
    await store.audit.record(entry({ ...find, outcome: 'WSRC0001' }));
    await store.audit.record(entry({ ...find, ulns: [master] }));
    await store.audit.record(
      entry({ operation: 'LearnerByUln', userName: `${given} ${family}`, ulns: [master] }),
    );
    await submitBatches();
  }

  async function submitBatches(): Promise<void> {
    const fields = [
      { uln: master, givenName: 'A', familyName: 'B' },
      { givenName: 'Somebody', familyName: 'Else', dateOfBirth: '2003-03-31' },
      { givenName: given.toUpperCase(), familyName: former, lastKnownPostCode: 'QZ77QZ' },
      { givenName: given, familyName: family, dateOfBirth: '1990-01-01', misIdentifier: 'another person' },
    ];
    const records = fields.map((each, position) => ({ position, fields: each }));
    await store.batches.submit(
      job({ recordCount: 4 }),
      records,
      entry({ operation: 'submitBatchRegistration' }),
    );
    const claimed = await claim(store);
    const told = {
      code: 'RC002',
      uln: linked,
      givenName: given,
      familyName: family,
      dateOfBirth: '2003-03-31',
    };
    await store.batches.record([
      progress(claimed, 0, told),
      ...[1, 2, 3].map((position) => progress(claimed, position, { code: 'RC009' })),
    ]);
    await store.batches.finish(claimed.job.jobId, claimed.lease, clock.now());
  }

  const parts = () => ({ ...store, clock });

  async function tablesHolding(text: string): Promise<readonly string[]> {
    const questions = await openQuestions(database.options);
    try {
      const holding: string[] = [];
      for (const table of Object.keys(await countTables(questions))) {
        const rows = JSON.stringify(await questions.ask(`select * from "${table}"`)).toLowerCase();
        if (rows.includes(text.toLowerCase())) holding.push(table);
      }
      return holding;
    } finally {
      await questions.close();
    }
  }

  it('is exported with all that is held about it, wherever it is, and about nobody else', async () => {
    await leaveTraces();
    const held = await exportLearner(parts(), linked, { ...caller, operation: 'learner export' });
    expect(held?.learners.map((each) => each.uln)).to.deep.equal([linked, master]);
    expect(held?.learningEvents.map(({ version, history }) => [version, history.length])).to.deep.equal([
      [2, 1],
    ]);
    expect(held?.dataChallenges.map(({ details: words }) => words)).to.deep.equal([
      `${given} says that it was another essay.`,
    ]);
    expect(held?.batchRecords.map(({ position }) => position)).to.deep.equal([0, 2]);
    expect(held?.batchRecords[0]?.result?.familyName).to.equal(family);
    const operations = held?.audit.map(({ operation }) => operation) ?? [];
    expect(operations.filter((each) => each === 'learnerByDemographics')).to.have.length(2);
    expect(operations).to.include.members([
      'learner link',
      'challenge open',
      'learner export',
      'LearnerByUln',
    ]);
    expect(JSON.stringify({ ...held, batchRecords: [] }))
      .not.to.include('Bystander')
      .and.not.to.include('Standing by');
    expect(await exportLearner(parts(), uln('9999999999'), caller)).to.equal(undefined);
  });

  it('is erased from every table, found by nobody, and the others stay', async () => {
    await leaveTraces();
    expect(await tablesHolding(family)).to.include.members([
      'learner',
      'learning_event',
      'batch_chunk',
      'audit',
    ]);
    const outcome = await eraseLearner(parts(), linked, 'objection', caller);
    expect(outcome).to.deep.equal({ outcome: 'erased', ulns: [linked, master], batchRecords: 2 });
    for (const text of [
      former,
      'QZ7',
      'zyxwvina@quobble.example',
      '2003-03-30',
      'Essay on',
      'another essay',
    ]) {
      expect(await tablesHolding(text), text).to.deep.equal([]);
    }
    // What another person of the same name handed in is not theirs.
    expect(await tablesHolding(family)).to.deep.equal(['batch_chunk']);
    expect(await tablesHolding('another person')).to.deep.equal(['batch_chunk']);
    const key = searchKeyOf({ ...details, gender: '2' });
    expect(await store.learners.exactUlns(key)).to.deep.equal([]);
    const personKey = store.personKeys.keyOf(key);
    expect(await store.audit.latestFind('TSTLP1', personKey, new Date(0))).to.equal(undefined);
    expect((await store.learners.findByUln(bystander))?.familyName).to.equal('Bystander');
    expect(await store.events.liveEvents([bystander])).to.have.length(1);
    const erased = await store.learners.findByUln(master);
    expect(erased).to.deep.include({ learnerStatus: '0', givenName: '', familyName: '', linkedUlns: [] });
    expect(
      (await store.persons.erasures(new Date(0))).map((each) => [each.uln, each.reason]),
    ).to.have.deep.members([
      [master, 'objection'],
      [linked, 'objection'],
    ]);
  });

  it('keeps its number after it was erased, and can be registered anew under another', async () => {
    await eraseLearner(parts(), master, 'notNeeded', caller);
    const again = learner({ uln: master, ...details });
    const keys = keysOf(store.personKeys, again);
    expect(await store.learners.register(again, keys, entry())).to.equal('ulnTaken');
    await register({ ...again, uln: uln('1000000035') });
    expect(await store.learners.link(master, bystander, entry())).to.equal('notFound');
    expect((await eraseLearner(parts(), master, 'notNeeded', caller)).outcome).to.equal('erased');
    expect(await store.learners.exactUlns(searchKeyOf({ ...details, gender: '2' }))).to.deep.equal([
      '1000000035',
    ]);
    expect((await eraseLearner(parts(), uln('9999999999'), 'objection', caller)).outcome).to.equal(
      'notFound',
    );
  });

  it('leaves its claim to another record with the same details', async () => {
    const twin = learner({ uln: uln('1000000043'), ...details });
    const keys = keysOf(store.personKeys, twin);
    await store.imports.store([{ learner: twin, keys }], { fingerprint: 'twin', rowsDone: 1 });
    await eraseLearner(parts(), master, 'issuedInError', caller);
    const another = { ...twin, uln: uln('1000000051') };
    expect(await store.learners.register(another, keys, entry())).to.equal('personExists');
  });

  it('is erased and exported without breaking the chain of the audit, which tells of both', async () => {
    await leaveTraces();
    const chain = { chain: store.auditChain, clock, graceMs: 0 };
    await sealAudit(chain);
    expect(await sealAudit(chain)).to.equal(1);
    await eraseLearner(parts(), master, 'objection', caller);
    const report = await verifyAudit(store.auditChain);
    expect(report.problems).to.deep.equal([]);
    expect(report.entries).to.be.above(5);
    const [told] = await store.audit.list({ operation: 'learner erase', limit: 1 });
    expect(told).to.deep.include({ outcome: 'erased objection', ulns: [master, linked] });
    const history = await store.audit.list({ uln: master, operation: 'LearnerByUln', limit: 1 });
    expect(history[0]?.userName).to.match(/^erased:[0-9a-f]{64}$/);
  });
});
