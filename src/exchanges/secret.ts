/** A password that a message had, and every way in which the same password may be written elsewhere. */

/** Shorter ones are masked where they stand, not wherever the same letters are: half the message would go. */
export const SHORTEST = 4;
/** No longer one is a password of the register; of those, what a message of the services quotes is looked for. */
export const LONGEST = 256;
const LONGEST_QUOTED = 100;

const CDATA = '<![CDATA[';
const REFERENCE = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** The characters that XML stands for: without references and without the marks of CDATA. */
export function plainText(xml: string): string {
  if (!xml.includes('&') && !xml.includes('<')) return xml;
  const parts: string[] = [];
  for (let at = 0; at < xml.length;) {
    const open = xml.indexOf(CDATA, at);
    const close = open < 0 ? -1 : xml.indexOf(']]>', open);
    const end = close < 0 ? xml.length : open;
    parts.push(xml.slice(at, end).replace(REFERENCE, characterOf));
    if (close >= 0) parts.push(xml.slice(open + CDATA.length, close));
    at = close < 0 ? xml.length : close + 3;
  }
  return parts.join('');
}

function characterOf(whole: string, hex?: string, decimal?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** What to look for. */
export type Secrets = readonly string[];

/** The texts to look for of passwords that were written like this; the longest first. */
export function secretsOf(raws: readonly string[]): Secrets {
  const [only] = raws;
  if (raws.length === 1 && only !== undefined && isOrdinary(only))
    return only.length < SHORTEST ? [] : [only];
  const texts = raws.flatMap((raw) => {
    const plain = plainText(raw).trim();
    return plain.length > LONGEST
      ? [plain.slice(0, LONGEST_QUOTED)]
      : [plain, plain.slice(0, LONGEST_QUOTED), ...(raw.length > LONGEST ? [] : [raw.trim()])];
  });
  return [...new Set(texts)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** Most are of characters that are written in one way only. */
function isOrdinary(text: string): boolean {
  return text.length <= LONGEST_QUOTED && /^[\w.*+!?@#:;,~^$%()=/-]*$/.test(text);
}

/** From `start` up to `end`. */
export interface Found {
  readonly start: number;
  readonly end: number;
}

/**
 * Where a secret is in a text, with each of its characters as it is or as a reference.
 * @param written how the text has characters; as themselves unless given
 */
export function secretIn(text: string, secret: string, written: Written = asItIs): readonly Found[] {
  if (text.includes('&#') || (text.includes('&') && /[&<>"']/.test(secret))) {
    const all = text.matchAll(patternOf(secret, written));
    return Array.from(all, ({ index, 0: { length } }) => ({ start: index, end: index + length }));
  }
  const found: Found[] = [];
  const wanted = written(secret);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
    found.push({ start: at, end: at + wanted.length });
  return found;
}

type Written = (characters: string) => string;

function asItIs(characters: string): string {
  return characters;
}

/** As the bytes of UTF-8, one character for each. */
export function bytesOf(characters: string): string {
  // eslint-disable-next-line no-control-regex
  return /[^\x00-\x7f]/.test(characters) ? Buffer.from(characters, 'utf8').toString('latin1') : characters;
}

/** As a target of HTTP has it. */
export function percentEncoded(secret: string): string {
  // Half of a pair of surrogates has no encoding.
  return encodeURIComponent(secret.replaceAll(/[\ud800-\udfff]/gu, ''));
}

function patternOf(secret: string, written: Written): RegExp {
  const characters = [...secret].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    const named = REFERENCES[character];
    const own = written(character).replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const all = [
      own,
      `&#0*${code};`,
      `&#[xX]0*${hexPattern(code)};`,
      ...(named === undefined ? [] : [named]),
    ];
    // The longest first: "&" is the beginning of its own reference.
    return `(?:${all.reverse().join('|')})`;
  });
  return new RegExp(characters.join(''), 'g');
}

function hexPattern(code: number): string {
  return code.toString(16).replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** The text with asterisks in the place of these secrets. */
export function maskSecrets(text: string, secrets: Secrets): string {
  let masked = text;
  for (const secret of secrets) {
    if (!masked.includes(secret) && !masked.includes('&')) continue;
    const pieces: string[] = [];
    let from = 0;
    for (const { start, end } of secretIn(masked, secret)) {
      pieces.push(masked.slice(from, start), '*'.repeat([...secret].length));
      from = end;
    }
    masked = pieces.join('') + masked.slice(from);
  }
  return masked;
}
