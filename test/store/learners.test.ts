import { expect } from 'chai';
import fc from 'fast-check';
import type { Learner } from '../../src/domain/learner.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';
import { entry, fullLearner, keysOf, learner, uln } from './people.js';

eachDatabase('Learners in the store', (newDatabase) => {
  let store: Store;
  let next = 1_000_000_000;

  before(async () => {
    store = (await newDatabase()).store;
  });

  function newUln() {
    return uln((next += 1));
  }

  function add(person: Learner) {
    return store.learners.register(person, keysOf(store.personKeys, person), entry({ ulns: [person.uln] }));
  }

  function change(person: Learner, expectedVersion: number) {
    const audit = entry({ operation: 'updateSingleLearner', ulns: [person.uln], outcome: 'WSRC0006' });
    return store.learners.update(person, expectedVersion, keysOf(store.personKeys, person), audit);
  }

  it('gives back every member of a learner as it was registered', async () => {
    const person = fullLearner({
      uln: newUln(),
      givenName: 'Every',
      familyName: 'Member',
      dateOfBirth: '2001-01-01',
    });
    expect(await add(person)).to.equal('registered');
    expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
  });

  it('leaves absent members absent', async () => {
    const person = learner({ uln: newUln(), givenName: 'Few', familyName: 'Members' });
    await add(person);
    const found = await store.learners.findByUln(person.uln);
    expect(found).to.deep.equal(person);
    expect(Object.keys(found ?? {})).to.have.members(Object.keys(person));
  });

  it('keeps what no message can carry, and tells empty from absent', async () => {
    const person = learner({
      uln: newUln(),
      givenName: 'Separate\u001fd',
      familyName: 'Columns',
      title: '',
      notes: '\u001f',
    });
    await add(person);
    expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
    const empty = learner({ uln: newUln(), givenName: 'Empty', familyName: 'Columns', title: '', notes: '' });
    await add(empty);
    expect(await store.learners.findByUln(empty.uln)).to.deep.equal(empty);
    expect([...(await store.learners.findByUlns([person.uln, empty.uln])).values()]).to.deep.equal([
      person,
      empty,
    ]);
  });

  it('keeps any text that XML can carry', async () => {
    const character = fc
      .integer({ min: 0x20, max: 0x1ffff })
      .filter((code) => (code < 0xd800 || code > 0xdfff) && code % 0x10000 < 0xfffe)
      .map((code) => String.fromCodePoint(code));
    const words = fc.array(character, { minLength: 1, maxLength: 35 }).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(words, words, words, async (givenName, schoolAtAge16, notes) => {
        const person = fullLearner({
          uln: newUln(),
          givenName,
          familyName: `F${String(next)}`,
          schoolAtAge16,
          notes,
        });
        expect(await add(person)).to.equal('registered');
        expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
      }),
      { numRuns: 40 },
    );
  });

  it('takes quotes, statements and the longest notes for plain text', async () => {
    const person = fullLearner({
      uln: newUln(),
      dateOfBirth: '2001-01-02',
      givenName: `Robert'); DROP TABLE learner;--`,
      familyName: 'O\'Brien "the $1" \\ {a,b} NULL ?',
      previousFamilyName: '{"x",NULL}',
      notes: `\t\n'"\\${'ÿ€😀'.repeat(999)}`,
    });
    expect(await add(person)).to.equal('registered');
    expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
    const keys = keysOf(store.personKeys, person);
    for (const key of keys.search) expect(await store.learners.exactUlns(key)).to.deep.equal([person.uln]);
  });

  it('knows nothing of a ULN that was never given out', async () => {
    expect(await store.learners.findByUln(uln('9000000008'))).to.equal(undefined);
  });

  it('finds several learners at once, in the order asked for, and leaves out those unknown', async () => {
    const [first, second] = [
      learner({ uln: newUln(), givenName: 'First', familyName: 'Several' }),
      learner({ uln: newUln(), givenName: 'Second', familyName: 'Several' }),
    ];
    await add(first);
    await add(second);
    const found = await store.learners.findByUlns([second.uln, uln('9000000008'), first.uln]);
    expect([...found]).to.deep.equal([
      [second.uln, second],
      [first.uln, first],
    ]);
    expect((await store.learners.findByUlns([])).size).to.equal(0);
  });

  it('refuses a second learner with the same five details, and writes nothing of it', async () => {
    const person = learner({ uln: newUln(), givenName: 'Only', familyName: 'One' });
    const twin = { ...person, uln: newUln() };
    await add(person);
    expect(await add(twin)).to.equal('personExists');
    expect(await store.learners.findByUln(twin.uln)).to.equal(undefined);
    expect(
      await store.learners.exactUlns(keysOf(store.personKeys, person).search[0] ?? never()),
    ).to.deep.equal([person.uln]);
    expect(await store.audit.list({ uln: twin.uln, limit: 10 })).to.deep.equal([]);
  });

  it('refuses a taken ULN, and leaves the person free to be registered under another', async () => {
    const person = learner({ uln: newUln(), givenName: 'Has', familyName: 'Number' });
    await add(person);
    const other = learner({ uln: person.uln, givenName: 'Wants', familyName: 'Number' });
    expect(await add(other)).to.equal('ulnTaken');
    expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
    expect(await add({ ...other, uln: newUln() })).to.equal('registered');
  });

  it('refuses a learner whose main details are another name of somebody', async () => {
    const person = learner({
      uln: newUln(),
      givenName: 'Ann',
      familyName: 'After',
      previousFamilyName: 'Before',
    });
    await add(person);
    const same = learner({ uln: newUln(), givenName: 'Ann', familyName: 'Before' });
    expect(await add(same)).to.equal('personExists');
  });

  it('registers a learner one of whose other names is claimed already', async () => {
    const person = learner({ uln: newUln(), givenName: 'Bea', familyName: 'Claimed' });
    const namesake = learner({
      uln: newUln(),
      givenName: 'Bea',
      familyName: 'Own',
      previousFamilyName: 'Claimed',
    });
    await add(person);
    expect(await add(namesake)).to.equal('registered');
    const claimed = keysOf(store.personKeys, person).search[0] ?? never();
    expect(await store.learners.exactUlns(claimed)).to.have.members([person.uln, namesake.uln]);
  });

  describe('an update', () => {
    it('replaces details and finds the learner under its new names alone', async () => {
      const person = fullLearner({
        uln: newUln(),
        givenName: 'Old',
        familyName: 'Name',
        dateOfBirth: '2001-01-03',
      });
      await add(person);
      const changed = learner({ uln: person.uln, givenName: 'New', familyName: 'Now', versionNumber: 2 });
      expect(await change(changed, 1)).to.equal('updated');
      expect(await store.learners.findByUln(person.uln)).to.deep.equal(changed);
      for (const key of keysOf(store.personKeys, person).search) {
        expect(await store.learners.exactUlns(key)).to.deep.equal([]);
      }
      const key = keysOf(store.personKeys, changed).search[0] ?? never();
      expect(await store.learners.exactUlns(key)).to.deep.equal([person.uln]);
    });

    it('is stale when the version is another, or nobody has the ULN', async () => {
      const person = learner({ uln: newUln(), givenName: 'Stale', familyName: 'Version' });
      await add(person);
      expect(await change({ ...person, notes: 'late', versionNumber: 3 }, 2)).to.equal('stale');
      expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
      expect(await change({ ...person, uln: newUln() }, 1)).to.equal('stale');
    });

    it('refuses the details of somebody else, and writes nothing', async () => {
      const somebody = learner({ uln: newUln(), givenName: 'Some', familyName: 'Body' });
      const person = learner({ uln: newUln(), givenName: 'Another', familyName: 'Body' });
      await add(somebody);
      await add(person);
      const wanted = { ...person, givenName: 'Some', versionNumber: 2 };
      expect(await change(wanted, 1)).to.equal('personExists');
      expect(await store.learners.findByUln(person.uln)).to.deep.equal(person);
      const key = keysOf(store.personKeys, person).search[0] ?? never();
      expect(await store.learners.exactUlns(key)).to.deep.equal([person.uln]);
      expect(await change({ ...person, notes: 'still mine', versionNumber: 2 }, 1)).to.equal('updated');
    });

    it('frees the old details for somebody else', async () => {
      const person = learner({ uln: newUln(), givenName: 'Leaves', familyName: 'Details' });
      const newcomer = { ...person, uln: newUln() };
      await add(person);
      expect(await add(newcomer)).to.equal('personExists');
      expect(await change({ ...person, givenName: 'Left', versionNumber: 2 }, 1)).to.equal('updated');
      expect(await add(newcomer)).to.equal('registered');
    });

    it('hands a claim that is let go to another learner under the same name', async () => {
      const person = learner({ uln: newUln(), givenName: 'Cleo', familyName: 'Shared' });
      const heir = learner({
        uln: newUln(),
        givenName: 'Cleo',
        familyName: 'Heir',
        previousFamilyName: 'Shared',
      });
      await add(person);
      await add(heir);
      expect(await change({ ...person, givenName: 'Gone', versionNumber: 2 }, 1)).to.equal('updated');
      expect(await add({ ...person, uln: newUln() })).to.equal('personExists');
    });

    it('keeps what it is found under when only other details change', async () => {
      const person = learner({ uln: newUln(), givenName: 'Keeps', familyName: 'Keys' });
      await add(person);
      expect(await change({ ...person, emailAddress: 'k@example.org', versionNumber: 2 }, 1)).to.equal(
        'updated',
      );
      const key = keysOf(store.personKeys, person).search[0] ?? never();
      expect(await store.learners.exactUlns(key)).to.deep.equal([person.uln]);
      expect(await add({ ...person, uln: newUln() })).to.equal('personExists');
    });

    it('leaves an audit entry', async () => {
      const person = learner({ uln: newUln(), givenName: 'Leaves', familyName: 'Trace' });
      await add(person);
      await change({ ...person, notes: 'x', versionNumber: 2 }, 1);
      await change({ ...person, notes: 'y', versionNumber: 2 }, 1);
      const entries = await store.audit.list({ uln: person.uln, limit: 10 });
      expect(entries.map(({ outcome }) => outcome)).to.have.members(['WSRC0005', 'WSRC0006']);
    });
  });
});

function never(): never {
  throw new Error('A learner has at least one search key');
}
