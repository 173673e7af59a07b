/** The details asked for beside those of one learner of the answer. */
import type { MessageElement } from '../../contract/read-tree.js';
import { learnerSearchKeys, searchKeyOf } from '../../domain/demographics.js';
import type { LearnerDetails } from '../../domain/learner.js';
import { explainMatch, type MatchExplanation } from '../../domain/match-explanation.js';
import { isExact } from '../../domain/match-rule.js';
import { normaliseName } from '../../domain/name.js';
import { agreementOf, possibleBecause, type Agreement } from './agreement.js';
import { fiveDetails, isGender, type AskedDetails } from './asked-details.js';
import { labelOf } from './field-names.js';
import { valueOf } from './message-fields.js';
import { valueInWords } from './value-words.js';

export interface ComparedDetail {
  readonly name: string;
  readonly label: string;
  readonly asked: string;
  /** What `asked` stands for, where it does not speak for itself. */
  readonly askedMeaning?: string;
  /** Absent where the record has nothing there, or the answer does not tell it. */
  readonly found?: string;
  readonly foundMeaning?: string;
  /** Of the name, where another one of the record is what agrees: "previous family name". */
  readonly otherName?: string;
  readonly agreement: Agreement;
}

export interface ComparedLearner {
  /** Absent where the answer does not tell it. */
  readonly uln?: string;
  readonly details: readonly ComparedDetail[];
  /** Why the record counts, in sentences. */
  readonly because: readonly string[];
  /** The answer gives a master record; what agreed may be a record that is linked to it. */
  readonly substituted: boolean;
}

const recordOtherNames = {
  givenName: ['preferredGivenName'],
  familyName: ['previousFamilyName', 'familyNameAtAge16'],
} as const;

/** Compares as the register does. Of the record's names those count that agree best. */
export function compareLearner(asked: AskedDetails, learner: MessageElement): ComparedLearner {
  const uln = valueOf(learner, 'ULN');
  const record = recordOf(learner, asked);
  const { explanation, given, family } = bestOf(asked, record);
  const details: ComparedDetail[] = [];
  const add = (
    name: string,
    askedValue: string | undefined,
    found: string | undefined,
    agreement: Agreement,
    otherName?: string,
  ): void => {
    if (askedValue === undefined) return;
    details.push(compared(name, askedValue, found, agreement, otherName));
  };
  if (asked.uln !== undefined) {
    const linked = asked.uln !== uln;
    add('ULN', asked.uln, uln, {
      words: linked ? 'Linked to this master record' : 'Equal',
      tone: linked ? 'near' : 'same',
    });
  }
  add('GivenName', asked.givenName, given.value, agreementOf('givenName', explanation.givenName), given.name);
  add(
    'FamilyName',
    asked.familyName,
    family.value,
    agreementOf('familyName', explanation.familyName),
    family.name,
  );
  add(
    'DateOfBirth',
    asked.dateOfBirth,
    record.dateOfBirth,
    agreementOf('dateOfBirth', explanation.dateOfBirth),
  );
  add('Gender', asked.gender, record.gender, agreementOf('gender', explanation.gender));
  const postCode = valueOf(learner, 'LastKnownPostCode');
  add(
    'LastKnownPostCode',
    asked.lastKnownPostCode,
    postCode,
    agreementOf('lastKnownPostCode', explanation.lastKnownPostCode),
  );
  details.push(...optionalDetails(asked, learner));
  return {
    ...(uln === undefined ? {} : { uln }),
    details,
    because: fiveDetails(asked) === undefined ? [] : reasons(explanation),
    substituted: valueOf(learner, 'MasterSubstituted') === 'Y',
  };
}

/** One detail with what both sides stand for. */
export function compared(
  name: string,
  asked: string,
  found: string | undefined,
  agreement: Agreement,
  otherName?: string,
): ComparedDetail {
  const askedMeaning = valueInWords(name, asked);
  const foundMeaning = found === undefined ? undefined : valueInWords(name, found);
  return {
    name,
    label: labelOf(name),
    asked,
    ...(askedMeaning === undefined ? {} : { askedMeaning }),
    ...(found === undefined ? {} : { found }),
    ...(foundMeaning === undefined ? {} : { foundMeaning }),
    ...(otherName === undefined ? {} : { otherName }),
    agreement,
  };
}

/** The learner of the answer. What was not asked for is taken as asked, so that it changes nothing. */
function recordOf(learner: MessageElement, asked: AskedDetails): LearnerDetails {
  const value = (name: keyof AskedDetails): string => valueOf(learner, name) ?? asked[name] ?? '';
  const gender = value('gender');
  const otherNames: Record<string, string> = {};
  for (const name of Object.values(recordOtherNames).flat()) {
    const other = valueOf(learner, name);
    if (other !== undefined) otherNames[name] = other;
  }
  return {
    givenName: value('givenName'),
    familyName: value('familyName'),
    dateOfBirth: value('dateOfBirth'),
    gender: isGender(gender) ? gender : '0',
    lastKnownPostCode: value('lastKnownPostCode'),
    verificationType: '0',
    abilityToShare: '0',
    ...otherNames,
  };
}

interface UsedName {
  readonly value: string;
  /** In words, where it is not the main one. */
  readonly name?: string;
}

function bestOf(
  asked: AskedDetails,
  record: LearnerDetails,
): { readonly explanation: MatchExplanation; readonly given: UsedName; readonly family: UsedName } {
  const searched = {
    givenName: asked.givenName ?? record.givenName,
    familyName: asked.familyName ?? record.familyName,
    dateOfBirth: asked.dateOfBirth ?? record.dateOfBirth,
    gender: asked.gender !== undefined && isGender(asked.gender) ? asked.gender : record.gender,
    lastKnownPostCode: asked.lastKnownPostCode ?? record.lastKnownPostCode,
  };
  const candidates = learnerSearchKeys(record).map((key) => {
    const given = usedName(record, 'givenName', key.givenKey);
    const family = usedName(record, 'familyName', key.familyKey);
    const stored = { ...record, givenName: given.value, familyName: family.value };
    return { given, family, explanation: explainMatch(searchKeyOf(searched), key, { searched, stored }) };
  });
  const [first, ...others] = candidates;
  if (first === undefined) throw new Error('A learner is found under its main names at least');
  return others.reduce((best, one) => (one.explanation.score > best.explanation.score ? one : best), first);
}

/** The name of the record that has this key. */
function usedName(record: LearnerDetails, main: 'givenName' | 'familyName', key: string): UsedName {
  if (normaliseName(record[main]) === key) return { value: record[main] };
  for (const name of recordOtherNames[main]) {
    const value = record[name];
    if (value !== undefined && normaliseName(value) === key) return { value, name: nameInWords(name) };
  }
  return { value: record[main] };
}

function nameInWords(name: string): string {
  return labelOf(name.charAt(0).toUpperCase() + name.slice(1)).toLowerCase();
}

function reasons(explanation: MatchExplanation): readonly string[] {
  if (isExact(explanation)) return ['All five details agree: an exact match.'];
  return possibleBecause(explanation);
}

const notRecorded: Agreement = { words: 'The record has none, so it rules nothing out', tone: 'open' };

/** What can only narrow a find. */
function optionalDetails(asked: AskedDetails, learner: MessageElement): readonly ComparedDetail[] {
  const details: ComparedDetail[] = [];
  for (const [name, also] of [
    ['previousFamilyName', 'familyNameAtAge16'],
    ['schoolAtAge16', undefined],
    ['placeOfBirth', undefined],
    ['emailAddress', undefined],
  ] as const) {
    const stated = asked[name];
    if (stated === undefined) continue;
    const form = (text: string): string =>
      name === 'emailAddress' ? text.trim().toLowerCase() : normaliseName(text);
    const fits = (text: string | undefined): boolean => text !== undefined && form(text) === form(stated);
    const own = valueOf(learner, name);
    const other = also === undefined ? undefined : valueOf(learner, also);
    const otherCounts = !fits(own) && fits(other);
    const found = otherCounts ? other : own;
    const agreement: Agreement =
      found === undefined
        ? notRecorded
        : fits(found)
          ? agreementOf('familyName', found === stated ? 'equal' : 'normalised')
          : agreementOf('familyName', 'differs');
    const words = otherCounts && also !== undefined ? nameInWords(also) : undefined;
    details.push(compared(name.charAt(0).toUpperCase() + name.slice(1), stated, found, agreement, words));
  }
  return details;
}
