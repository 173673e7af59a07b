/**
 * Fictitious people, the same for the same seed.
 * Source: docs/test-environment.md, "More learners on demand".
 */
import type { LearnerDetails } from '../../domain/learner.js';
import { ulnFromStem, type Uln } from '../../domain/uln.js';
import { familyBeginnings, familyEndings, givenNames, streets, towns } from './name-parts.js';
import { seededChance, type Chance } from './seeded.js';

/** As many as one call makes at most. */
export const MOST_GENERATED = 5000;
/** The largest seed. */
export const LARGEST_SEED = 2 ** 31 - 1;

/** Generated ULNs begin with 9901 to 9909; those of the published data with 99000. */
const firstStem = 990_100_000;
const stems = 900_000;

export interface GeneratedPerson {
  readonly uln: Uln;
  readonly details: LearnerDetails;
}

/**
 * People one after the other, without end. Of one stream no two have the same number or the same five details. Whether
 * a number is free in a register is for its user to see: then the next person is as good.
 */
export function* generatePeople(seed: number): Generator<GeneratedPerson, never, void> {
  const chance = seededChance(seed);
  const seen = new Set<string>();
  for (;;) {
    const details = detailsOf(chance);
    const uln = numberOf(chance);
    const five = [
      details.givenName,
      details.familyName,
      details.dateOfBirth,
      details.gender,
      details.lastKnownPostCode,
    ].join('|');
    if (seen.has(uln) || seen.has(five)) continue;
    seen.add(uln).add(five);
    yield { uln, details };
  }
}

function numberOf(chance: Chance): Uln {
  for (;;) {
    const uln = ulnFromStem(firstStem + chance.below(stems));
    if (uln !== undefined) return uln;
  }
}

function detailsOf(chance: Chance): LearnerDetails {
  const gender = chance.pick(['1', '1', '1', '2', '2', '2', '9'] as const);
  const givenName = chance.pick(givenNames[gender]);
  const familyName = chance.pick(familyBeginnings) + chance.pick(familyEndings);
  const details: LearnerDetails = {
    givenName,
    familyName,
    lastKnownPostCode: postCode(chance),
    dateOfBirth: dateOfBirth(chance),
    gender,
    verificationType: chance.pick(['1', '2', '3', '4', '5'] as const),
    abilityToShare: chance.pick(['0', '1', '1', '1'] as const),
    lastKnownAddressLine1: `${1 + chance.below(180)} ${chance.pick(streets)}`,
    lastKnownAddressTown: chance.pick(towns),
  };
  const [middleOtherName, hasMail] = [chance.pick(givenNames[gender]), chance.below(2) === 0];
  return {
    ...details,
    ...(chance.below(3) === 0 && middleOtherName !== givenName ? { middleOtherName } : {}),
    ...(hasMail ? { emailAddress: mailOf(givenName, familyName) } : {}),
  };
}

/** An address whose area nobody has. */
function postCode(chance: Chance): string {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  const two = letters.charAt(chance.below(letters.length)) + letters.charAt(chance.below(letters.length));
  return `ZT${20 + chance.below(79)} ${chance.below(10)}${two}`;
}

/** From 1990 to 2011: old enough to be registered, whenever that is. */
function dateOfBirth(chance: Chance): string {
  const days = chance.below(22 * 365);
  return new Date(Date.UTC(1990, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
}

/** RFC 6761 keeps the domain `test` for tests. */
function mailOf(givenName: string, familyName: string): string {
  const plain = (text: string): string =>
    text
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase();
  return `${plain(givenName)}.${plain(familyName)}@generated.test`;
}
