import { randomInt } from 'node:crypto';

const passwordLength = 16;
/** No letter or digit that is easily taken for another. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

/**
 * Why a text cannot be an OrgPassword, or undefined when it can. It has exactly 16 characters, not all blank,
 * and none that XML cannot carry unchanged. Source: docs/interface-specification.md, "Access".
 */
export function passwordProblem(password: string): string | undefined {
  const characters = [...password];
  if (characters.length !== passwordLength) {
    return `The password has ${characters.length} characters; it must have exactly ${passwordLength}.`;
  }
  if (password.trim() === '') return 'The password is blank.';
  if (/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(password)) {
    return 'The password holds a control character or one that XML cannot carry.';
  }
  return undefined;
}

/** Sixteen letters and digits from a cryptographic source: 93 bits. */
export function generatePassword(): string {
  return Array.from({ length: passwordLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/**
 * Whether anyone can read this password in the published test data (`published` holds those).
 * The live environment refuses such a password.
 */
export function isPublishedPassword(password: string, published: Iterable<string>): boolean {
  for (const known of published) {
    if (known === password) return true;
  }
  return false;
}
