/** A process of its own for `races.test.ts`: opens the store, waits for the word, does its task, tells the outcome. */
import { once } from 'node:events';
import { openStore } from '../../src/store/open-store.js';
import type { Store, StoreOptions } from '../../src/store/store.js';
import { entry, keysOf, learner, uln } from './people.js';

const [task, setup] = process.argv.slice(2);
const { options, first, count } = JSON.parse(setup ?? '{}') as {
  options: StoreOptions;
  first: string;
  count: number;
};
const ulns = Array.from({ length: count }, (_, at) => uln(Number(first) + at));

const store = await openStore(options);
tell('open', []);
await once(process, 'message');
if (task === 'register') {
  tell('done', await Promise.all(ulns.map((each) => register(store, each))));
  await store.close();
  process.disconnect();
} else {
  await Promise.all(
    ulns.map((each) => store.audit.record(entry({ organisationRef: 'KILL01', ulns: [each] }))),
  );
  // Told in the same turn: the parent kills this process as soon as it hears.
  tell('done', ulns);
}

function register(into: Store, of: (typeof ulns)[number]): Promise<string> {
  const person = learner({ uln: of });
  return into.learners.register(person, keysOf(into.personKeys, person), entry({ ulns: [of] }));
}

function tell(name: string, values: readonly string[]): void {
  process.send?.({ name, values });
}
