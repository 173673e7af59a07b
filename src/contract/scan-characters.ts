/** Which characters the scanner takes as they are, and what references stand for. */

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
export const AMPERSAND = 38;
export const LESS = 60;
const GREATER = 62;

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Neither '>' (which may end a CDATA section that was never begun), '\r', half a character nor forbidden. */
export function isPlainCharacter(code: number): boolean {
  if (code < 0xd800) return code >= SPACE ? code !== GREATER : code === LF || code === TAB;
  return code > 0xdfff && code < 0xfffe;
}

/** The character that `lt` or `#x41` stands for, if XML 1.0 has it and one unit of UTF-16 is enough for it. */
export function referenced(name: string): string | undefined {
  if (name.charCodeAt(0) !== 35) return ENTITIES.get(name);
  const digits = /^#(?:x([0-9a-fA-F]+)|([0-9]+))$/.exec(name);
  if (digits === null) return undefined;
  const code = digits[1] === undefined ? parseInt(digits[2] ?? '', 10) : parseInt(digits[1], 16);
  if (code < SPACE && code !== TAB && code !== LF && code !== CR) return undefined;
  if (code > 0xfffd || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return String.fromCharCode(code);
}

/** Where text from `from` on ceases to be plain: at '<', at a reference, at any other character, or at the text's end. */
export function endOfPlain(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code === LESS || code === AMPERSAND || !isPlainCharacter(code)) return at;
  }
}
