import { expect } from 'chai';
import fc from 'fast-check';
import type { LearningEvent } from '../../src/domain/learning-event.js';
import type { Uln } from '../../src/domain/uln.js';
import type { EventImportOutcome, EventToImport } from '../../src/register/plr-ports.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase, type TestDatabase } from './databases.js';
import { addLearners, eventToImport, moment, recorded } from './events.js';
import { entry, uln } from './people.js';

eachDatabase('An import of learning events into the store', (newDatabase) => {
  let database: TestDatabase;
  let store: Store;
  const somebody = uln('6100000001');
  const another = uln('6100000002');

  before(async () => {
    database = await newDatabase();
    store = database.store;
    await addLearners(store, [somebody, another]);
  });

  const importAll = (
    events: readonly EventToImport[],
    rowsDone = 0,
    of: Parameters<typeof moment>[0] = {},
  ): Promise<readonly EventImportOutcome[]> =>
    store.eventImports.store(events, { fingerprint: 'file', rowsDone }, moment(of));
  const only = async (of: Uln, reference: string): Promise<LearningEvent> => {
    const found = (await store.events.liveEvents([of])).filter((event) => event.reference === reference);
    expect(found).to.have.length(1);
    return found[0] ?? expect.fail();
  };

  it('stores what the source recorded, empty values and absent ones apart, and where it stopped', async () => {
    const given = eventToImport({ uln: somebody, reference: 'whole', credits: 12 });
    expect(await importAll([given], 7)).to.deep.equal(['created']);
    const { eventId, ...stored } = await only(somebody, 'whole');
    expect(eventId).to.be.above(0);
    expect(stored).to.deep.equal({
      ...given,
      standing: 'live',
      version: 1,
      underDataChallenge: false,
    });
    expect(await store.eventImports.rowsDone('file')).to.equal(7);
    const second = await database.open();
    expect(await second.eventImports.rowsDone('file')).to.equal(7);
  });

  it('leaves an event alone that says the same, with its number', async () => {
    const given = eventToImport({ uln: somebody, reference: 'same' });
    await importAll([given]);
    const before = await only(somebody, 'same');
    expect(await importAll([given, { ...given, source: 'ILR' }])).to.deep.equal(['unchanged', 'created']);
    const { dateLoaded, ...undated } = given;
    expect(dateLoaded).to.be.a('string');
    expect(await importAll([undated])).to.deep.equal(['unchanged']);
    const both = (await store.events.liveEvents([somebody])).filter(({ reference }) => reference === 'same');
    expect(both.find(({ source }) => source === 'NPD')).to.deep.equal(before);
    expect(both).to.have.length(2);
  });

  it('brings an event up to date and keeps what it was', async () => {
    const given = eventToImport({ uln: somebody, reference: 'changing' });
    await importAll([given]);
    const before = await only(somebody, 'changing');
    const graded = { ...given, recorded: recorded({ grade: 'A' }) };
    const at = new Date('2026-03-03T09:30:00Z');
    expect(await importAll([graded], 0, { at })).to.deep.equal(['updated']);
    const after = await only(somebody, 'changing');
    expect(after).to.deep.equal({ ...before, version: 2, recorded: graded.recorded });
    expect(await store.events.history(somebody, before.eventId)).to.deep.equal([
      { version: 1, at, organisationRef: 'LOCAL', change: 'updated', before },
    ]);
  });

  it('takes the time of the import where the source gives none, again with each change', async () => {
    const { dateLoaded, ...given } = eventToImport({ uln: somebody, reference: 'undated' });
    expect(dateLoaded).to.be.a('string');
    await importAll([given]);
    expect((await only(somebody, 'undated')).dateLoaded).to.equal('2026-03-02 09:30:00');
    const later = { dateLoaded: '2026-04-01 00:00:00' };
    expect(await importAll([given], 0, later)).to.deep.equal(['unchanged']);
    expect(await importAll([{ ...given, credits: 3 }], 0, later)).to.deep.equal(['updated']);
    expect((await only(somebody, 'undated')).dateLoaded).to.equal('2026-04-01 00:00:00');
  });

  it('says of which ULNs there is no learner, and stores the rest', async () => {
    const unknown = eventToImport({ uln: uln('6999999999'), reference: 'nobody' });
    const given = [unknown, eventToImport({ uln: another, reference: 'nobody' }), unknown];
    expect(await importAll(given)).to.deep.equal(['unknownLearner', 'created', 'unknownLearner']);
    expect(await store.events.liveEvents([unknown.uln])).to.deep.equal([]);
  });

  it('takes an event that stands in a chunk more than once as one that follows the other', async () => {
    const given = eventToImport({ uln: another, reference: 'twice' });
    const graded = { ...given, recorded: recorded({ grade: 'A*' }) };
    const outcomes = await importAll([given, graded, given, given]);
    expect(outcomes).to.deep.equal(['created', 'updated', 'updated', 'unchanged']);
    const event = await only(another, 'twice');
    expect(event).to.deep.include({ version: 3, recorded: given.recorded });
    const history = await store.events.history(another, event.eventId);
    expect(history.map(({ before }) => before.recorded.grade)).to.deep.equal(['AB', 'A*']);
  });

  it('gives each event a number of its own, and none for what is refused or unchanged', async () => {
    const given = ['c', 'a', 'b'].map((reference) => eventToImport({ uln: another, reference }));
    await importAll(given);
    await importAll([...given, eventToImport({ uln: uln('6999999999') })]);
    await importAll([eventToImport({ uln: another, reference: 'd' })]);
    const numbers = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (reference) => (await only(another, reference)).eventId),
    );
    const [first = 0] = numbers;
    expect(numbers).to.deep.equal([first, first + 1, first + 2, first + 3]);
  });

  it('stores chunks that wait together in their order', async () => {
    const chunks = Array.from({ length: 40 }, (_, at) => [
      eventToImport({ uln: somebody, reference: `chunk-${at}` }),
      eventToImport({ uln: somebody, reference: 'moving', credits: at }),
    ]);
    const outcomes = await Promise.all(
      chunks.map((chunk, at) =>
        store.eventImports.store(chunk, { fingerprint: 'waiting', rowsDone: 2 * (at + 1) }, moment()),
      ),
    );
    expect(outcomes.map(([own]) => own)).to.deep.equal(chunks.map(() => 'created'));
    expect(outcomes.slice(1).map(([, moving]) => moving)).to.deep.equal(chunks.slice(1).map(() => 'updated'));
    expect(await store.eventImports.rowsDone('waiting')).to.equal(80);
    expect(await only(somebody, 'moving')).to.include({ credits: 39, version: 40 });
  });

  it('stores nothing of a chunk that fails, nor of those after it, and goes on when asked anew', async () => {
    const bad = eventToImport({ uln: somebody, reference: 'bad', credits: Number.NaN });
    const store3 = (event: EventToImport, rowsDone: number) =>
      store.eventImports.store([event], { fingerprint: 'failing', rowsDone }, moment());
    const good = (reference: string) => eventToImport({ uln: somebody, reference });
    const outcomes = await Promise.allSettled([
      store3(good('good-1'), 1),
      store3(bad, 2),
      store3(good('good-2'), 3),
    ]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'rejected']);
    expect(await store.eventImports.rowsDone('failing')).to.equal(1);
    const references = (await store.events.liveEvents([somebody])).map(({ reference }) => reference);
    expect(references).to.include('good-1').and.not.include('good-2').and.not.include('bad');
    expect(await store3(good('good-2'), 3)).to.deep.equal(['created']);
  });

  it('is seen by two imports at once as by one after the other', async () => {
    const other = await database.open();
    const given = Array.from({ length: 300 }, (_, at) =>
      eventToImport({ uln: at % 2 ? somebody : another, reference: `both-${at}` }),
    );
    const [one, two] = await Promise.all([
      store.eventImports.store(given, { fingerprint: 'one', rowsDone: 300 }, moment()),
      other.eventImports.store(given.toReversed(), { fingerprint: 'two', rowsDone: 300 }, moment()),
    ]);
    const backwards = two.toReversed();
    for (const [at, outcome] of one.entries())
      expect([outcome, backwards[at]].sort()).to.deep.equal(['created', 'unchanged']);
    const events = await store.events.liveEvents([somebody, another]);
    const numbers = events.map(({ eventId }) => eventId);
    expect(new Set(numbers).size).to.equal(numbers.length);
    expect(events.filter(({ reference }) => reference.startsWith('both-'))).to.have.length(300);
  });

  it('does not undo what a data challenge corrected when the source repeats what it said before', async () => {
    const given = eventToImport({ uln: somebody, reference: 'challenged' });
    await importAll([given]);
    const { eventId } = await only(somebody, 'challenged');
    const challenge = await store.challenges.open(
      {
        uln: somebody,
        kind: 'event',
        eventId,
        createdDate: '2026-03-02',
        organisationRef: 'LOCAL',
        userName: 'tester',
        details: 'The grade is wrong.',
        original: { grade: 'AB' },
        supplied: { grade: 'C' },
      },
      entry(),
    );
    if (typeof challenge === 'string') return expect.fail(challenge);
    const corrected = recorded({ grade: 'C' });
    await store.challenges.resolve(
      challenge.referenceNo,
      'New',
      {
        status: 'Accepted',
        resolution: 'Right.',
        resolvedDate: '2026-03-03',
        event: { kind: 'corrected', values: { grade: 'C' } },
      },
      entry(),
    );
    expect(await importAll([given])).to.deep.equal(['unchanged']);
    expect((await only(somebody, 'challenged')).recorded).to.deep.equal(corrected);
    const news = { ...given, recorded: recorded({ grade: 'D' }) };
    expect(await importAll([news])).to.deep.equal(['updated']);
    expect(await importAll([news])).to.deep.equal(['unchanged']);
    expect((await only(somebody, 'challenged')).recorded.grade).to.equal('D');
  });

  it('gives the same record however a file is cut into chunks and its beginning repeated', async function () {
    this.timeout(60_000);
    const event = fc.record({
      uln: fc.constantFrom(somebody, another),
      source: fc.constantFrom('NPD', 'ILR'),
      reference: fc.constantFrom('p1', 'p2', 'p3', 'P3'),
      credits: fc.nat(2),
      recorded: fc.record(
        { grade: fc.constantFrom('', 'A', 'B'), subject: fc.string({ maxLength: 3 }) },
        { requiredKeys: [] },
      ),
    });
    const file = fc.array(event, { minLength: 1, maxLength: 30 });
    let files = 0;
    await fc.assert(
      fc.asyncProperty(file, fc.array(fc.nat(29), { maxLength: 4 }), async (events, cuts) => {
        files += 1;
        const named = events.map((each) => ({ ...each, reference: `${files}-${each.reference}` }));
        await importAll(named);
        const once = await standing(files);
        // Runs that were cut off at some row, then whole ones: the last word is the file's each time.
        for (const cut of cuts) await importAll(named.slice(0, cut));
        await importAll(named);
        await importAll(named);
        expect(await standing(files)).to.deep.equal(once);
      }),
      { numRuns: 30 },
    );

    async function standing(of: number) {
      const found = await store.events.liveEvents([somebody, another]);
      return found
        .filter(({ reference }) => reference.startsWith(`${of}-`))
        .map(({ version, dateLoaded, ...lasting }) => {
          expect([version > 0, dateLoaded]).to.deep.equal([true, '2026-03-02 09:30:00']);
          return lasting;
        });
    }
  });

  it('is forgotten with its numbers when test data are cleared', async () => {
    await store.clear();
    expect(await store.events.liveEvents([somebody, another])).to.deep.equal([]);
    await addLearners(store, [somebody]);
    await importAll([eventToImport({ uln: somebody, reference: 'first' })]);
    expect((await only(somebody, 'first')).eventId).to.equal(1);
  });
});
