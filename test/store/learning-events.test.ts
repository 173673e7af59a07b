import { expect } from 'chai';
import fc from 'fast-check';
import { recordedMembers, type LearningEvent, type RecordedEvent } from '../../src/domain/learning-event.js';
import { recordedOf, recordedText } from '../../src/store/learning-event-row.js';
import { awardRecord, dirtyRecord, insertEvents, learningEvent } from '../learning-events.js';
import { eachDatabase, type TestDatabase } from './databases.js';
import { entry, uln } from './people.js';

eachDatabase('Learning events in the store', (newDatabase) => {
  let database: TestDatabase;

  before(async () => {
    database = await newDatabase();
  });

  it('come back as they were stored, dirt and all, by number', async () => {
    const one = uln('1000000101');
    const events: LearningEvent[] = [
      learningEvent({ uln: one, eventId: 900, source: 'ILR', recorded: dirtyRecord, credits: 12 }),
      learningEvent({
        uln: one,
        eventId: 11,
        source: 'NPD',
        recorded: {},
        dateLoaded: '2012-05-25 09:00:01',
      }),
      learningEvent({
        uln: one,
        eventId: 2_147_483_647,
        source: 'AO',
        recorded: awardRecord,
        ownerRef: 'TEST45',
        misIdentifier: 'm-1',
        version: 3,
        underDataChallenge: true,
      }),
    ];
    await insertEvents(database.options, events);
    const [dirty, empty, award] = events;
    expect(await database.store.events.liveEvents([one])).to.deep.equal([empty, dirty, award]);
  });

  it('of several records come together, by number, and of no others', async () => {
    const [one, other, third] = [uln('1000000201'), uln('1000000202'), uln('1000000203')];
    const events = [
      learningEvent({ uln: one, eventId: 205 }),
      learningEvent({ uln: other, eventId: 201 }),
      learningEvent({ uln: one, eventId: 203 }),
      learningEvent({ uln: third, eventId: 202 }),
    ];
    await insertEvents(database.options, events);
    const found = await database.store.events.liveEvents([one, other]);
    expect(found.map(({ uln: of, eventId }) => [of, eventId])).to.deep.equal([
      [other, 201],
      [one, 203],
      [one, 205],
    ]);
    expect(await database.store.events.liveEvents([])).to.deep.equal([]);
    expect(await database.store.events.liveEvents([uln('1000000209')])).to.deep.equal([]);
  });

  it('that are withdrawn are told to their owner alone', async () => {
    const one = uln('1000000301');
    const withdrawn = learningEvent({ uln: one, eventId: 301, standing: 'withdrawn', ownerRef: 'TEST45' });
    const live = learningEvent({ uln: one, eventId: 302, ownerRef: 'TEST45', source: 'AO' });
    const others = learningEvent({ uln: one, eventId: 303, ownerRef: 'TEST46', source: 'AO' });
    await insertEvents(database.options, [withdrawn, live, others]);
    expect(await database.store.events.liveEvents([one])).to.deep.equal([live, others]);
    expect(await database.store.events.ownedEvents([one], 'TEST45')).to.deep.equal([withdrawn, live]);
    expect(await database.store.events.ownedEvents([one], 'TEST47')).to.deep.equal([]);
  });

  it('keep what they were before each change, oldest first', async () => {
    const one = uln('1000000401');
    const first = learningEvent({ uln: one, eventId: 401, ownerRef: 'TEST45', recorded: awardRecord });
    const second = { ...first, version: 2, recorded: { ...awardRecord, grade: 'Merit' } };
    const now = { ...second, version: 3, standing: 'withdrawn' as const };
    const history = [
      {
        version: 2,
        at: new Date(1_700_000_001_000),
        organisationRef: 'TEST45',
        change: 'withdrawn' as const,
        before: second,
      },
      {
        version: 1,
        at: new Date(1_700_000_000_000),
        organisationRef: 'TEST45',
        change: 'updated' as const,
        before: first,
      },
    ];
    await insertEvents(database.options, [now], history);
    expect(await database.store.events.history(one, 401)).to.deep.equal(history.toReversed());
    expect(await database.store.events.history(one, 402)).to.deep.equal([]);
  });

  it('are forgotten with the test data', async () => {
    const { store, options } = await newDatabase();
    const one = uln('1000000501');
    const before = learningEvent({ uln: one, eventId: 501 });
    const history = [
      { version: 1, at: new Date(0), organisationRef: 'T', change: 'updated' as const, before },
    ];
    await insertEvents(options, [{ ...before, version: 2 }], history);
    await store.clear();
    expect(await store.events.liveEvents([one])).to.deep.equal([]);
    expect(await store.events.history(one, 501)).to.deep.equal([]);
  });
});

eachDatabase('Who looked, in the store', (newDatabase) => {
  it('is told newest first, page by page, each entry once, with the number of all', async () => {
    const { store } = await newDatabase();
    const [one, linked, stranger] = [uln('1000000601'), uln('1000000602'), uln('1000000603')];
    const at = (second: number) => new Date(Date.UTC(2024, 8, 1, 10, 0, second));
    for (let second = 0; second < 5; second += 1) {
      await store.audit.record(entry({ at: at(second), ulns: [one, linked], operation: 'both' }));
      await store.audit.record(entry({ at: at(second), ulns: [stranger], operation: 'other' }));
      await store.audit.record(entry({ at: at(second), ulns: [], operation: 'nobody' }));
    }
    await store.audit.record(entry({ at: at(9), ulns: [linked], operation: 'linked', userName: 'B. User' }));
    const page = (ulns: readonly ReturnType<typeof uln>[], offset: number) =>
      store.accessHistory.page({ ulns, limit: 4, offset });
    const first = await page([one, linked], 0);
    expect(first.total).to.equal(6);
    expect(first.entries.map((each) => [each.operation, each.at.getUTCSeconds()])).to.deep.equal([
      ['linked', 9],
      ['both', 4],
      ['both', 3],
      ['both', 2],
    ]);
    expect(first.entries[0]).to.deep.include({ ulns: [linked], userName: 'B. User', outcome: 'WSRC0005' });
    expect(first.entries[1]?.ulns).to.deep.equal([one, linked]);
    const second = await page([one, linked], 4);
    expect(second.entries.map((each) => each.at.getUTCSeconds())).to.deep.equal([1, 0]);
    expect(await page([one, linked], 8)).to.deep.equal({ total: 6, entries: [] });
    expect((await page([one], 0)).total).to.equal(5);
    expect(await page([uln('1000000609')], 0)).to.deep.equal({ total: 0, entries: [] });
  });
});

describe('What a source recorded, as a column', () => {
  it('comes back as it was: absent stays absent, empty stays empty', () => {
    const member = fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined });
    const any = fc.record(Object.fromEntries(recordedMembers.map((each) => [each, member])));
    fc.assert(
      fc.property(any, (values) => {
        const recorded: RecordedEvent = Object.fromEntries(
          Object.entries(values).filter(([, value]) => value !== undefined),
        );
        expect(recordedOf(recordedText(recorded))).to.deep.equal(recorded);
      }),
    );
  });
});
