/**
 * The Unique Learner Number: ten digits, the first not 0, the tenth a check digit.
 * Rule: docs/uln-validation.md.
 */

declare const ulnBrand: unique symbol;

/** Ten digits, first not 0. Whether the check digit fits is a question of its own: {@link hasValidCheckDigit}. */
export type Uln = string & { readonly [ulnBrand]: true };

/** Stands for "not known yet" in learner returns. Its check digit is wrong, and it is never issued. */
export const temporaryUln = '9999999999';

const smallestStem = 100_000_000;
const stems = 900_000_000;
const zero = 48;

function isUln(text: string): text is Uln {
  return /^[1-9][0-9]{9}$/.test(text);
}

/** The text as a ULN when it has the form of one: nothing is trimmed and the check digit is not looked at. */
export function parseUln(text: string): Uln | undefined {
  return isUln(text) ? text : undefined;
}

/** Whether all ten digits, weighted 10 down to 1, leave 10 when divided by 11. */
export function hasValidCheckDigit(uln: Uln): boolean {
  let sum = 0;
  for (let place = 0; place < 10; place++) sum += (uln.charCodeAt(place) - zero) * (10 - place);
  return sum % 11 === 10;
}

/** Whether the register may give this number to a learner. */
export function isIssuable(uln: Uln): boolean {
  return uln !== temporaryUln && hasValidCheckDigit(uln);
}

/**
 * Puts the check digit to a stem of nine digits.
 * Gives undefined for a stem that is no integer from 100000000 to 999999999, and for the one stem in
 * eleven for which no digit fits.
 */
export function ulnFromStem(nineDigits: number): Uln | undefined {
  if (!Number.isInteger(nineDigits) || nineDigits < smallestStem || nineDigits >= smallestStem + stems) {
    return undefined;
  }
  let sum = 0;
  let rest = nineDigits;
  for (let weight = 2; weight <= 10; weight++) {
    sum += (rest % 10) * weight;
    rest = Math.floor(rest / 10);
  }
  const remainder = sum % 11;
  return remainder === 0 ? undefined : parseUln(`${nineDigits}${10 - remainder}`);
}

/**
 * Draws a ULN, each usable number as likely as any other.
 * `integer(bound)` gives an integer from 0 up to and without `bound`; its quality is the caller's choice.
 */
export function drawUln(integer: (bound: number) => number): Uln {
  for (;;) {
    const uln = ulnFromStem(smallestStem + integer(stems));
    if (uln !== undefined) return uln;
  }
}
