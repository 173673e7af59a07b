import { expect } from 'chai';
import type { Learner } from '../../src/domain/learner.js';
import type { Uln } from '../../src/domain/uln.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase, type TestDatabase } from './databases.js';
import { entry, fullLearner, keysOf, learner, uln } from './people.js';

eachDatabase('An import into the store', (newDatabase) => {
  let database: TestDatabase;
  let store: Store;

  before(async () => {
    database = await newDatabase();
    store = database.store;
  });

  const ready = (people: readonly Learner[]) =>
    people.map((person) => ({ learner: person, keys: keysOf(store.personKeys, person) }));

  it('stores a chunk whole, with names and links, and where it stopped', async () => {
    const people = Array.from({ length: 500 }, (_, at) =>
      fullLearner({
        uln: uln(6_000_000_000 + at),
        familyName: `Import ${String(at)}`,
        notes: `'"\\{},NULL ${at}`,
      }),
    );
    const master = learner({ uln: uln('6100000000'), familyName: 'Master', linkedUlns: [uln('6100000001')] });
    const linked = learner({
      uln: uln('6100000001'),
      familyName: 'Linked',
      masterUln: master.uln,
      learnerStatus: '2',
    });
    const chunk = [...people, master, linked];
    expect(await store.imports.rowsDone('file-1')).to.equal(0);
    expect(await store.imports.store(ready(chunk), { fingerprint: 'file-1', rowsDone: 510 })).to.deep.equal(
      [],
    );
    expect(await store.imports.rowsDone('file-1')).to.equal(510);
    const found = await store.learners.findByUlns(chunk.map((person) => person.uln));
    expect([...found.values()]).to.deep.equal(chunk);
    for (const { keys, learner: person } of ready(people).slice(0, 3)) {
      // The main name is the learner's alone; all 500 share the others, of which 50 are given.
      const [main, ...others] = await Promise.all(keys.search.map((key) => store.learners.exactUlns(key)));
      expect(main).to.deep.equal([person.uln]);
      for (const other of others)
        expect(other).to.satisfy((ulns: unknown[]) => [1, 50].includes(ulns.length));
    }
  });

  it('goes on where another process stopped', async () => {
    const another = await database.open();
    expect(await another.imports.rowsDone('file-1')).to.equal(510);
    await another.imports.store([], { fingerprint: 'file-1', rowsDone: 600 });
    expect(await store.imports.rowsDone('file-1')).to.equal(600);
    expect(await store.imports.rowsDone('file-2')).to.equal(0);
  });

  it('leaves learners alone that are there already, and names them', async () => {
    const before = await store.learners.findByUln(uln('6000000000'));
    const chunk = [
      learner({ uln: uln('6000000000'), givenName: 'Usurper', familyName: 'Import' }),
      learner({ uln: uln('6200000000'), givenName: 'New', familyName: 'Comer' }),
      learner({ uln: uln('6200000000'), givenName: 'Twice', familyName: 'Comer' }),
    ];
    const existing = await store.imports.store(ready(chunk), { fingerprint: 'file-3', rowsDone: 3 });
    expect([...existing].sort()).to.deep.equal(['6000000000', '6200000000']);
    expect(await store.learners.findByUln(uln('6000000000'))).to.deep.equal(before);
    expect((await store.learners.findByUln(uln('6200000000')))?.givenName).to.equal('New');
    const usurper = ready(chunk)[0]?.keys.search[0];
    if (usurper !== undefined) expect(await store.learners.exactUlns(usurper)).to.deep.equal([]);
  });

  it('takes a person twice, as old registers hold some, but lets nobody register a third time', async () => {
    const twins = [uln('6300000000'), uln('6300000001')].map((of) =>
      learner({ uln: of, givenName: 'Twin', familyName: 'Import' }),
    );
    expect(await store.imports.store(ready(twins), { fingerprint: 'file-4', rowsDone: 2 })).to.deep.equal([]);
    const key = ready(twins)[0]?.keys.search[0];
    if (key !== undefined) {
      expect(await store.learners.exactUlns(key)).to.have.members(twins.map((person) => person.uln));
    }
    const third = learner({ uln: uln('6300000002'), givenName: 'Twin', familyName: 'Import' });
    expect(await store.learners.register(third, keysOf(store.personKeys, third), entry())).to.equal(
      'personExists',
    );
  });

  it('keeps chunks that follow each other, and says which ULNs the ones before them hold', async () => {
    const [first, second] = [uln('6400000000'), uln('6400000001')];
    const progress = (rowsDone: number) => ({ fingerprint: 'file-5', rowsDone });
    const chunk = (...ulns: Uln[]) =>
      ready(ulns.map((of) => learner({ uln: of, familyName: `Chunk ${of}` })));
    expect(await store.imports.append(chunk(first), progress(1))).to.deep.equal([]);
    expect(await store.imports.append(chunk(second, first), progress(3))).to.deep.equal([first]);
    await store.imports.save();
    const another = await database.open();
    expect(await another.imports.rowsDone('file-5')).to.equal(3);
    expect([...(await another.learners.findByUlns([first, second])).keys()]).to.deep.equal([first, second]);
  });

  it('is counted', async () => {
    expect(await store.counts()).to.deep.equal({ learners: 507, organisations: 0 });
  });

  it('is forgotten when test data are cleared', async () => {
    await store.clear();
    expect(await store.counts()).to.deep.equal({ learners: 0, organisations: 0 });
    expect(await store.imports.rowsDone('file-1')).to.equal(0);
    expect(await store.ready()).to.equal(true);
  });
});
