import { expect } from 'chai';
import type { Uln } from '../../../src/domain/uln.js';
import { openStore } from '../../../src/store/open-store.js';
import type { Store, StoreOptions } from '../../../src/store/store.js';
import { newOptions } from '../databases.js';
import { entry, fullLearner, keysOf, learner, uln } from '../people.js';

describe('A window of an import into SQLite', () => {
  let options: StoreOptions;
  let store: Store;
  let another: Store;
  const stores: Store[] = [];

  const open = async (): Promise<Store> => {
    const opened = await openStore(options);
    stores.push(opened);
    return opened;
  };
  const ready = (people: readonly ReturnType<typeof learner>[]) =>
    people.map((person) => ({ learner: person, keys: keysOf(store.personKeys, person) }));
  const named = (of: Uln) => learner({ uln: of, familyName: `Window ${of}` });
  const seenByAnother = async (of: Uln) => {
    const [key] = keysOf(another.personKeys, named(of)).search;
    const byUln = await another.learners.findByUln(of);
    const byName = key === undefined ? [] : await another.learners.exactUlns(key);
    return [byUln?.uln, ...byName];
  };

  beforeEach(async () => {
    options = await newOptions('sqlite');
    store = await open();
    await store.migrations.up();
    another = await open();
  });
  afterEach(async () => {
    for (const each of stores.splice(0)) await each.close();
  });

  it('shows learners, names and progress when it is saved, and nothing of them before', async () => {
    const ulns = [uln('7000000003'), uln('7000000001'), uln('7000000002')];
    for (const [at, of] of ulns.entries()) {
      await store.imports.append(ready([named(of)]), { fingerprint: 'file', rowsDone: at + 1 });
    }
    for (const of of ulns) expect(await seenByAnother(of)).to.deep.equal([undefined]);
    expect(await another.imports.rowsDone('file')).to.equal(0);
    await store.imports.save();
    for (const of of ulns) expect(await seenByAnother(of)).to.deep.equal([of, of]);
    expect(await another.imports.rowsDone('file')).to.equal(3);
  });

  it('ends when the same process writes something else', async () => {
    await store.imports.append(ready([named(uln('7000000001'))]), { fingerprint: 'file', rowsDone: 1 });
    await store.audit.record(entry());
    expect(await seenByAnother(uln('7000000001'))).to.deep.equal(['7000000001', '7000000001']);
    expect(await another.imports.rowsDone('file')).to.equal(1);
  });

  it('is forgotten when the store is closed before it is saved', async () => {
    const closing = await open();
    await closing.imports.append(ready([named(uln('7000000001'))]), { fingerprint: 'file', rowsDone: 1 });
    await closing.close();
    expect(await seenByAnother(uln('7000000001'))).to.deep.equal([undefined]);
    expect(await another.imports.rowsDone('file')).to.equal(0);
  });

  it('gives a person to the learner whose own name it is, whichever came first', async () => {
    const other = fullLearner({ uln: uln('7000000001'), familyName: 'New', previousFamilyName: 'Shared' });
    const own = { ...other, uln: uln('7000000002'), familyName: 'Shared', previousFamilyName: 'Elsewhere' };
    await store.imports.store(ready([other, own]), { fingerprint: 'file', rowsDone: 2 });
    const third = { ...own, uln: uln('7000000003') };
    const keys = keysOf(store.personKeys, third);
    expect(await store.learners.register(third, keys, entry())).to.equal('personExists');
    // Who holds the claim may keep the name; the other one may not take it as its own.
    const renamed = { ...other, familyName: 'Shared', versionNumber: 2 };
    const outcome = await store.learners.update(renamed, 1, keysOf(store.personKeys, renamed), entry());
    expect(outcome).to.equal('personExists');
    expect(
      await store.learners.update({ ...own, versionNumber: 2 }, 1, keysOf(store.personKeys, own), entry()),
    ).to.equal('updated');
  });

  it('takes nothing after a chunk that failed, and begins anew after the save that says so', async () => {
    const good = ready([named(uln('7000000001'))]);
    const bad = ready([{ ...named(uln('7000000002')), gender: 'x' as '1' }]);
    const outcomes = await Promise.allSettled([
      store.imports.append(good, { fingerprint: 'file', rowsDone: 1 }),
      store.imports.append(bad, { fingerprint: 'file', rowsDone: 2 }),
      store.imports.append(ready([named(uln('7000000003'))]), { fingerprint: 'file', rowsDone: 3 }),
    ]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'rejected']);
    // Not even something else, which ends a window, stores what came before the failure.
    await store.audit.record(entry());
    expect(await another.imports.rowsDone('file')).to.equal(0);
    const [saved] = await Promise.allSettled([store.imports.save()]);
    expect(saved).to.have.nested.property('reason.code', 'database');
    await store.imports.store(good, { fingerprint: 'file', rowsDone: 1 });
    expect(await seenByAnother(uln('7000000001'))).to.deep.equal(['7000000001', '7000000001']);
  });

  it('tells whether another process wrote meanwhile', async () => {
    const append = (of: Uln, rowsDone: number) =>
      store.imports.append(ready([named(of)]), { fingerprint: 'file', rowsDone });
    await append(uln('7000000001'), 1);
    expect(await store.imports.save()).to.equal(false);
    await append(uln('7000000002'), 2);
    expect(await store.imports.save()).to.equal(false);
    await another.audit.record(entry());
    await append(uln('7000000003'), 3);
    expect(await store.imports.save()).to.equal(true);
    expect(await store.imports.save()).to.equal(false);
  });
});
