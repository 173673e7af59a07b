/**
 * References and UKPRNs of the test environment, which no live organisation has.
 * Source: docs/onboarding.md, "References".
 */

/** No letter or digit that is easily taken for another. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const ending = 3;
const ukprnDigits = 6;

/** Gives an integer from 0 up to and without `bound`. */
export type Choice = (bound: number) => number;

/** `TST` and three letters or digits. */
export function newTestReference(choose: Choice): string {
  return `TST${Array.from({ length: ending }, () => alphabet.charAt(choose(alphabet.length))).join('')}`;
}

/** `99` and six digits: the UK Register of Learning Providers gives out numbers that begin with 1. */
export function newTestUkprn(choose: Choice): string {
  return `99${Array.from({ length: ukprnDigits }, () => String(choose(10))).join('')}`;
}

/** Whether a reference is kept for the test environment. */
export function isTestReference(organisationRef: string): boolean {
  return /^TST/i.test(organisationRef);
}

/** Whether a UKPRN can be that of a real organisation: eight digits, the first of them 1. */
export function isRealUkprn(ukprn: string): boolean {
  return /^1\d{7}$/.test(ukprn);
}
