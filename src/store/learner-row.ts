/** A learner as a row of the table `learner`, and back. */
import type { SearchKey } from '../domain/demographics.js';
import type {
  AbilityToShare,
  Gender,
  Learner,
  LearnerStatus,
  TierLevel,
  VerificationType,
} from '../domain/learner.js';
import type { Uln } from '../domain/uln.js';
import type { Row, Value } from './values.js';

/** Which column holds which member. */
const columnOf = {
  uln: 'uln',
  createdDate: 'created_date',
  lastUpdatedDate: 'last_updated_date',
  givenName: 'given_name',
  familyName: 'family_name',
  lastKnownPostCode: 'last_known_post_code',
  dateOfBirth: 'date_of_birth',
  gender: 'gender',
  verificationType: 'verification_type',
  tierLevel: 'tier_level',
  abilityToShare: 'ability_to_share',
  learnerStatus: 'learner_status',
  versionNumber: 'version_number',
  masterUln: 'master_uln',
  linkedUlns: 'linked_ulns',
  title: 'title',
  middleOtherName: 'middle_other_name',
  preferredGivenName: 'preferred_given_name',
  previousFamilyName: 'previous_family_name',
  familyNameAtAge16: 'family_name_at_age16',
  schoolAtAge16: 'school_at_age16',
  lastKnownAddressLine1: 'last_known_address_line1',
  lastKnownAddressLine2: 'last_known_address_line2',
  lastKnownAddressTown: 'last_known_address_town',
  lastKnownAddressCountyOrCity: 'last_known_address_county_or_city',
  dateOfAddressCapture: 'date_of_address_capture',
  placeOfBirth: 'place_of_birth',
  emailAddress: 'email_address',
  nationality: 'nationality',
  scottishCandidateNumber: 'scottish_candidate_number',
  otherVerificationDescription: 'other_verification_description',
  notes: 'notes',
  telephoneNumber: 'telephone_number',
} as const satisfies Record<keyof Learner, string>;

type Member = keyof Learner;

const members = Object.keys(columnOf) as Member[];

/** The columns that {@link learnerOf} reads, in its order; `uln` is first. */
export const readColumns: readonly string[] = members.map((member) => columnOf[member]);

/** knex sorts the columns of an insert by name; so do we. */
const writtenMembers = [...members, 'searchKeys' as const].sort((a, b) =>
  writtenColumn(a) < writtenColumn(b) ? -1 : 1,
);

/** The columns of a new row, in the order of {@link learnerRow}. */
export const insertColumns: readonly string[] = writtenMembers.map(writtenColumn);

/** What `link` alone changes, and what never changes. */
const keptByUpdate: ReadonlySet<string> = new Set([
  'uln',
  'created_date',
  'learner_status',
  'master_uln',
  'linked_ulns',
]);

/** The columns that an update writes, in the order of {@link updateRow}. */
export const updateColumns: readonly string[] = insertColumns.filter((column) => !keptByUpdate.has(column));

function writtenColumn(member: Member | 'searchKeys'): string {
  return member === 'searchKeys' ? 'search_keys' : columnOf[member];
}

/** The values of {@link insertColumns}. */
export function learnerRow(learner: Learner, search: readonly SearchKey[]): Value[] {
  return writtenMembers.map((member) =>
    member === 'searchKeys' ? searchKeysText(search) : valueOf(learner, member),
  );
}

/** The values of {@link updateColumns}. */
export function updateRow(learner: Learner, search: readonly SearchKey[]): Value[] {
  return learnerRow(learner, search).filter((_, at) => !keptByUpdate.has(insertColumns[at] ?? ''));
}

function valueOf(learner: Learner, member: Member): Value {
  if (member === 'linkedUlns') return linkedText(learner.linkedUlns);
  return learner[member] ?? null;
}

/**
 * A learner from the values of {@link readColumns}; numbers may be text.
 * This is on the way of every request, so it reads by position and makes nothing in between. The casts rest on the
 * table: the schema lets only such values in (see `migrations/0001-register.ts`).
 */
export function learnerOf(row: Row): Learner {
  const learner: { -readonly [M in keyof Learner]: Learner[M] } = {
    uln: String(row[0]) as Uln,
    createdDate: row[1] as string,
    lastUpdatedDate: row[2] as string,
    givenName: row[3] as string,
    familyName: row[4] as string,
    lastKnownPostCode: row[5] as string,
    dateOfBirth: row[6] as string,
    gender: row[7] as Gender,
    verificationType: row[8] as VerificationType,
    tierLevel: row[9] as TierLevel,
    abilityToShare: row[10] as AbilityToShare,
    learnerStatus: row[11] as LearnerStatus,
    versionNumber: Number(row[12]),
    linkedUlns: row[14] === null ? nobody : linkedUlnsOf(row[14]),
  };
  if (row[13] !== null) learner.masterUln = String(row[13]) as Uln;
  if (row[15] !== null) learner.title = row[15] as string;
  if (row[16] !== null) learner.middleOtherName = row[16] as string;
  if (row[17] !== null) learner.preferredGivenName = row[17] as string;
  if (row[18] !== null) learner.previousFamilyName = row[18] as string;
  if (row[19] !== null) learner.familyNameAtAge16 = row[19] as string;
  if (row[20] !== null) learner.schoolAtAge16 = row[20] as string;
  if (row[21] !== null) learner.lastKnownAddressLine1 = row[21] as string;
  if (row[22] !== null) learner.lastKnownAddressLine2 = row[22] as string;
  if (row[23] !== null) learner.lastKnownAddressTown = row[23] as string;
  if (row[24] !== null) learner.lastKnownAddressCountyOrCity = row[24] as string;
  if (row[25] !== null) learner.dateOfAddressCapture = row[25] as string;
  if (row[26] !== null) learner.placeOfBirth = row[26] as string;
  if (row[27] !== null) learner.emailAddress = row[27] as string;
  if (row[28] !== null) learner.nationality = row[28] as string;
  if (row[29] !== null) learner.scottishCandidateNumber = row[29] as string;
  if (row[30] !== null) learner.otherVerificationDescription = row[30] as string;
  if (row[31] !== null) learner.notes = row[31] as string;
  if (row[32] !== null) learner.telephoneNumber = row[32] as string;
  return learner;
}

const nobody: readonly Uln[] = Object.freeze([]);

/** The column `linked_ulns`: ascending, with a space between. */
export function linkedText(ulns: readonly string[]): string | null {
  return ulns.length === 0 ? null : [...ulns].sort().join(' ');
}

export function linkedUlnsOf(column: Value | undefined): readonly Uln[] {
  return typeof column === 'string' ? (column.split(' ') as Uln[]) : nobody;
}

/**
 * The column `search_keys`: under what the learner stands in `learner_name`. It lets an update find those rows
 * without an index by ULN, also after the rules of normalisation have changed.
 */
export function searchKeysText(search: readonly SearchKey[]): string {
  return JSON.stringify(search.map(nameValues));
}

export function searchKeysOf(column: Value | undefined): readonly SearchKey[] {
  const stored = JSON.parse(String(column)) as [string, string, string, Gender, string][];
  return stored.map(([dateOfBirth, familyKey, givenKey, gender, postCodeKey]) => ({
    givenKey,
    familyKey,
    dateOfBirth,
    gender,
    postCodeKey,
  }));
}

/** A search key in the column order of `learner_name`: date of birth, family, given, gender, postcode. */
export function nameValues(key: SearchKey): [string, string, string, string, string] {
  return [key.dateOfBirth, key.familyKey, key.givenKey, key.gender, key.postCodeKey];
}
