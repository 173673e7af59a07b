/**
 * What a record of a batch says. It arrives as text under the contract's field names, and may lack what a single
 * registration must have. Source: docs/interface-specification.md, "Batches".
 */
import type { AchievementCode } from './achievement-code.js';
import type { RecordCode } from './batch.js';
import { isRecordCode } from './batch.js';
import { isCalendarDate } from './calendar-date.js';
import { optionalFields, type OptionalField } from './learner-fields.js';
import type { AbilityToShare, Gender, IsoDate, LearnerDetails, VerificationType } from './learner.js';
import { parseUln, type Uln } from './uln.js';

/** As handed in; what was empty is absent. */
export type RecordFields = Readonly<Record<string, string>>;

/** A record whose values have the right form. What the sender left out is absent. */
export interface RegistrationRecord {
  readonly uln?: Uln;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth?: IsoDate;
  readonly gender?: Gender;
  readonly lastKnownPostCode?: string;
  readonly abilityToShare?: AbilityToShare;
  readonly verificationType?: VerificationType;
  readonly optional: { readonly [K in OptionalField]?: string };
}

/** A record that is refused before anybody is looked for. */
export interface RecordRefusal {
  readonly code: RecordCode;
  /** Names the field and never its value. */
  readonly reason: string;
}

export type ReadRecord =
  | { readonly ok: true; readonly record: RegistrationRecord }
  | { readonly ok: false; readonly refusal: RecordRefusal };

/** Under these names a record carries a refusal by whoever read it in, such as the reader of files. */
export const refusalFields = { code: 'refusalCode', reason: 'refusalReason' } as const;

/** The record with a refusal that its reader found; nothing is done with it then. */
export function refuseRecord(
  fields: RecordFields,
  { code, reason }: { readonly code: RecordCode | AchievementCode; readonly reason: string },
): RecordFields {
  return { ...fields, [refusalFields.code]: code, [refusalFields.reason]: reason };
}

/** The refusal that the record came with. */
export function refusalOf(fields: RecordFields): RecordRefusal | undefined {
  const code = fields[refusalFields.code];
  if (code === undefined || !isRecordCode(code)) return undefined;
  return { code, reason: fields[refusalFields.reason] ?? '' };
}

/** Reads a record. The first value that has a wrong form refuses it with RC011. */
export function readRegistrationRecord(fields: RecordFields): ReadRecord {
  const refusal = refusalOf(fields);
  if (refusal !== undefined) return { ok: false, refusal };
  const given = (field: string): string | undefined => {
    const value = fields[field];
    return value === undefined || value.trim() === '' ? undefined : value;
  };
  const ulnText = given('uln');
  const uln = ulnText === undefined ? undefined : parseUln(ulnText);
  const givenName = given('givenName');
  const familyName = given('familyName');
  const dateOfBirth = given('dateOfBirth');
  const gender = given('gender');
  const abilityToShare = given('abilityToShare');
  const verificationType = given('verificationType');
  const dateOfAddressCapture = given('dateOfAddressCapture');
  if (ulnText !== undefined && uln === undefined)
    return badValue('ULN', 'is not ten digits, the first not 0');
  if (givenName === undefined) return badValue('GivenName', 'is missing');
  if (familyName === undefined) return badValue('FamilyName', 'is missing');
  if (dateOfBirth !== undefined && !isCalendarDate(dateOfBirth)) return badValue('DateOfBirth', noDate);
  if (gender !== undefined && !isGender(gender)) return badValue('Gender', 'is not 0, 1, 2 or 9');
  if (abilityToShare !== undefined && !isAbilityToShare(abilityToShare)) {
    return badValue('AbilityToShare', 'is not 0, 1 or 2');
  }
  if (verificationType !== undefined && !isVerificationType(verificationType)) {
    return badValue('VerificationType', 'is not 0 to 7 or 999');
  }
  if (dateOfAddressCapture !== undefined && !isCalendarDate(dateOfAddressCapture)) {
    return badValue('DateOfAddressCapture', noDate);
  }
  const lastKnownPostCode = given('lastKnownPostCode');
  const optional: { [K in OptionalField]?: string } = {};
  for (const field of optionalFields) {
    const value = given(field);
    if (value !== undefined) optional[field] = value;
  }
  return {
    ok: true,
    record: {
      ...(uln === undefined ? {} : { uln }),
      givenName,
      familyName,
      ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
      ...(gender === undefined ? {} : { gender }),
      ...(lastKnownPostCode === undefined ? {} : { lastKnownPostCode }),
      ...(abilityToShare === undefined ? {} : { abilityToShare }),
      ...(verificationType === undefined ? {} : { verificationType }),
      optional,
    },
  };
}

const noDate = 'is not a day of the form yyyy-MM-dd';

function badValue(field: string, problem: string): ReadRecord {
  return { ok: false, refusal: { code: 'RC011', reason: `${field} ${problem}.` } };
}

/** Without all of these nobody is looked for by demographics, let alone registered. */
const neededDetails = {
  dateOfBirth: 'DateOfBirth',
  gender: 'Gender',
  lastKnownPostCode: 'LastKnownPostCode',
} as const;

export type RequiredForRegistration =
  | { readonly ok: true; readonly details: LearnerDetails }
  /** The elements that are missing, as the contract names them. */
  | { readonly ok: false; readonly missing: readonly string[] };

/**
 * The details of a record without a ULN, fit to search by and to register with; or what is missing (RC006).
 * Ability to share and verification type count as 0 when they are not stated.
 */
export function requiredForRegistration(record: RegistrationRecord): RequiredForRegistration {
  const { givenName, familyName, dateOfBirth, gender, lastKnownPostCode } = record;
  if (dateOfBirth === undefined || gender === undefined || lastKnownPostCode === undefined) {
    const missing = (['dateOfBirth', 'gender', 'lastKnownPostCode'] as const).filter(
      (field) => record[field] === undefined,
    );
    return { ok: false, missing: missing.map((field) => neededDetails[field]) };
  }
  const { abilityToShare = '0', verificationType = '0', optional } = record;
  const required = {
    givenName,
    familyName,
    dateOfBirth,
    gender,
    lastKnownPostCode,
    abilityToShare,
    verificationType,
  };
  return { ok: true, details: Object.assign({}, optional, required) };
}

function isGender(text: string): text is Gender {
  return ['0', '1', '2', '9'].includes(text);
}

function isAbilityToShare(text: string): text is AbilityToShare {
  return ['0', '1', '2'].includes(text);
}

function isVerificationType(text: string): text is VerificationType {
  return /^(?:[0-7]|999)$/.test(text);
}
