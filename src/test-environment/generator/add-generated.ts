import { everyName, learnerSearchKeys } from '../../domain/demographics.js';
import { newLearner } from '../../domain/registration.js';
import { learnerKeys } from '../../register/learner-keys.js';
import type { LearnerImport, LearnerReader, LearnerToImport, PersonKeys } from '../../register/ports.js';
import { generatePeople, type GeneratedPerson } from './generate-people.js';

export interface GeneratedStore {
  readonly learners: Pick<LearnerReader, 'findByUlns'>;
  readonly imports: Pick<LearnerImport, 'store'>;
  readonly personKeys: PersonKeys;
}

/** When generated people came into their register, as far as their records tell. */
const GENERATED_ON = '2024-09-01';

/**
 * Adds the first `count` people of the seed to a register, those excepted that it has already: the same call again
 * adds nobody. Gives how many it added.
 */
export async function addGenerated(store: GeneratedStore, count: number, seed: number): Promise<number> {
  const people = take(generatePeople(seed), count);
  const known = await store.learners.findByUlns(people.map(({ uln }) => uln));
  const wanted = people.filter(({ uln }) => !known.has(uln)).map((person) => importable(store, person));
  if (wanted.length === 0) return 0;
  const there = await store.imports.store(wanted, { fingerprint: `generated ${seed}`, rowsDone: count });
  return wanted.length - there.length;
}

/** A line of the file that `learner-register learner import` reads. */
export function lineOf({ uln, details }: GeneratedPerson): Readonly<Record<string, string | number>> {
  return { uln, createdDate: GENERATED_ON, lastUpdatedDate: GENERATED_ON, ...details, versionNumber: 1 };
}

function importable({ personKeys }: GeneratedStore, { uln, details }: GeneratedPerson): LearnerToImport {
  const learner = newLearner(details, uln, GENERATED_ON);
  return { learner, keys: learnerKeys({ personKeys }, learnerSearchKeys(learner, everyName)) };
}

/** The first people of a stream. */
export function take(stream: Iterable<GeneratedPerson>, count: number): readonly GeneratedPerson[] {
  const people: GeneratedPerson[] = [];
  if (count === 0) return people;
  for (const person of stream) {
    people.push(person);
    if (people.length === count) break;
  }
  return people;
}
