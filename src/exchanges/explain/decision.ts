/**
 * How the register came to its answer about a person: for finds, verifications and registrations.
 * The rules: docs/interface-specification.md, "Matching", "registerSingleLearner" and "verifyLearner".
 */
import type { MessageElement } from '../../contract/read-tree.js';
import type { Demographics } from '../../domain/demographics.js';
import type { NarrowingDetails } from '../../domain/matching.js';
import { askedDetails, fiveDetails, type AskedDetails } from './asked-details.js';
import { compared, compareLearner, type ComparedDetail, type ComparedLearner } from './compare-learner.js';
import { labelOf } from './field-names.js';
import { contentOf, elementsNamed, valueOf } from './message-fields.js';
import { valueInWords } from './value-words.js';

export interface FlagInWords {
  readonly flag: string;
  readonly words: string;
}

export interface Decision {
  /** What was asked for, in the order in which it is compared. */
  readonly asked: readonly AskedDetail[];
  /** Which rule led to the code, in sentences. */
  readonly rule: readonly string[];
  /** The learners of the answer, in its order. */
  readonly learners: readonly ComparedLearner[];
  /** Of a verification: each detail with what its flag says. */
  readonly verified: readonly ComparedDetail[];
  readonly flags: readonly FlagInWords[];
  /** What to look up again, where the answer has no learner to look at. */
  readonly search?: DemographicQuestion;
  /** What was asked for, where the answer does not say whether anybody has the ULN. */
  readonly unseenUln?: UlnQuestion;
}

export interface UlnQuestion {
  readonly uln: string;
  readonly givenName: string;
  readonly familyName: string;
}

export interface AskedDetail {
  readonly label: string;
  readonly value: string;
  readonly meaning?: string;
}

export interface DemographicQuestion extends Demographics, NarrowingDetails {
  readonly purpose: 'find' | 'registration';
}

const order = [
  ...['uln', 'givenName', 'familyName', 'dateOfBirth', 'gender', 'lastKnownPostCode'],
  ...['previousFamilyName', 'schoolAtAge16', 'placeOfBirth', 'emailAddress'],
] as const satisfies readonly (keyof AskedDetails)[];

export interface Messages {
  readonly operation?: string | undefined;
  readonly code: string;
  readonly request: MessageElement;
  /** Undefined where the answer cannot be read. */
  readonly response: MessageElement | undefined;
}

/** Undefined where nothing was decided about a person: another operation, or a fault. */
export function explainDecision({ operation, code, request, response }: Messages): Decision | undefined {
  const details = askedDetails(operation, request);
  const answer = response === undefined ? undefined : contentOf(response);
  if (details === undefined || answer === undefined || !code.startsWith('WSRC')) return undefined;
  const asked = askedInWords(details);
  const none = { asked, learners: [], verified: [], flags: [] };
  switch (operation) {
    case 'learnerByDemographics': {
      const learners = learnersOf(answer, details);
      const search = learners.length === 0 ? questionOf(details, 'find') : undefined;
      return {
        ...none,
        learners,
        rule: ruleOfFind(code, learners, request),
        ...(search === undefined ? {} : { search }),
      };
    }
    case 'learnerByULN': {
      const { uln, givenName = '', familyName = '' } = details;
      const unseen = code === 'WSRC0001' && uln !== undefined ? { uln, givenName, familyName } : undefined;
      return {
        ...none,
        learners: learnersOf(answer, details),
        rule: ruleOfUln(code),
        ...(unseen === undefined ? {} : { unseenUln: unseen }),
      };
    }
    case 'registerSingleLearner': {
      const search = questionOf(details, 'registration');
      return {
        ...none,
        rule: ruleOfRegistration(code),
        ...(search === undefined || code === 'WSRC0005' ? {} : { search }),
      };
    }
    case 'verifyLearner':
      return { ...none, ...verification(code, details, answer) };
    default:
      return undefined;
  }
}

function askedInWords(details: AskedDetails): readonly AskedDetail[] {
  return order.flatMap((key) => {
    const value = details[key];
    if (value === undefined) return [];
    const name = key === 'uln' ? 'ULN' : key.charAt(0).toUpperCase() + key.slice(1);
    const meaning = valueInWords(name, value);
    return [{ label: labelOf(name), value, ...(meaning === undefined ? {} : { meaning }) }];
  });
}

function learnersOf(answer: MessageElement, details: AskedDetails): readonly ComparedLearner[] {
  return elementsNamed(answer, 'Learner').map((learner) => compareLearner(details, learner));
}

function questionOf(
  details: AskedDetails,
  purpose: DemographicQuestion['purpose'],
): DemographicQuestion | undefined {
  const five = fiveDetails(details);
  if (five === undefined) return undefined;
  const { previousFamilyName, schoolAtAge16, placeOfBirth, emailAddress } = details;
  return { ...five, previousFamilyName, schoolAtAge16, placeOfBirth, emailAddress, purpose };
}

function ruleOfFind(
  code: string,
  learners: readonly ComparedLearner[],
  request: MessageElement,
): readonly string[] {
  const content = contentOf(request);
  const check = content !== undefined && valueOf(content, 'FindType') === 'CHK';
  const withheld = check ? ['FindType was CHK, so the answer has the outcome without learners.'] : [];
  switch (code) {
    case 'WSRC0001':
      return [
        'No learner agrees in all five details, and none is a possible match by any of the four ways of the specification (Matching, Possible).',
        'Optional details, where they were sent, can also have ruled out all who were left.',
      ];
    case 'WSRC0002':
      return [
        'No single learner agrees in all five details, and more than ten are possible matches: too many to show.',
        'An optional detail (previous family name, school at 16, place of birth, e-mail address) can bring them down to ten or fewer.',
      ];
    case 'WSRC0003':
      return [
        learners.length > 1 && learners.every(({ because }) => because[0]?.startsWith('All five') === true)
          ? 'Several learners agree in all five details, so a person must choose. Possible matches are left out.'
          : 'No learner agrees in all five details. Those who are possible matches come best first: by how many details agree, and how well.',
        ...withheld,
      ];
    case 'WSRC0004':
      return [
        'Exactly one learner agrees in all five details. When there is such a one, possible matches are left out.',
        ...withheld,
      ];
    case 'WSRC0022':
      return [
        'One learner was found, by a record that is linked to it. The master record stands for both, and is given instead.',
        ...withheld,
      ];
    default:
      return [];
  }
}

function ruleOfUln(code: string): readonly string[] {
  switch (code) {
    case 'WSRC0001':
      return [
        'Either nobody has this ULN, or the names are not those of its learner. The answer is the same for both, so that nobody learns who holds a number.',
      ];
    case 'WSRC0004':
      return ['A learner has this ULN, and both names fit one of the names of the record.'];
    case 'WSRC0022':
      return [
        'The ULN is linked: another record, its master, stands for the person and is given instead. The names fit the linked record or the master.',
      ];
    default:
      return [];
  }
}

function ruleOfRegistration(code: string): readonly string[] {
  switch (code) {
    case 'WSRC0005':
      return [
        'No learner has the same five details, and a find by these details came before from the same organisation.',
      ];
    case 'WSRC0021':
      return [
        'Either a learner has the same five details, or no find by just these details came before from the same organisation within the time that a find counts.',
      ];
    default:
      return [];
  }
}

const flagOfDetail: Readonly<Record<string, string>> = {
  uln: 'ULN_NOT_FOUND',
  familyName: 'FAMILY_NAME',
  givenName: 'GIVEN_NAME',
  dateOfBirth: 'DATE_OF_BIRTH',
  gender: 'GENDER',
};

function verification(
  code: string,
  details: AskedDetails,
  answer: MessageElement,
): Pick<Decision, 'rule' | 'verified' | 'flags' | 'learners'> {
  const flags = elementsNamed(answer, 'FailureFlag').map(({ text }) => ({
    flag: text,
    words: valueInWords('FailureFlag', text) ?? 'A flag that this register does not know',
  }));
  const verified = elementsNamed(answer, 'VerifiedLearner')[0];
  const fits = code === 'WSRC0004' || code === 'WSRC0022';
  if (fits && verified !== undefined) {
    const rule =
      code === 'WSRC0004'
        ? ['The ULN is that of a learner, and every detail that was sent fits.']
        : [
            'Every detail that was sent fits, and the ULN is linked: the answer has the ULN and the details of the master.',
          ];
    return { rule, flags, verified: [], learners: [compareLearner(withoutPostCode(details), verified)] };
  }
  const failed = new Set(flags.map(({ flag }) => flag));
  const known = !failed.has('ULN_NOT_FOUND') && !failed.has('DELETED');
  const compareFlag = (
    key: 'uln' | 'familyName' | 'givenName' | 'dateOfBirth' | 'gender',
  ): ComparedDetail[] => {
    const asked = details[key];
    if (asked === undefined) return [];
    const name = key === 'uln' ? 'ULN' : key.charAt(0).toUpperCase() + key.slice(1);
    if (!known && key !== 'uln') {
      return [compared(name, asked, undefined, { words: 'Not compared', tone: 'open' })];
    }
    const differs = key === 'uln' ? !known : failed.has(flagOfDetail[key] ?? '');
    const words =
      key === 'uln'
        ? known
          ? 'A learner has it'
          : 'Nobody can be found by it'
        : differs
          ? 'Differs'
          : 'Agrees';
    return [compared(name, asked, undefined, { words, tone: differs ? 'other' : 'same' })];
  };
  return {
    rule: known
      ? [
          'A learner has this ULN, and not every detail fits. The register does not tell its own data then: the failure flags say what differs.',
        ]
      : ['No learner can be found by this ULN, so nothing was compared.'],
    flags,
    verified: (['uln', 'givenName', 'familyName', 'dateOfBirth', 'gender'] as const).flatMap(compareFlag),
    learners: [],
  };
}

/** Verifications compare no postcode. */
function withoutPostCode({ uln, givenName, familyName, dateOfBirth, gender }: AskedDetails): AskedDetails {
  return {
    ...(uln === undefined ? {} : { uln }),
    ...(givenName === undefined ? {} : { givenName }),
    ...(familyName === undefined ? {} : { familyName }),
    ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
    ...(gender === undefined ? {} : { gender }),
  };
}
