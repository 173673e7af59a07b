/**
 * The Unique Learner Number: ten digits, the first not 0, the tenth a check digit.
 * Rule: docs/uln-validation.md.
 */

declare const ulnBrand: unique symbol;

/** Ten digits, first not 0. Whether the check digit fits is a question of its own: {@link hasValidCheckDigit}. */
export type Uln = string & { readonly [ulnBrand]: true };
