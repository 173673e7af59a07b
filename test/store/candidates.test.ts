import { expect } from 'chai';
import { searchKeyOf, type SearchKey } from '../../src/domain/demographics.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';
import { entry, keysOf, learner, uln } from './people.js';

const none = { byBirthAndFamily: [], byFullName: [], bySameNames: { familyKey: '', givenKey: '' } };

eachDatabase('Candidates in the store', (newDatabase) => {
  let store: Store;

  const ada = learner({
    uln: uln('1000000001'),
    givenName: 'Ada',
    familyName: 'Block',
    dateOfBirth: '2001-02-03',
    lastKnownPostCode: 'CV4 9EE',
  });
  const bob = learner({
    uln: uln('1000000002'),
    givenName: 'Bob',
    familyName: 'Block',
    previousFamilyName: 'Stone',
    dateOfBirth: '2001-02-03',
    lastKnownPostCode: 'LU4 9QX',
  });
  const cat = learner({
    uln: uln('1000000003'),
    givenName: 'Cat',
    familyName: 'Other',
    dateOfBirth: '2001-03-02',
    lastKnownPostCode: 'CV4 9EE',
  });

  before(async () => {
    store = (await newDatabase()).store;
    for (const person of [ada, bob, cat]) {
      await store.learners.register(person, keysOf(store.personKeys, person), entry({ ulns: [person.uln] }));
    }
  });

  const summary = (found: readonly (SearchKey & { readonly uln: string })[]) =>
    found.map(({ uln: of, givenKey, familyKey }) => `${of} ${givenKey} ${familyKey}`).sort();

  it('come by date of birth and each of several family names', async () => {
    const found = await store.learners.candidates({
      ...none,
      byBirthAndFamily: [
        { dateOfBirth: '2001-02-03', familyKey: 'BLOCK' },
        { dateOfBirth: '2001-02-03', familyKey: 'STONE' },
        { dateOfBirth: '2001-02-03', familyKey: 'OTHER' },
      ],
    });
    expect(summary(found)).to.deep.equal([
      '1000000001 ADA BLOCK',
      '1000000002 BOB BLOCK',
      '1000000002 BOB STONE',
    ]);
  });

  it('come whole, each row once, though several blocks hold it', async () => {
    const found = await store.learners.candidates({
      byBirthAndFamily: [{ dateOfBirth: '2001-03-02', familyKey: 'OTHER' }],
      byFullName: [{ dateOfBirth: '2001-03-02', familyKey: 'OTHER', givenKey: 'CAT' }],
      byBirthAndPostCode: { dateOfBirth: '2001-03-02', postCodeKey: 'CV49EE' },
      bySameNames: { postCodeKey: 'CV49EE', familyKey: 'OTHER', givenKey: 'CAT', nearBirth: '2001-03-03' },
    });
    expect(found).to.deep.equal([{ uln: cat.uln, ...keysOf(store.personKeys, cat).search[0] }]);
  });

  it('come by full name with any of many dates', async () => {
    const found = await store.learners.candidates({
      ...none,
      byFullName: ['2001-02-03', '2001-03-02', '1999-01-01'].flatMap((dateOfBirth) => [
        { dateOfBirth, familyKey: 'OTHER', givenKey: 'CAT' },
        { dateOfBirth, familyKey: 'BLOCK', givenKey: 'ADA' },
      ]),
    });
    expect(summary(found)).to.deep.equal(['1000000001 ADA BLOCK', '1000000003 CAT OTHER']);
  });

  it('come by date of birth and postcode', async () => {
    const found = await store.learners.candidates({
      ...none,
      byBirthAndPostCode: { dateOfBirth: '2001-02-03', postCodeKey: 'CV49EE' },
    });
    expect(summary(found)).to.deep.equal(['1000000001 ADA BLOCK']);
  });

  it('come by the same names, with a near date of birth or the postcode', async () => {
    const names = { familyKey: 'STONE', givenKey: 'BOB' };
    const cases = [
      [{ postCodeKey: 'LU49QX' }, true],
      [{ postCodeKey: 'CV49EE' }, false],
      [{ nearBirth: '2001-02-04' }, true],
      [{ nearBirth: '2001-03-02' }, true],
      [{ nearBirth: '2011-02-03' }, true],
      [{ nearBirth: '2001-03-04' }, false],
      [{ nearBirth: '2012-02-03' }, false],
      // Equal is not near: that is another block.
      [{ nearBirth: '2001-02-03' }, false],
      [{ nearBirth: '2001-03-04', postCodeKey: 'LU49QX' }, true],
      [{}, false],
    ] as const;
    for (const [more, isFound] of cases) {
      const found = await store.learners.candidates({ ...none, bySameNames: { ...names, ...more } });
      expect(summary(found), JSON.stringify(more)).to.deep.equal(isFound ? ['1000000002 BOB STONE'] : []);
    }
  });

  it('are the same of common names as of rare ones', async () => {
    const bornOn = (at: number): string =>
      `${1980 + (at % 7) * 5}-0${1 + (at % 9)}-${10 + (at % 19)}` as const;
    const livesIn = (at: number): string => `AB${1 + (at % 9)} 3CD`;
    const crowd = Array.from({ length: 230 }, (_, at) => {
      const person = learner({
        uln: uln(3_000_000_000 + at),
        givenName: 'Common',
        familyName: at < 20 ? 'Rare' : 'Crowd',
        dateOfBirth: bornOn(at % 20),
        lastKnownPostCode: livesIn(at % 20),
      });
      return { learner: person, keys: keysOf(store.personKeys, person) };
    });
    await store.imports.store(crowd, { fingerprint: 'common', rowsDone: 230 });
    for (let at = 0; at < 20; at += 1) {
      for (const search of [
        { nearBirth: bornOn(at) },
        { postCodeKey: livesIn(at).replace(' ', '') },
        { nearBirth: bornOn(at), postCodeKey: livesIn(at + 1).replace(' ', '') },
      ]) {
        const [few, many] = await Promise.all(
          ['RARE', 'CROWD'].map(async (familyKey) => {
            const found = await store.learners.candidates({
              ...none,
              bySameNames: { familyKey, givenKey: 'COMMON', ...search },
            });
            return new Set(found.map(({ dateOfBirth, postCodeKey }) => `${dateOfBirth} ${postCodeKey}`));
          }),
        );
        expect([...(many ?? [])].sort()).to.deep.equal([...(few ?? [])].sort());
      }
    }
  });

  it('belong to whoever asked, however many ask at once', async () => {
    const people = [ada, bob, cat];
    const asked = Array.from({ length: 60 }, (_, at) => people[at % people.length] ?? ada);
    const keys = asked.map((person) => searchKeyOf(person));
    const [learners, exact, found] = await Promise.all([
      Promise.all(asked.map(({ uln: of }) => store.learners.findByUln(of))),
      Promise.all(keys.map((key) => store.learners.exactUlns(key))),
      Promise.all(keys.map((key) => store.learners.candidates({ ...none, byFullName: [key] }))),
    ]);
    expect(learners.map((one) => one?.uln)).to.deep.equal(asked.map(({ uln: of }) => of));
    expect(exact).to.deep.equal(asked.map(({ uln: of }) => [of]));
    expect(found.map((rows) => rows.map(({ uln: of }) => of))).to.deep.equal(
      asked.map(({ uln: of }) => [of]),
    );
  });

  it('are none for no blocks', async () => {
    expect(await store.learners.candidates(none)).to.deep.equal([]);
  });

  it('are not cut where a crowd shares date of birth and family name, but not the given name', async () => {
    const throng = Array.from({ length: 210 }, (_, at) => {
      const givenName = `Given${100 + at}`;
      const person = learner({
        uln: uln(4_000_000_000 + at),
        givenName,
        familyName: 'Throng',
        dateOfBirth: '2003-03-03',
      });
      return { learner: person, keys: keysOf(store.personKeys, person) };
    });
    await store.imports.store(throng, { fingerprint: 'throng', rowsDone: throng.length });
    const block = { dateOfBirth: '2003-03-03', familyKey: 'THRONG' };
    const inBlock = await store.learners.candidates({ ...none, byBirthAndFamily: [block] });
    expect(inBlock).to.have.length(200);
    const byFullName = ['GIVEN100', 'GIVEN309'].map((givenKey) => ({ ...block, givenKey }));
    const found = summary(
      await store.learners.candidates({ ...none, byBirthAndFamily: [block], byFullName }),
    );
    expect(found).to.include.members(['4000000000 GIVEN100 THRONG', '4000000209 GIVEN309 THRONG']);
  });

  it('and exact matches are cut where more would say nothing new', async () => {
    const crowd = Array.from({ length: 210 }, (_, at) => {
      const person = learner({
        uln: uln(2_000_000_000 + at),
        givenName: 'Crowd',
        familyName: 'Same',
        dateOfBirth: '2002-02-02',
        lastKnownPostCode: 'AB1 2CD',
      });
      return { learner: person, keys: keysOf(store.personKeys, person) };
    });
    await store.imports.store(crowd, { fingerprint: 'crowd', rowsDone: 210 });
    const found = await store.learners.candidates({
      ...none,
      byBirthAndPostCode: { dateOfBirth: '2002-02-02', postCodeKey: 'AB12CD' },
    });
    expect(found).to.have.length(200);
    const key = crowd[0]?.keys.search[0];
    expect(key === undefined ? [] : await store.learners.exactUlns(key)).to.have.length(50);
  });
});
