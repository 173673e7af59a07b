/** E-mail addresses as the services take them. Source: docs/interface-specification.md, "Simple types" (MIAPEmail). */

const longest = 254;
const pattern =
  /^[a-zA-Z0-9!#$%'*+/=?^_`{|}~-]+(?:\.[a-zA-Z0-9!#$%'*+/=?^_`{|}~-]+)*@[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9](?:\.[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])*\.[a-zA-Z]{2,6}$/;

/**
 * Whether the text is an e-mail address of at most 254 characters: a dot-atom, labels of 2 to 63 characters, and 2 to 6
 * letters at the end. Blanks around it make it none.
 */
export function isEmailAddress(text: string): boolean {
  return text.length <= longest && pattern.test(text);
}
