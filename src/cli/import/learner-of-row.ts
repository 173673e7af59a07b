import type {
  AbilityToShare,
  Gender,
  IsoDate,
  Learner,
  LearnerStatus,
  TierLevel,
  VerificationType,
} from '../../domain/learner.js';
import { formatPostCode } from '../../domain/post-code.js';
import { hasValidCheckDigit, parseUln, temporaryUln, type Uln } from '../../domain/uln.js';
import { tierLevelOf } from '../../domain/registration.js';
import { columns, type Column } from './columns.js';
import type { RefusedRow, Row } from './row.js';
import { valueProblem, valueRules } from './value-rules.js';

export interface RowSettings {
  readonly today: IsoDate;
  /** Takes ULNs whose check digit is wrong: for test data only. */
  readonly anyCheckDigit: boolean;
  readonly drawUln: () => Uln;
}

/** A row that may be stored. */
export interface ReadableRow {
  readonly row: Row;
  readonly learner: Learner;
  /** The row gave no ULN, so that one was drawn. */
  readonly drawn: boolean;
}

const ruleList = columns.map((column) => valueRules[column]);
const place = Object.fromEntries(columns.map((column, index) => [column, index])) as Record<Column, number>;

/** Makes a learner of a row, or says everything that is wrong with it. */
export function learnerOfRow(row: Row, settings: RowSettings): ReadableRow | RefusedRow {
  if (row.unreadable !== undefined) return { row, reasons: [row.unreadable] };
  const reasons = problemsOf(row, settings);
  if (reasons !== undefined) return { row, reasons };
  const uln = ulnOfRow(row);
  return { row, learner: build(row.values, uln ?? settings.drawUln(), settings), drawn: uln === undefined };
}

/** The ULN that the row gives, whether or not its check digit is right. */
export function ulnOfRow(row: Row): Uln | undefined {
  const given = row.values[place.uln];
  return given === undefined ? undefined : parseUln(given);
}

/** The ULN that stands for this person, when the row says that its record is linked. */
export function masterOfRow(row: Row): { readonly uln: Uln; readonly master: Uln } | undefined {
  const masterText = row.values[place.masterUln];
  const ulnText = row.values[place.uln];
  if (masterText === undefined || ulnText === undefined || row.unreadable !== undefined) return undefined;
  const master = parseUln(masterText);
  const uln = parseUln(ulnText);
  return master === undefined || uln === undefined ? undefined : { uln, master };
}

function problemsOf(row: Row, settings: RowSettings): readonly string[] | undefined {
  let reasons: string[] | undefined;
  const { values } = row;
  for (let index = 0; index < ruleList.length; index++) {
    const rule = ruleList[index];
    const value = values[index];
    if (rule === undefined) continue;
    if (value === undefined) {
      if (rule.mandatory) (reasons ??= []).push(`${rule.column} is missing`);
      continue;
    }
    const problem = valueProblem(rule, value);
    if (problem !== undefined) (reasons ??= []).push(problem);
  }
  // The rules between fields make sense only once each field is right by itself.
  return reasons ?? problemsBetween(values, settings);
}

function problemsBetween(
  values: readonly (string | undefined)[],
  settings: RowSettings,
): readonly string[] | undefined {
  const reasons: string[] = [];
  const uln = values[place.uln];
  const master = values[place.masterUln];
  if (uln !== undefined) addUlnProblems(reasons, 'uln', uln, settings);
  if (master !== undefined) {
    addUlnProblems(reasons, 'masterUln', master, settings);
    if (uln === undefined) reasons.push('masterUln needs a uln: a record without one cannot be linked');
    if (uln === master) reasons.push('masterUln is the same as uln');
  }
  if (values[place.learnerStatus] === '2' && master === undefined) {
    reasons.push('learnerStatus 2 (linked) needs a masterUln');
  }
  const birth = values[place.dateOfBirth] ?? '';
  if (birth > settings.today) reasons.push('dateOfBirth lies in the future');
  const created = values[place.createdDate];
  const updated = values[place.lastUpdatedDate];
  if (created !== undefined && updated !== undefined && updated < created) {
    reasons.push('lastUpdatedDate lies before createdDate');
  }
  return reasons.length === 0 ? undefined : reasons;
}

function addUlnProblems(reasons: string[], column: Column, text: string, settings: RowSettings): void {
  const uln = parseUln(text);
  if (uln === temporaryUln) reasons.push(`${column} is the temporary ULN, which belongs to nobody`);
  else if (uln !== undefined && !settings.anyCheckDigit && !hasValidCheckDigit(uln)) {
    reasons.push(`${column} has a wrong check digit`);
  }
}

const optionalColumns = [
  'title',
  'middleOtherName',
  'preferredGivenName',
  'previousFamilyName',
  'familyNameAtAge16',
  'schoolAtAge16',
  'lastKnownAddressLine1',
  'lastKnownAddressLine2',
  'lastKnownAddressTown',
  'lastKnownAddressCountyOrCity',
  'dateOfAddressCapture',
  'placeOfBirth',
  'emailAddress',
  'nationality',
  'scottishCandidateNumber',
  'otherVerificationDescription',
  'notes',
  'telephoneNumber',
] as const satisfies readonly Column[];

const optionalPlaces = optionalColumns.map((column) => [column, place[column]] as const);

type OptionalDetails = { -readonly [Key in (typeof optionalColumns)[number]]?: string };

/** The values have passed their rules: the codes are those of their types. */
function build(values: readonly (string | undefined)[], uln: Uln, settings: RowSettings): Learner {
  const createdDate = values[place.createdDate] ?? settings.today;
  const verificationType = values[place.verificationType] as VerificationType;
  const optional: OptionalDetails = {};
  for (const [column, index] of optionalPlaces) {
    const value = values[index];
    if (value !== undefined) optional[column] = value;
  }
  return {
    uln,
    createdDate,
    lastUpdatedDate: values[place.lastUpdatedDate] ?? createdDate,
    givenName: values[place.givenName] ?? '',
    familyName: values[place.familyName] ?? '',
    dateOfBirth: values[place.dateOfBirth] ?? '',
    gender: values[place.gender] as Gender,
    lastKnownPostCode: formatPostCode(values[place.lastKnownPostCode] ?? ''),
    verificationType,
    abilityToShare: values[place.abilityToShare] as AbilityToShare,
    tierLevel: (values[place.tierLevel] as TierLevel | undefined) ?? tierLevelOf(verificationType),
    learnerStatus: statusOf(values),
    linkedUlns: noUlns,
    versionNumber: Number(values[place.versionNumber] ?? '1'),
    ...optional,
  };
}

const noUlns: readonly Uln[] = [];

/** A linked record starts as an active one: linking, which comes after all rows, makes it 2. */
function statusOf(values: readonly (string | undefined)[]): LearnerStatus {
  const status = values[place.learnerStatus] as LearnerStatus | undefined;
  return status === undefined || status === '2' ? '1' : status;
}
