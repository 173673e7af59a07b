/**
 * The columns of a file of learners: our names, the element names of the services, and those of batch files.
 * Rule: docs/operations.md, "Importing learners".
 */
import type { ColumnSet } from './column-set.js';

/** Every column that counts, in the order in which refused rows are written. */
export const columns = [
  'uln',
  'masterUln',
  'createdDate',
  'lastUpdatedDate',
  'title',
  'givenName',
  'middleOtherName',
  'familyName',
  'preferredGivenName',
  'previousFamilyName',
  'familyNameAtAge16',
  'schoolAtAge16',
  'lastKnownAddressLine1',
  'lastKnownAddressLine2',
  'lastKnownAddressTown',
  'lastKnownAddressCountyOrCity',
  'lastKnownPostCode',
  'dateOfAddressCapture',
  'dateOfBirth',
  'placeOfBirth',
  'gender',
  'emailAddress',
  'telephoneNumber',
  'nationality',
  'scottishCandidateNumber',
  'verificationType',
  'otherVerificationDescription',
  'tierLevel',
  'abilityToShare',
  'learnerStatus',
  'notes',
  'versionNumber',
] as const;

export type Column = (typeof columns)[number];

/** Columns without which no row can be right. */
export const mandatoryColumns: readonly Column[] = [
  'givenName',
  'familyName',
  'dateOfBirth',
  'gender',
  'lastKnownPostCode',
  'verificationType',
  'abilityToShare',
];

/** Spellings that batch files of the versions 2A and 3A have for the same thing. */
const otherSpellings: Readonly<Record<string, Column>> = {
  familynameat16: 'familyNameAtAge16',
  middlenames: 'middleOtherName',
  privacynoticeseen: 'abilityToShare',
};

/** Columns that files have and that say nothing about the learner, or that an import itself wrote. */
const passedOver: ReadonlySet<string> = new Set([
  'fileversion',
  'filename',
  'ukprn',
  'learnerrecordcount',
  'misidentifier',
  'uci',
  'upn',
  'returncode',
  'mastersubstituted',
  'linkedulns',
  'refusedrow',
  'refusedbecause',
]);

const bySpelling: ReadonlyMap<string, number> = new Map([
  ...columns.map((column, index) => [column, index] as const),
  ...columns.map((column, index) => [column.toLowerCase(), index] as const),
  ...Object.entries(otherSpellings).map(([name, column]) => [name, columns.indexOf(column)] as const),
]);

export const learnerColumns: ColumnSet = {
  columns,
  mandatory: mandatoryColumns,
  index(name) {
    const index = bySpelling.get(name);
    if (index !== undefined) return index;
    const spelling = name.trim().toLowerCase();
    return bySpelling.get(spelling) ?? (passedOver.has(spelling) ? -1 : undefined);
  },
};
