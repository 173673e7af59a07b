/** Puts a password in the place of its mask, so that a kept request can be sent again. */
import { escapeText } from '../../contract/escape-xml.js';

/** An element whose whole value is asterisks and blanks, by the names that the three services have for the password. */
const masked = /(<(?:[\w.-]+:)?(?:OrgPassword|Password)(?:\s[^<>]*)?>)\s*\*[\s*]*(?=<\/)/g;

/** Whether there is a mask to put the password into. */
export function hasMask(text: string): boolean {
  return text.search(masked) >= 0;
}

/** The message with the password in each place that is masked. */
export function fillPassword(text: string, password: string): string {
  return text.replace(masked, (_whole, tag: string) => tag + escapeText(password));
}
