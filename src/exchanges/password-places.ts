/**
 * Where passwords stand in a message, also in one that no XML parser would read. It looks for names that mean a
 * password, with any prefix and in any case, and takes what such an element holds, what its attributes say, and what is
 * assigned to such an attribute. When in doubt it takes more.
 */

/** From `start` up to `end`. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** Whether it was closed as it should: otherwise the text may be cut off in the middle of a password. */
  readonly isWhole: boolean;
}

/** What a name that means a password has in it: `OrgPassword`, `wsse:Password`, `orgPasword`, `Pwd`. */
const SIGN = /pass(?!port|e[ds]\b|ing)|pasw|pwd/gi;
const ASSIGNMENT = /\s*["']?\s*[=:]\s*/y;
const START_TAG_REST = /^(?:[^<>"']|"[^"]*"|'[^']*')*>/;
const ATTRIBUTE = /(?<![\w.:-])([\w.:-]+)\s*=\s*("[^"]*"?|'[^']*'?)/g;
/** What the attributes of an element may say without being a secret. */
const PLAIN_ATTRIBUTE = /^(?:xmlns(?::.*)?|(?:.*:)?(?:type|nil|encodingtype|mustunderstand|actor|id))$/i;
const ANY_END_TAG = /<\/[A-Za-z_]/g;
const CDATA = '<![CDATA[';
/** How far it looks for what a password's element should have, so that the work grows with the message and no faster. */
const WINDOW = 4096;
const LONGEST_PREFIX = 100;
/** A message with more names of passwords is an attempt to make work: all the rest counts as a password. */
const MOST_SIGNS = 1000;

/** @param text one character for each byte, or for each UTF-16 unit; without NUL characters */
export function passwordPlaces(text: string): readonly Place[] {
  const places: Place[] = [];
  SIGN.lastIndex = 0;
  let signs = 0;
  for (let sign = SIGN.exec(text); sign !== null; sign = SIGN.exec(text)) {
    signs += 1;
    if (signs > MOST_SIGNS) {
      add(places, sign.index, text.length, false);
      break;
    }
    const next = placesAt(text, sign.index, places);
    if (next > SIGN.lastIndex) SIGN.lastIndex = next;
  }
  return places;
}

/** Adds the places that the name at `at` leads to; gives where to go on. */
function placesAt(text: string, at: number, places: Place[]): number {
  let from = at;
  while (isNameCharacter(text.charCodeAt(from - 1))) from -= 1;
  let to = at;
  while (isNameCharacter(text.charCodeAt(to))) to += 1;
  const before = text.charCodeAt(from - 1);
  if (before === LESS) return ofElement(text, text.slice(from, to), to, places);
  if (before === SLASH && text.charCodeAt(from - 2) === LESS) return to;
  return ofAssignment(text, to, places);
}

function ofElement(text: string, name: string, nameEnd: number, places: Place[]): number {
  const tagEnd = startTagEnd(text, nameEnd);
  if (tagEnd < 0) {
    add(places, nameEnd, text.length, false);
    return text.length;
  }
  if (tagEnd > nameEnd + 1) ofAttributes(text.slice(nameEnd, tagEnd - 1), nameEnd, places);
  if (text.charCodeAt(tagEnd - 2) === SLASH) return tagEnd;
  const { end, next, isWhole } = contentEnd(text, localName(name).toLowerCase(), tagEnd);
  ofContent(text, tagEnd, end, isWhole, places);
  return next;
}

/** Behind the tag's ">"; -1 without one. */
function startTagEnd(text: string, nameEnd: number): number {
  if (text.charCodeAt(nameEnd) === GREATER) return nameEnd + 1;
  const tag = START_TAG_REST.exec(text.slice(nameEnd, nameEnd + WINDOW));
  if (tag !== null) return nameEnd + tag[0].length;
  // Without quotes that match, the first ">" ends the tag.
  return text.indexOf('>', nameEnd) + 1 || -1;
}

/** Everything but white space at either end and the marks of CDATA, which a reader does not count as content. */
function ofContent(text: string, start: number, end: number, isWhole: boolean, places: Place[]): void {
  let from = start;
  let to = end;
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  const isCdata = text.startsWith(CDATA, from) && text.slice(from, to).endsWith(']]>');
  if (isCdata && text.indexOf(']]>', from) === to - 3) add(places, from + CDATA.length, to - 3, isWhole);
  else add(places, from, to, isWhole);
}

interface ContentEnd {
  readonly end: number;
  /** Where to go on. */
  readonly next: number;
  readonly isWhole: boolean;
}

/** @param own the element's local name in lower case */
function contentEnd(text: string, own: string, from: number): ContentEnd {
  let at = from;
  for (;;) {
    const less = text.indexOf('<', at);
    const cut: ContentEnd = { end: text.length, next: text.length, isWhole: false };
    if (less < 0) return cut;
    if (!text.startsWith(CDATA, less)) return ownEnd(text, own, less) ?? anyEnd(text, less) ?? cut;
    const close = text.indexOf(']]>', less);
    if (close < 0) return cut;
    at = close + 3;
  }
}

/** The element's own end tag, so that a password may hold "<" that nobody escaped. */
function ownEnd(text: string, own: string, from: number): ContentEnd | undefined {
  const last = Math.min(text.length, from + WINDOW);
  for (let at = text.indexOf('</', from); at >= 0 && at < last; at = text.indexOf('</', at + 2)) {
    const close = text.indexOf('>', at);
    if (close < 0) return undefined;
    if (close - at > own.length + LONGEST_PREFIX) continue;
    if (localName(text.slice(at + 2, close).trim()).toLowerCase() === own)
      return { end: at, next: close + 1, isWhole: true };
  }
  return undefined;
}

/** Any end tag, of an element that is not closed under its own name. */
function anyEnd(text: string, from: number): ContentEnd | undefined {
  ANY_END_TAG.lastIndex = from;
  const found = ANY_END_TAG.exec(text);
  return found === null ? undefined : { end: found.index, next: found.index, isWhole: false };
}

/** The attributes of a password's element: whoever puts the password there must not see it either. */
function ofAttributes(attributes: string, start: number, places: Place[]): void {
  for (const { 1: name = '', 2: value = '', 0: all, index } of attributes.matchAll(ATTRIBUTE)) {
    if (PLAIN_ATTRIBUTE.test(name)) continue;
    const end = start + index + all.length;
    const isClosed = value.length > 1 && value.endsWith(value.charAt(0));
    add(places, end - value.length + 1, isClosed ? end - 1 : end, isClosed);
  }
}

/** `OrgPassword="…"` in a tag; also `password=…` and `"password": "…"`, as forms and JSON have it. */
function ofAssignment(text: string, nameEnd: number, places: Place[]): number {
  ASSIGNMENT.lastIndex = nameEnd;
  if (!ASSIGNMENT.test(text)) return nameEnd;
  const start = ASSIGNMENT.lastIndex;
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'") {
    const close = text.indexOf(quote, start + 1);
    const end = close < 0 ? text.length : close;
    add(places, start + 1, end, close >= 0);
    return end;
  }
  let end = start;
  while (end < text.length && !/[\s<>&,;]/.test(text.charAt(end))) end += 1;
  add(places, start, end, true);
  return end;
}

function add(places: Place[], start: number, end: number, isWhole: boolean): void {
  if (end > start) places.push({ start, end, isWhole });
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Letters of other scripts, and their bytes, among them. */
function isNameCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x3a) ||
    code === 0x5f ||
    code === 0x2d ||
    code === 0x2e ||
    code > 0x7f
  );
}
