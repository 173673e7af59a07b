import { expect } from 'chai';
import type { AuditEntry } from '../../src/register/ports.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';
import { entry, learner, keysOf, uln } from './people.js';

eachDatabase('The audit in the store', (newDatabase) => {
  let store: Store;
  const at = (seconds: number) => new Date(Date.UTC(2024, 8, 1, 10, 0, seconds, 7));

  before(async () => {
    store = (await newDatabase()).store;
  });

  it('gives back what was recorded, newest first, learners in order', async () => {
    const key = '00112233445566778899aabbccddeeff';
    const entries: AuditEntry[] = [
      entry({ at: at(1), organisationRef: 'BACK01', ulns: [], personKey: key, outcome: 'WSRC0001' }),
      entry({ at: at(2), organisationRef: 'BACK01', ulns: [uln('1000000009'), uln('1000000001')] }),
      entry({ at: at(3), organisationRef: 'BACK01', ulns: [uln('1000000001')], userName: `O'Brien "x" 😀` }),
    ];
    await Promise.all(entries.map((each) => store.audit.record(each)));
    const stored = await store.audit.list({ organisationRef: 'BACK01', limit: 10 });
    expect(stored.map(({ entryId: _, ...each }) => each)).to.deep.equal(entries.toReversed());
    expect(new Set(stored.map(({ entryId }) => entryId)).size).to.equal(3);
  });

  it('is filtered by learner, operation and time, and read page by page', async () => {
    const organisationRef = 'PAGE01';
    for (let second = 0; second < 10; second += 1) {
      const operation = second % 2 === 0 ? 'learnerByULN' : 'verifyLearner';
      const ulns = [uln('1000000100'), uln(1_000_000_101 + second)];
      await store.audit.record(entry({ at: at(second), organisationRef, operation, ulns }));
    }
    const seconds = async (filter: object) =>
      (await store.audit.list({ organisationRef, limit: 100, ...filter })).map((each) =>
        each.at.getUTCSeconds(),
      );
    expect(await seconds({ uln: uln('1000000103') })).to.deep.equal([2]);
    expect(await seconds({ operation: 'verifyLearner' })).to.deep.equal([9, 7, 5, 3, 1]);
    expect(await seconds({ since: at(7) })).to.deep.equal([9, 8, 7]);
    expect(await seconds({ until: at(1) })).to.deep.equal([1, 0]);
    expect(await seconds({ limit: 3, offset: 2 })).to.deep.equal([7, 6, 5]);
    expect(await seconds({ uln: uln('1000000100'), limit: 2, offset: 8 })).to.deep.equal([1, 0]);
    const [newest] = await store.audit.list({ uln: uln('1000000110'), limit: 1 });
    expect(newest?.ulns).to.deep.equal(['1000000100', '1000000110']);
  });

  it('gives the newest find of the same details by the same organisation, not older than asked', async () => {
    const person = learner({ uln: uln('1000000001') });
    const personKey = keysOf(store.personKeys, person).own;
    const other = keysOf(store.personKeys, { ...person, gender: '1' }).own;
    const find = (of: Partial<AuditEntry>) =>
      store.audit.record(entry({ operation: 'learnerByDemographics', organisationRef: 'FIND01', ...of }));
    await find({ at: at(10), personKey, outcome: 'WSRC0001' });
    await find({ at: at(20), personKey, outcome: 'WSRC0003', ulns: [uln('1000000001'), uln('1000000009')] });
    await find({ at: at(30), personKey: other, outcome: 'WSRC0002' });
    await find({ at: at(40), personKey, outcome: 'WSRC0004', organisationRef: 'FIND02' });
    await find({ at: at(50), outcome: 'WSRC0005' });
    const newest = { at: at(20), outcome: 'WSRC0003' };
    expect(await store.audit.latestFind('FIND01', personKey, at(0))).to.deep.equal(newest);
    expect(await store.audit.latestFind('FIND01', personKey, at(20))).to.deep.equal(newest);
    expect(await store.audit.latestFind('FIND01', personKey, at(21))).to.equal(undefined);
    expect(await store.audit.latestFind('FIND03', personKey, at(0))).to.equal(undefined);
  });

  it('takes thousands of entries at once, each once', async () => {
    const ulns = Array.from({ length: 5_000 }, (_, each) => uln(5_000_000_000 + each));
    await Promise.all(
      ulns.map((each) => store.audit.record(entry({ organisationRef: 'MANY01', ulns: [each] }))),
    );
    expect(store.queueDepth()).to.equal(0);
    const stored = await store.audit.list({ organisationRef: 'MANY01', limit: 6_000 });
    expect(stored.flatMap((each) => each.ulns).sort()).to.deep.equal(ulns);
  });
});
