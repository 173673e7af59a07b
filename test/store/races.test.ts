import { expect } from 'chai';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { eachDatabase } from './databases.js';
import { entry, keysOf, learner, uln } from './people.js';

const RACERS = 100;

eachDatabase('At the same time', (newDatabase) => {
  it('a hundred registrations of one person through two stores give one', async () => {
    const { store, open } = await newDatabase();
    const stores = [store, await open()];
    const outcomes = await Promise.all(
      Array.from({ length: RACERS }, (_, at) => {
        const person = learner({ uln: uln(7_000_000_000 + at) });
        const own = stores[at % 2] ?? store;
        return own.learners.register(person, keysOf(own.personKeys, person), entry({ ulns: [person.uln] }));
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'registered')).to.have.length(1);
    expect(outcomes.filter((outcome) => outcome === 'personExists')).to.have.length(RACERS - 1);
    expect((await store.counts()).learners).to.equal(1);
    expect(await store.audit.list({ limit: 1000 })).to.have.length(1);
  });

  it('a hundred registrations of different people give a hundred', async () => {
    const { store, open } = await newDatabase();
    const stores = [store, await open()];
    const outcomes = await Promise.all(
      Array.from({ length: RACERS }, (_, at) => {
        const person = learner({ uln: uln(7_000_000_000 + at), familyName: `Racer ${String(at)}` });
        const own = stores[at % 2] ?? store;
        return own.learners.register(person, keysOf(own.personKeys, person), entry({ ulns: [person.uln] }));
      }),
    );
    expect(new Set(outcomes)).to.deep.equal(new Set(['registered']));
    expect((await store.counts()).learners).to.equal(RACERS);
  });

  it('people who have been each other by name do not block one another for good', async () => {
    const { store } = await newDatabase();
    const outcomes = await Promise.all(
      Array.from({ length: RACERS }, (_, at) => {
        const [familyName, previousFamilyName] = at % 2 === 0 ? ['One', 'Two'] : ['Two', 'One'];
        const person = learner({ uln: uln(7_000_000_000 + at), familyName, previousFamilyName });
        return store.learners.register(person, keysOf(store.personKeys, person), entry());
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'registered')).to.have.length(1);
  });

  it('updates from one version have one winner', async () => {
    const { store, open } = await newDatabase();
    const stores = [store, await open()];
    const person = learner({ uln: uln('7000000000') });
    await store.learners.register(person, keysOf(store.personKeys, person), entry({ ulns: [person.uln] }));
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, at) => {
        const changed = { ...person, familyName: `Update ${String(at)}`, versionNumber: 2 };
        const own = stores[at % 2] ?? store;
        return own.learners.update(
          changed,
          1,
          keysOf(own.personKeys, changed),
          entry({ ulns: [person.uln] }),
        );
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'updated')).to.have.length(1);
    expect(outcomes.filter((outcome) => outcome === 'stale')).to.have.length(39);
    const found = await store.learners.findByUln(person.uln);
    const key = found === undefined ? undefined : keysOf(store.personKeys, found).search[0];
    expect(key === undefined ? [] : await store.learners.exactUlns(key)).to.deep.equal([person.uln]);
  });

  it('two processes register one person once', async () => {
    const { store, options } = await newDatabase();
    const racers = [uln('7000000000'), uln('7100000000')].map((first) =>
      child('register', { options, first, count: RACERS / 2 }),
    );
    await Promise.all(racers.map((racer) => message(racer, 'open')));
    for (const racer of racers) racer.send('go');
    const outcomes = (await Promise.all(racers.map((racer) => message(racer, 'done')))).flat();
    await Promise.all(racers.map((racer) => ended(racer)));
    expect(outcomes).to.have.length(RACERS);
    expect(outcomes.filter((outcome) => outcome === 'registered')).to.have.length(1);
    expect((await store.counts()).learners).to.equal(1);
  });

  it('a process that is killed as soon as an entry is recorded has recorded it', async () => {
    const { store, options } = await newDatabase();
    const victim = child('record', { options, first: uln('7200000000'), count: 25 });
    await message(victim, 'open');
    victim.send('go');
    const recorded = await message(victim, 'done');
    victim.kill('SIGKILL');
    await ended(victim);
    expect(recorded).to.have.length(25);
    const stored = await store.audit.list({ organisationRef: 'KILL01', limit: 100 });
    expect(stored.flatMap(({ ulns }) => ulns)).to.have.members(recorded);
  });
});

function child(task: string, setup: object): ChildProcess {
  return fork(new URL('./racer.js', import.meta.url), [task, JSON.stringify(setup)]);
}

/** The values that come with the next message of that name. */
async function message(from: ChildProcess, name: string): Promise<string[]> {
  const [received] = (await once(from, 'message')) as [{ name: string; values: string[] }];
  expect(received.name).to.equal(name);
  return received.values;
}

async function ended(racer: ChildProcess): Promise<void> {
  if (racer.exitCode === null && racer.signalCode === null) await once(racer, 'exit');
}
