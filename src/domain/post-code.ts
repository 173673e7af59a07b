/** How postcodes are stored and compared. Source of the rule: docs/interface-specification.md, "Postcodes". */

const blanks = /\s+/g;
const forces = /^BFPO([0-9]+)$/;
const shortestWithInwardPart = 5;

/** What is compared: upper case, no blanks. */
export function postCodeKey(text: string): string {
  return text.replace(blanks, '').toUpperCase();
}

/**
 * What is stored: upper case, one space before the last three characters (`CV4 9EE`), `BFPO 57` for the forces.
 * Text too short to have those parts is only trimmed and put in upper case.
 */
export function formatPostCode(text: string): string {
  const key = postCodeKey(text);
  const bfpo = forces.exec(key);
  if (bfpo !== null) return `BFPO ${bfpo[1] ?? ''}`;
  if (key.length < shortestWithInwardPart) return text.trim().toUpperCase();
  return `${key.slice(0, -3)} ${key.slice(-3)}`;
}

/** Whether this stands for "not known": ZZ99 and anything after it. Any form of the postcode will do. */
export function isPlaceholderPostCode(text: string): boolean {
  return isPlaceholderKey(postCodeKey(text));
}

/** The same of a {@link postCodeKey}. */
export function isPlaceholderKey(key: string): boolean {
  return key.startsWith('ZZ99');
}
