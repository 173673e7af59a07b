/** How a detail asked for agrees with one of the register, in words. The rules: docs/interface-specification.md, "Matching". */
import { agrees, type MatchExplanation } from '../../domain/match-explanation.js';

/** `same`: agrees. `near`: does not, but helps. `other`: does not. `open`: says nothing either way. */
export type AgreementTone = 'same' | 'near' | 'other' | 'open';

export interface Agreement {
  readonly words: string;
  readonly tone: AgreementTone;
}

type FiveDetails = Omit<MatchExplanation, 'score'>;
export type Detail = keyof FiveDetails;

const same = (words: string): Agreement => ({ words, tone: 'same' });
const near = (words: string): Agreement => ({ words, tone: 'near' });
const other = (words: string): Agreement => ({ words, tone: 'other' });

const equal = same('Equal');
const writtenDifferently = same('Equal, written differently');
const differs = other('Differs');
const changedPlaces = near('Given name and family name have changed places');

const words: { readonly [K in Detail]: Readonly<Record<FiveDetails[K], Agreement>> } = {
  givenName: {
    equal,
    normalised: writtenDifferently,
    prefix: near('One is the beginning of the other'),
    soundsAlike: near('Sounds alike'),
    transposed: changedPlaces,
    differs,
  },
  familyName: {
    equal,
    normalised: writtenDifferently,
    soundsAlike: near('Sounds alike'),
    transposed: changedPlaces,
    differs,
  },
  dateOfBirth: {
    equal,
    oneDigit: near('One digit differs'),
    swapped: near('Day and month are swapped'),
    otherDay: near('Only the day differs'),
    otherMonth: near('Only the month differs'),
    differs,
  },
  gender: { equal, unknown: other('One side does not know it, which counts as different'), differs },
  lastKnownPostCode: {
    equal,
    normalised: writtenDifferently,
    placeholder: {
      words: 'Both stand for "not known": enough for an exact match, not for a possible one',
      tone: 'open',
    },
    unknown: other('One stands for "not known", which counts as different'),
    differs,
  },
};

/** How one of the five details agrees. */
export function agreementOf<K extends Detail>(detail: K, agreement: FiveDetails[K]): Agreement {
  return words[detail][agreement];
}

/**
 * Which of the four ways to be a possible match are true of a record, each in one sentence. None for a record that is
 * no possible match.
 */
export function possibleBecause(explanation: FiveDetails): readonly string[] {
  const { givenName, dateOfBirth } = explanation;
  const given = agrees(givenName);
  const family = agrees(explanation.familyName);
  const birth = agrees(dateOfBirth);
  const reasons: string[] = [];
  if (birth && family && givenName !== 'differs') {
    const how = given
      ? 'agrees too'
      : `nearly does (${agreementOf('givenName', givenName).words.toLowerCase()})`;
    reasons.push(`Date of birth and family name agree, and the given name ${how}.`);
  }
  if (given && family && dateOfBirth !== 'differs') {
    const how = birth
      ? 'agrees too'
      : `is near (${agreementOf('dateOfBirth', dateOfBirth).words.toLowerCase()})`;
    reasons.push(`Both names agree, and the date of birth ${how}.`);
  }
  if (birth && givenName === 'transposed') {
    reasons.push('The date of birth agrees, and given name and family name have changed places.');
  }
  const agreeing = [given, family, birth, agrees(explanation.gender), agrees(explanation.lastKnownPostCode)];
  const count = agreeing.filter(Boolean).length;
  if (count >= 4) reasons.push(`${count === 5 ? 'All five' : 'Four of the five'} details agree.`);
  return reasons;
}
