/**
 * Achievements as awarding organisations submit them: reading a record, which arrives as text under the names of
 * `achievementColumns`. Source: docs/interface-specification.md, "SubmitAchievementBatchJob".
 */
import {
  errorOf,
  isAchievementCode,
  type AchievementCode,
  type AchievementError,
} from './achievement-code.js';
import { achievementColumns } from './achievement-columns.js';
import { refusalFields, type RecordFields } from './batch-record.js';
import { isCalendarDate } from './calendar-date.js';
import type { Gender, IsoDate } from './learner.js';
import { qualificationKey, type QualificationKey } from './qualification.js';

/** What is to be done, by the Action that asks for it. */
export const achievementActions = { 1: 'create', 2: 'update', 3: 'withdraw', 4: 'reinstate' } as const;
export type AchievementAction = (typeof achievementActions)[keyof typeof achievementActions];

/** A record whose values have the right form. What the sender left out is absent. */
export interface Achievement {
  readonly action: AchievementAction;
  readonly awardDate: IsoDate;
  /** As sent: its form is a question of learner data. */
  readonly uln: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth?: IsoDate;
  readonly gender?: Gender;
  readonly qualification: QualificationKey;
  readonly grade?: string;
  readonly languageForAssessment?: string;
  readonly providerUkprn?: string;
  readonly misIdentifier?: string;
}

/** A value with a wrong form. */
export interface FieldError {
  readonly code: AchievementCode;
  /** The element or heading. */
  readonly column: string;
  /** What is wrong, without the value. */
  readonly text: string;
}

export type ReadAchievement =
  | { readonly ok: true; readonly achievement: Achievement }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The reference of a qualification (three digits, four, a digit or X) or a unit (a letter, three digits, four). */
const reference = /^(?:[0-9]{3}\/?[0-9]{4}\/?[0-9X]|[A-Z]\/?[0-9]{3}\/?[0-9]{4})$/i;
const ukprn = /^[0-9A-Za-z]{8}$/;
/** A day, or the beginning of an `xs:dateTime`; the day counts as it is written, whatever the zone. */
const dayOrMoment = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
/** What no XML message can carry, and the mark that stands where a reading went wrong. */
// eslint-disable-next-line no-control-regex -- these are the characters that are looked for
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffd-\uffff]/u;

/** Reads a record, or says everything that is wrong with its values, in the order of the columns. */
export function readAchievement(fields: RecordFields): ReadAchievement {
  const errors: FieldError[] = [];
  const refuse = (code: AchievementCode, column: string, text: string): void => {
    errors.push({ code, column, text });
  };
  const values: Record<string, string | undefined> = {};
  for (const { name, key, mandatory, maxLength } of achievementColumns) {
    const value = fields[key]?.trim();
    if (value === undefined || value === '') {
      if (mandatory) refuse('F001', name, 'is missing');
    } else if (unfit.test(value)) refuse('F008', name, 'has characters that cannot be stored');
    else if (maxLength !== undefined && value.length > maxLength && [...value].length > maxLength) {
      refuse('F005', name, `has more than ${maxLength} characters`);
    } else values[key] = value;
  }
  const day = (key: string, name: string): IsoDate | undefined => {
    const value = values[key];
    if (value === undefined) return undefined;
    const date = dayOf(value);
    if (date === undefined) refuse('F002', name, 'is not a day of the form yyyy-MM-dd');
    return date;
  };
  const awardDate = day('achievementAwardDate', 'AchievementAwardDate');
  day('actionDate', 'ActionDate');
  const dateOfBirth = day('dateofBirth', 'DateofBirth');
  const action = actionOf(values['action']);
  const { gender, grade, languageForAssessment, misIdentifier, providerUkprn } = values;
  if (values['action'] !== undefined && action === undefined) refuse('F003', 'Action', 'is not 1, 2, 3 or 4');
  if (gender !== undefined && !isGender(gender)) refuse('F004', 'Gender', 'is not 0, 1, 2 or 9');
  if (providerUkprn !== undefined && !ukprn.test(providerUkprn)) {
    refuse('F007', 'ProviderUkprn', 'is not eight letters or digits');
  }
  const { unitOrQualificationReferenceNumber: named = '' } = values;
  if (named !== '' && !reference.test(named)) {
    refuse('F006', 'UnitOrQualificationReferenceNumber', 'is not like 500/4606/8 or K/501/5773');
  }
  const { uln = '', givenName = '', familyName = '' } = values;
  if (errors.length > 0 || awardDate === undefined || action === undefined) return { ok: false, errors };
  return {
    ok: true,
    achievement: {
      action,
      awardDate,
      uln,
      givenName,
      familyName,
      ...(dateOfBirth === undefined ? {} : { dateOfBirth }),
      ...(gender === undefined ? {} : { gender: gender as Gender }),
      qualification: qualificationKey(named),
      ...(grade === undefined ? {} : { grade }),
      ...(languageForAssessment === undefined ? {} : { languageForAssessment }),
      ...(providerUkprn === undefined ? {} : { providerUkprn: providerUkprn.toUpperCase() }),
      ...(misIdentifier === undefined ? {} : { misIdentifier }),
    },
  };
}

/** All field errors of a record as one: the code of the first, and what is wrong with each. */
export function fieldErrorOf(errors: readonly FieldError[]): AchievementError {
  const code = errors[0]?.code ?? 'F001';
  return { code, reason: errors.map(({ column, text }) => `${column} ${text}.`).join(' ') };
}

/** The error that whoever read the record in found already, such as the reader of files. */
export function foundError(fields: RecordFields): AchievementError | undefined {
  const code = fields[refusalFields.code];
  if (code === undefined || !isAchievementCode(code)) return undefined;
  return { code, reason: fields[refusalFields.reason] ?? errorOf(code).reason };
}

function dayOf(text: string): IsoDate | undefined {
  const day = dayOrMoment.exec(text)?.[1];
  return day !== undefined && isCalendarDate(day) ? day : undefined;
}

function actionOf(text: string | undefined): AchievementAction | undefined {
  switch (text) {
    case '1':
      return achievementActions[1];
    case '2':
      return achievementActions[2];
    case '3':
      return achievementActions[3];
    case '4':
      return achievementActions[4];
    default:
      return undefined;
  }
}

function isGender(text: string): text is Gender {
  return ['0', '1', '2', '9'].includes(text);
}
