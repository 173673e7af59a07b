/**
 * Makes any text fit to stand between two tags, or between double quotes in an attribute.
 *
 * XML 1.0 cannot carry some characters at all (section 2.2: most controls, lone surrogates, U+FFFE, U+FFFF). They
 * become U+FFFD, so that one such character in a record never makes a whole answer unreadable.
 */

// Surrogates in pairs are fine; they take the slow way, which tells them from lone ones.
// eslint-disable-next-line no-control-regex -- these are the characters that must not leave
const SUSPECT = /[&<>"\r\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF\uD800-\uDFFF]/;
// eslint-disable-next-line no-control-regex -- as above
const FORBIDDEN = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF\uD800-\uDFFF]/gu;

/** @returns the text as character data. A carriage return would else be read as a line feed. */
export function escapeText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
    .replace(FORBIDDEN, '\uFFFD');
}

/** @returns the text as the value of an attribute in double quotes. Other white space would else be read as blanks. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}
