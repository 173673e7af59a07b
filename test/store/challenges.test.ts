import { expect } from 'chai';
import type { DataChallenge } from '../../src/domain/data-challenge.js';
import type { LearningEvent } from '../../src/domain/learning-event.js';
import type { ChallengeResolution } from '../../src/register/plr-ports.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase, type TestDatabase } from './databases.js';
import { addLearners, eventToImport, moment, recorded } from './events.js';
import { entry, uln } from './people.js';

eachDatabase('Data challenges in the store', (newDatabase) => {
  let database: TestDatabase;
  let store: Store;
  let event: LearningEvent;
  let references = 0;
  const somebody = uln('6100000001');
  const another = uln('6100000002');

  before(async () => {
    database = await newDatabase();
    store = database.store;
    await addLearners(store, [somebody, another]);
  });

  beforeEach(async () => {
    const reference = `challenged-${(references += 1)}`;
    const given = eventToImport({ uln: somebody, reference, recorded: recorded({ grade: 'B' }) });
    await store.eventImports.store([given], { fingerprint: 'file', rowsDone: 1 }, moment());
    event = (await eventNow(reference)) ?? expect.fail();
  });

  const eventNow = async (reference: string): Promise<LearningEvent | undefined> =>
    (await store.events.liveEvents([somebody])).find((each) => each.reference === reference);
  const wanted = (of: Partial<DataChallenge> = {}): Omit<DataChallenge, 'referenceNo' | 'status'> => ({
    uln: somebody,
    kind: 'event',
    eventId: event.eventId,
    createdDate: '2026-03-02',
    organisationRef: 'TSTLP1',
    userName: 'Terry "T" Testuser',
    details: 'The certificate shows A.\nIt is “here”.',
    original: { grade: 'B' },
    supplied: { grade: 'A' },
    ...of,
  });
  const open = async (of: Partial<DataChallenge> = {}): Promise<DataChallenge> => {
    const opened = await store.challenges.open(wanted(of), entry({ operation: 'challenge open' }));
    return typeof opened === 'string' ? expect.fail(opened) : opened;
  };
  const resolve = (
    { referenceNo }: DataChallenge,
    of: Partial<ChallengeResolution> = {},
    expected: 'New' | 'With AO' = 'New',
  ) =>
    store.challenges.resolve(
      referenceNo,
      expected,
      { status: 'Accepted', resolution: 'It is so.', resolvedDate: '2026-03-09', ...of },
      entry({ operation: 'challenge resolve', organisationRef: 'LOCAL', outcome: 'Accepted' }),
    );

  it('are found again as they were opened, and mark the event', async () => {
    const opened = await open();
    expect(opened).to.deep.equal({ ...wanted(), referenceNo: opened.referenceNo, status: 'New' });
    expect(opened.referenceNo).to.match(/^DC-[1-9]\d*$/);
    expect(await store.challenges.find(opened.referenceNo)).to.deep.equal(opened);
    expect(await store.challenges.find(opened.referenceNo.toLowerCase())).to.deep.equal(opened);
    expect(await eventNow(event.reference)).to.deep.equal({ ...event, underDataChallenge: true });
    const [audited] = await store.audit.list({ operation: 'challenge open', limit: 1 });
    expect(audited?.operation).to.equal('challenge open');
  });

  it('are about learners and events that are there', async () => {
    const audits = async () => (await store.audit.list({ limit: 1000 })).length;
    const before = await audits();
    const nobody = wanted({ uln: uln('6999999999') });
    expect(await store.challenges.open(nobody, entry())).to.equal('unknownLearner');
    for (const of of [{ eventId: 999_999 }, { uln: another }])
      expect(await store.challenges.open(wanted(of), entry())).to.equal('unknownEvent');
    expect(await audits()).to.equal(before);
    for (const referenceNo of ['DC-999999', 'DC-0', '12', 'DC-', ''])
      expect(await store.challenges.find(referenceNo)).to.equal(undefined);
  });

  it('correct the event when they are accepted, and keep what it was', async () => {
    const opened = await open();
    const values = { grade: 'A', languageForAssessment: '' };
    const resolved = await resolve(opened, { event: { kind: 'corrected', values } });
    expect(resolved).to.deep.equal({
      ...opened,
      status: 'Accepted',
      resolution: 'It is so.',
      resolvedDate: '2026-03-09',
    });
    const now = await eventNow(event.reference);
    expect(now).to.deep.equal({ ...event, version: 2, recorded: { ...event.recorded, ...values } });
    const [kept] = await store.events.history(somebody, event.eventId);
    expect(kept).to.deep.include({ version: 1, organisationRef: 'LOCAL', change: 'corrected' });
    expect(kept?.before.recorded).to.deep.equal(event.recorded);
  });

  it('take an event out of the record that should not be', async () => {
    await resolve(await open({ supplied: {}, original: {} }), { event: { kind: 'withdrawn' } });
    expect(await eventNow(event.reference)).to.equal(undefined);
    const [kept] = await store.events.history(somebody, event.eventId);
    expect([kept?.change, kept?.before.standing]).to.deep.equal(['withdrawn', 'live']);
    expect(await store.challenges.open(wanted(), entry())).to.equal('unknownEvent');
  });

  it('leave the event as it is when they are rejected or handed on', async () => {
    const opened = await open();
    const handedOn = await store.challenges.resolve(
      opened.referenceNo,
      'New',
      { status: 'With AO', resolution: 'Asked.' },
      entry(),
    );
    expect(handedOn).to.deep.equal({ ...opened, status: 'With AO', resolution: 'Asked.' });
    expect((await eventNow(event.reference))?.underDataChallenge).to.equal(true);
    await resolve(opened, { status: 'Rejected' }, 'With AO');
    expect(await eventNow(event.reference)).to.deep.equal(event);
    expect(await store.events.history(somebody, event.eventId)).to.deep.equal([]);
  });

  it('mark the event until the last of them is decided', async () => {
    const [one, two] = [await open(), await open({ supplied: { grade: 'C' } })];
    expect(one.referenceNo).not.to.equal(two.referenceNo);
    await resolve(one, { status: 'Closed' });
    expect((await eventNow(event.reference))?.underDataChallenge).to.equal(true);
    await resolve(two, { status: 'Rejected' });
    expect((await eventNow(event.reference))?.underDataChallenge).to.equal(false);
  });

  it('are decided once, whoever is at it at the same time', async () => {
    const opened = await open();
    const other = await database.open();
    const decision = { status: 'Accepted', resolution: 'Yes.', resolvedDate: '2026-03-09' } as const;
    const correct = (from: Store, grade: string) =>
      from.challenges.resolve(
        opened.referenceNo,
        'New',
        { ...decision, event: { kind: 'corrected', values: { grade } } },
        entry(),
      );
    const answers = await Promise.all([correct(store, 'A'), correct(other, 'C'), correct(store, 'D')]);
    expect(answers.filter((answer) => answer === 'changed')).to.have.length(2);
    const now = await eventNow(event.reference);
    expect([now?.version, now?.underDataChallenge]).to.deep.equal([2, false]);
    expect(await store.challenges.resolve('DC-999999', 'New', decision, entry())).to.equal('notFound');
  });

  it('are listed newest first, and by learner, status and organisation', async () => {
    const about = {
      uln: another,
      createdDate: '2026-03-02',
      details: 'Two numbers.',
      original: {},
      supplied: {},
    };
    const opened = await store.challenges.open(
      { ...about, kind: 'uln', organisationRef: 'ABC123', userName: 'A' },
      entry(),
    );
    if (typeof opened === 'string') return expect.fail(opened);
    expect(opened).not.to.have.property('eventId');
    const second = await open();
    const numbers = async (filter: Parameters<Store['challenges']['list']>[0]) =>
      (await store.challenges.list(filter)).map(({ referenceNo }) => referenceNo);
    expect(await numbers({ limit: 2 })).to.deep.equal([second.referenceNo, opened.referenceNo]);
    expect(await numbers({ uln: another, limit: 9 })).to.deep.equal([opened.referenceNo]);
    expect(await numbers({ organisationRef: 'ABC123', limit: 9 })).to.deep.equal([opened.referenceNo]);
    expect(await numbers({ status: 'With AO', limit: 9 })).to.deep.equal([]);
    expect(await numbers({ status: 'New', limit: 1 })).to.deep.equal([second.referenceNo]);
  });

  it('are forgotten with their numbers when test data are cleared', async () => {
    await store.clear();
    expect(await store.challenges.list({ limit: 9 })).to.deep.equal([]);
  });
});
