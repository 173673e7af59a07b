/** Identifiers that only files carry. Both have 13 characters. */

/**
 * A Unique Candidate Identifier, given by examination centres: twelve letters or digits, then a check letter.
 * Source: docs/batch-files.md, "UCI and UPN".
 */
const uci = /^[0-9A-Z]{12}[A-Z]$/;

/**
 * A Unique Pupil Number, given by schools: a check letter, eleven digits, and a digit or (temporary ones) a letter.
 * I, O and S are not used. Source: docs/batch-files.md, "UCI and UPN".
 */
const upn = /^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$/;

/** @returns what is wrong with an identifier; RC012. Undefined for a good one, and for other columns. */
export function identifierProblem(column: string, value: string): string | undefined {
  if (column === 'UCI' && !uci.test(value)) {
    return 'A UCI has 12 letters or digits and a check letter, in upper case, without blanks: correct it or leave it out.';
  }
  if (column === 'UPN' && !upn.test(value)) {
    return 'A UPN has a letter and 12 digits (temporary ones end in a letter), in upper case, without I, O and S: correct it or leave it out.';
  }
  return undefined;
}
