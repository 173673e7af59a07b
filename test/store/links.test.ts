import { expect } from 'chai';
import type { Learner } from '../../src/domain/learner.js';
import type { Uln } from '../../src/domain/uln.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';
import { entry, keysOf, learner, uln } from './people.js';

eachDatabase('Links in the store', (newDatabase) => {
  let store: Store;
  let next = 3_000_000_000;

  before(async () => {
    store = (await newDatabase()).store;
  });

  async function add(): Promise<Uln> {
    const person = learner({ uln: uln((next += 1)), familyName: `Link ${String(next)}` });
    await store.learners.register(person, keysOf(store.personKeys, person), entry({ ulns: [person.uln] }));
    return person.uln;
  }

  const link = (from: Uln, to: Uln) =>
    store.learners.link(from, to, entry({ operation: 'learner link', ulns: [from, to], outcome: 'linked' }));
  const unlink = (from: Uln) =>
    store.learners.unlink(from, entry({ operation: 'learner unlink', ulns: [from], outcome: 'unlinked' }));
  const find = async (of: Uln): Promise<Learner> => (await store.learners.findByUln(of)) ?? never();

  async function expectGroup(master: Uln, linked: readonly Uln[]): Promise<void> {
    const found = await find(master);
    expect(found.masterUln).to.equal(undefined);
    expect(found.learnerStatus).to.equal('1');
    expect(found.linkedUlns).to.deep.equal([...linked].sort());
    for (const each of linked) {
      const under = await find(each);
      expect(under.masterUln).to.equal(master);
      expect(under.learnerStatus).to.equal('2');
      expect(under.linkedUlns).to.deep.equal([]);
    }
  }

  it('put a learner under a master, without touching versions', async () => {
    const [master, other] = [await add(), await add()];
    expect(await link(other, master)).to.equal('linked');
    await expectGroup(master, [other]);
    expect((await find(master)).versionNumber).to.equal(1);
    expect((await find(other)).versionNumber).to.equal(1);
    const entries = await store.audit.list({ uln: other, operation: 'learner link', limit: 5 });
    expect(entries.map(({ ulns }) => ulns)).to.deep.equal([[other, master]]);
  });

  it('move all that stood under a master with it', async () => {
    const [top, middle, low, lower] = [await add(), await add(), await add(), await add()];
    await link(lower, middle);
    await link(low, middle);
    expect(await link(middle, top)).to.equal('linked');
    await expectGroup(top, [middle, low, lower]);
  });

  it('go to the master of a learner that is itself linked', async () => {
    const [master, linked, late] = [await add(), await add(), await add()];
    await link(linked, master);
    expect(await link(late, linked)).to.equal('linked');
    await expectGroup(master, [linked, late]);
  });

  it('let a master and one that stood under it change places', async () => {
    const [master, heir, third] = [await add(), await add(), await add()];
    await link(heir, master);
    await link(third, master);
    expect(await link(master, heir)).to.equal('linked');
    await expectGroup(heir, [master, third]);
  });

  it('are refused to oneself, a second time, and to or from nobody', async () => {
    const [master, other] = [await add(), await add()];
    expect(await link(master, master)).to.equal('alreadyLinked');
    await link(other, master);
    expect(await link(other, master)).to.equal('alreadyLinked');
    expect(await link(other, await add())).to.equal('alreadyLinked');
    expect(await link(uln('9000000008'), master)).to.equal('notFound');
    expect(await link(master, uln('9000000008'))).to.equal('notFound');
    await expectGroup(master, [other]);
  });

  it('are undone for one learner, and the others stay', async () => {
    const [master, leaves, stays] = [await add(), await add(), await add()];
    await link(leaves, master);
    await link(stays, master);
    expect(await unlink(leaves)).to.equal('unlinked');
    await expectGroup(leaves, []);
    await expectGroup(master, [stays]);
    expect(await unlink(leaves)).to.equal('notLinked');
    expect(await unlink(master)).to.equal('notLinked');
    expect(await unlink(uln('9000000008'))).to.equal('notFound');
  });

  it('survive an update by somebody who read the record before', async () => {
    const [master, other] = [await add(), await add()];
    const before = await find(master);
    await link(other, master);
    const changed = { ...before, notes: 'read before the link', versionNumber: 2 };
    const outcome = await store.learners.update(changed, 1, keysOf(store.personKeys, changed), entry());
    expect(outcome).to.equal('updated');
    await expectGroup(master, [other]);
    expect((await find(master)).notes).to.equal('read before the link');
  });

  it('keep out an update by somebody who read the record before it was linked', async () => {
    const [master, other] = [await add(), await add()];
    const before = await find(other);
    await link(other, master);
    const changed = { ...before, notes: 'read before the link', familyName: 'Late', versionNumber: 2 };
    const update = () => store.learners.update(changed, 1, keysOf(store.personKeys, changed), entry());
    expect(await update()).to.equal('linked');
    const after = await find(other);
    expect(after).to.deep.equal({ ...before, masterUln: master, learnerStatus: '2' });
    await unlink(other);
    expect(await update()).to.equal('updated');
  });

  it('do not bring a deleted learner back', async () => {
    const live = await add();
    const person = learner({ uln: uln((next += 1)), familyName: `Gone ${String(next)}`, learnerStatus: '0' });
    await store.learners.register(person, keysOf(store.personKeys, person), entry());
    expect(await link(person.uln, live)).to.equal('notFound');
    expect(await link(live, person.uln)).to.equal('notFound');
    expect((await find(person.uln)).learnerStatus).to.equal('0');
    await expectGroup(live, []);
  });

  it('stay whole when many are made at once', async () => {
    const master = await add();
    const others = await Promise.all(Array.from({ length: 12 }, add));
    expect(await Promise.all(others.map((other) => link(other, master)))).to.deep.equal(
      others.map(() => 'linked'),
    );
    await expectGroup(master, others);
  });

  it('let a master take details that its linked twin holds', async () => {
    const [first, second] = await importBoth(
      learner({ uln: uln('4000000001'), givenName: 'Twice', familyName: 'Held' }),
      learner({ uln: uln('4000000002'), givenName: 'Once', familyName: 'Held' }),
    );
    const changed = { ...second, givenName: 'Twice', versionNumber: 2 };
    const keys = keysOf(store.personKeys, changed);
    expect(await store.learners.update(changed, 1, keys, entry())).to.equal('personExists');
    await link(first.uln, second.uln);
    expect(await store.learners.update(changed, 1, keys, entry())).to.equal('updated');
  });

  it('lets one of two records of a person change, and the other one when it is linked', async () => {
    const [first, second] = await importBoth(
      learner({ uln: uln('4000000003'), givenName: 'Double', familyName: 'Kept' }),
      learner({ uln: uln('4000000004'), givenName: 'Double', familyName: 'Kept' }),
    );
    const keys = keysOf(store.personKeys, first);
    const noted = (twin: Learner) => ({ ...twin, notes: 'seen', versionNumber: 2 });
    expect(await store.learners.update(noted(second), 1, keys, entry())).to.equal('personExists');
    expect(await store.learners.update(noted(first), 1, keys, entry())).to.equal('updated');
    await link(first.uln, second.uln);
    expect(await store.learners.update(noted(second), 1, keys, entry())).to.equal('updated');
    const third = learner({ uln: uln('4000000005'), givenName: 'Double', familyName: 'Kept' });
    expect(await store.learners.register(third, keys, entry())).to.equal('personExists');
  });

  it('lets somebody change whose details another one had under a former name', async () => {
    const [, second] = await importBoth(
      learner({ uln: uln('4000000006'), givenName: 'Was', familyName: 'Now', previousFamilyName: 'Before' }),
      learner({ uln: uln('4000000007'), givenName: 'Was', familyName: 'Before' }),
    );
    const changed = { ...second, notes: 'seen', versionNumber: 2 };
    expect(await store.learners.update(changed, 1, keysOf(store.personKeys, second), entry())).to.equal(
      'updated',
    );
  });

  async function importBoth(...people: readonly [Learner, Learner]): Promise<readonly [Learner, Learner]> {
    const chunk = people.map((person) => ({ learner: person, keys: keysOf(store.personKeys, person) }));
    await store.imports.store(chunk, { fingerprint: people[0].uln, rowsDone: 2 });
    return people;
  }
});

function never(): never {
  throw new Error('The learner is there');
}
