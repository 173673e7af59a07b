/**
 * The columns of an import file: our names, the element names of the services, and those of batch files.
 * Rule: docs/operations.md, "Importing learners".
 */

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

/** The place of a column in {@link columns}; -1 when it is passed over, undefined when it is unknown. */
export function columnIndex(name: string): number | undefined {
  const index = bySpelling.get(name);
  if (index !== undefined) return index;
  const spelling = name.trim().toLowerCase();
  return bySpelling.get(spelling) ?? (passedOver.has(spelling) ? -1 : undefined);
}

/** Which place in {@link columns} each column of a file fills; -1 for one that is passed over. */
export type Header = readonly number[];

export type HeaderResult =
  | { readonly ok: true; readonly header: Header }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads a header row: any order, any case.
 * Unknown columns are a problem unless `ignoreUnknown`: a misspelt one would silently lose what it holds.
 */
export function readHeader(names: readonly string[], ignoreUnknown: boolean): HeaderResult {
  const problems: string[] = [];
  const seen = new Set<number>();
  const header = names.map((name) => {
    const index = columnIndex(name);
    if (index === undefined && !ignoreUnknown) problems.push(`Column "${name}" is not known.`);
    if (index !== undefined && index >= 0) {
      if (seen.has(index)) problems.push(`Column "${name}" is there twice.`);
      seen.add(index);
    }
    return index ?? -1;
  });
  for (const column of mandatoryColumns) {
    if (!seen.has(columns.indexOf(column))) problems.push(`Column "${column}" is missing.`);
  }
  return problems.length === 0 ? { ok: true, header } : { ok: false, problems };
}
