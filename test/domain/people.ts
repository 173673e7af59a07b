/** Made-up people for the tests of the rules. */
import fc from 'fast-check';
import { learnerSearchKeys, type SearchKey } from '../../src/domain/demographics.js';
import type { Learner, LearnerDetails } from '../../src/domain/learner.js';
import type { Candidate } from '../../src/domain/matching.js';
import { newLearner } from '../../src/domain/registration.js';
import { parseUln, ulnFromStem, type Uln } from '../../src/domain/uln.js';

export const ada: LearnerDetails = {
  givenName: 'Ada',
  familyName: 'Testwell',
  dateOfBirth: '2004-03-12',
  gender: '2',
  lastKnownPostCode: 'CV4 9EE',
  verificationType: '1',
  abilityToShare: '1',
};

/** A ULN for each number from 0: distinct, with a right check digit. */
export function ulnNumber(number: number): Uln {
  for (let stem = 200_000_000 + number * 10; ; stem++) {
    const uln = ulnFromStem(stem);
    if (uln !== undefined) return uln;
  }
}

export function uln(text: string): Uln {
  const parsed = parseUln(text);
  if (parsed === undefined) throw new Error(`${text} is no ULN`);
  return parsed;
}

export function learner(details: Partial<Learner> = {}): Learner {
  return { ...newLearner(ada, ulnNumber(0), '2024-09-01'), ...details };
}

/** The name rows of a person, as the store would give them. */
export function rowsOf(details: LearnerDetails, of: Uln = ulnNumber(0)): readonly Candidate[] {
  return learnerSearchKeys(details).map((key) => ({ ...key, uln: of }));
}

const names = ['ANN', 'ANNA', 'ANNE', 'ANNABEL', 'MARK', 'MARC', 'LEE', 'LEIGH', 'SMITH', 'SMYTH', 'А', 'Я'];
const dates = [
  '2004-03-12',
  '2004-12-03',
  '2004-03-13',
  '2004-03-21',
  '2014-03-12',
  '2004-02-29',
  '1999-01-01',
];
const postCodes = ['CV49EE', 'LU49QZ', 'ZZ999ZZ', 'ZZ993VZ', 'BFPO57'];

/** Few values, so that pairs often agree in part. */
export const anySearchKey: fc.Arbitrary<SearchKey> = fc.record({
  givenKey: fc.constantFrom(...names),
  familyKey: fc.constantFrom(...names),
  dateOfBirth: fc.oneof(
    fc.constantFrom(...dates),
    fc
      .record({
        y: fc.constantFrom(1994, 2003, 2004, 2014),
        m: fc.integer({ min: 1, max: 12 }),
        d: fc.integer({ min: 1, max: 28 }),
      })
      .map(({ y, m, d }) => `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
  ),
  gender: fc.constantFrom('0', '1', '2', '9'),
  postCodeKey: fc.constantFrom(...postCodes),
});

/** Two people of whom one is the other with up to two details replaced, or names transposed. */
export const anyPair: fc.Arbitrary<readonly [SearchKey, SearchKey]> = fc
  .tuple(
    anySearchKey,
    anySearchKey,
    fc.uniqueArray(fc.constantFrom('givenKey', 'familyKey', 'dateOfBirth', 'gender', 'postCodeKey'), {
      maxLength: 2,
    }),
    fc.boolean(),
  )
  .map(([one, source, replaced, transposed]) => {
    const base = transposed ? { ...one, givenKey: one.familyKey, familyKey: one.givenKey } : one;
    const other = Object.fromEntries(replaced.map((field) => [field, source[field]]));
    return [one, { ...base, ...other }] as const;
  });
