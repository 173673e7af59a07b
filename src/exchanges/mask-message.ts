/** Takes the passwords out of a message's bytes, whatever the bytes are. */
import { isUtf8 } from 'node:buffer';
import { passwordPlaces, type Place } from './password-places.js';
import { bytesOf, plainText, secretIn, secretsOf, LONGEST, SHORTEST, type Secrets } from './secret.js';

export interface MaskedMessage {
  /** How many bytes it has now. */
  readonly length: number;
  /** Writes them; `target` has the room. */
  writeTo(target: Buffer, at: number): void;
  /** Its passwords, for `maskSecrets`. */
  readonly secrets: Secrets;
  /** For whoever wants to know who sent it: one character for each byte that is not zero. Holds the passwords still. */
  readonly text: string;
  /** In `text`. */
  readonly places: readonly Place[];
}

/** From `start` up to `end`, in bytes. */
interface Range {
  readonly start: number;
  readonly end: number;
  /** In place of as many asterisks as there were bytes. */
  readonly words?: string;
}

const STAR = 0x2a;
const none: readonly never[] = [];

/**
 * Each character of a password becomes an asterisk: so a schema finds the same about its length as before. White space
 * around it stays, and so do line breaks, which lets lines keep their numbers. What stands for a password elsewhere in
 * the message goes too.
 */
export function maskMessage(body: Buffer): MaskedMessage {
  if (body.includes(0)) return maskWide(body);
  const text = body.toString('latin1');
  const places = passwordPlaces(text);
  if (places.length === 0) return rewritten(body, none, none, text, places);
  const ranges = places.map((place) => rangeOf(text, place));
  const secrets = secretsOf(places.map(({ start, end }) => unicode(text.slice(start, end))));
  for (const secret of secrets) addOthers(text, secret, ranges);
  for (const { start, end } of places) addSameBytes(text, text.slice(start, end), ranges);
  return rewritten(body, ranges, secrets, text, places);
}

/** A place with its asterisks, which may be fewer than its bytes. */
function rangeOf(text: string, { start, end }: Place): Range {
  const raw = text.slice(start, end);
  return isPlain(raw) ? { start, end } : { start, end, words: starsFor(plainText(unicode(raw))) };
}

function starsFor(characters: string): string {
  return characters.replaceAll(/[^\r\n]/gu, '*');
}

/** Whether each byte is a character that stands for itself. */
function isPlain(raw: string): boolean {
  return !/[^\x20-\x7e]|[&<]/.test(raw);
}

/** The characters of bytes, given as one character for each. */
function unicode(bytes: string): string {
  // eslint-disable-next-line no-control-regex
  if (!/[^\x00-\x7f]/.test(bytes)) return bytes;
  const buffer = Buffer.from(bytes, 'latin1');
  return isUtf8(buffer) ? buffer.toString('utf8') : bytes;
}

/** Adds where else it is; what is there already does no harm. */
function addOthers(text: string, secret: string, ranges: Range[]): void {
  const first = ranges[0];
  for (const found of secretIn(text, secret, bytesOf)) if (found.start !== first?.start) ranges.push(found);
}

/** The same bytes again, where they are no UTF-8 and so no text to look for. */
function addSameBytes(text: string, raw: string, ranges: Range[]): void {
  if (isPlain(raw) || raw.length < SHORTEST || raw.length > LONGEST) return;
  for (let at = text.indexOf(raw); at >= 0; at = text.indexOf(raw, at + raw.length))
    if (at !== ranges[0]?.start) ranges.push({ start: at, end: at + raw.length });
}

function rewritten(
  body: Buffer,
  ranges: readonly Range[],
  secrets: Secrets,
  text: string,
  places: readonly Place[],
): MaskedMessage {
  if (ranges.some(({ words }) => words !== undefined)) {
    const bytes = pieced(body, ranges);
    return {
      length: bytes.length,
      writeTo: (target, at) => {
        target.set(bytes, at);
      },
      secrets,
      text,
      places,
    };
  }
  return {
    length: body.length,
    writeTo: (target, at) => {
      target.set(body, at);
      for (const { start, end } of ranges) target.fill(STAR, at + start, at + end);
    },
    secrets,
    text,
    places,
  };
}

/** The bytes with the words of each range in its place; what lies in two ranges goes once. */
function pieced(body: Buffer, ranges: readonly Range[]): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { start, end, words } of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (end <= from) continue;
    const begin = Math.max(start, from);
    pieces.push(body.subarray(from, begin));
    pieces.push(
      begin === start && words !== undefined ? Buffer.from(words) : Buffer.alloc(end - begin, STAR),
    );
    from = end;
  }
  pieces.push(body.subarray(from));
  return Buffer.concat(pieces);
}

/**
 * UTF-16 in either order, and whatever else has zeros between its letters: names are looked for in what is left
 * without the zeros, wherever a message begins and ends.
 */
function maskWide(body: Buffer): MaskedMessage {
  const { text, offsets } = withoutZeros(body);
  const places = passwordPlaces(text);
  const littleEndian = !(body[0] === 0 || (body[0] === 0xfe && body[1] === 0xff));
  const characters = decodeWide(body, littleEndian);
  const inCharacters: Range[] = [...passwordPlaces(characters)];
  const secrets = secretsOf([
    ...places.map(({ start, end }) => text.slice(start, end)),
    ...inCharacters.map(({ start, end }) => characters.slice(start, end)),
  ]);
  const inText: Range[] = [...places];
  for (const secret of secrets) {
    inText.push(...secretIn(text, secret, bytesOf));
    inCharacters.push(...secretIn(characters, secret));
  }
  const ranges = [
    ...inText.map(({ start, end }) => ({
      start: offsets[start] ?? body.length,
      end: offsets[end] ?? body.length,
    })),
    ...inCharacters.map(({ start, end }) => ({ start: 2 * start, end: 2 * end })),
  ];
  // The zeros of a character lie on the same side of it throughout.
  const mark = (at: number): number => (littleEndian === (at % 2 === 0) ? STAR : 0);
  return {
    length: body.length,
    writeTo: (target, at) => {
      target.set(body, at);
      for (const { start, end } of ranges) {
        for (let each = start; each < end; each += 1) target.writeUInt8(mark(each), at + each);
      }
    },
    secrets,
    text,
    places,
  };
}

function withoutZeros(body: Buffer): { readonly text: string; readonly offsets: Int32Array } {
  const bytes = Buffer.allocUnsafe(body.length);
  const offsets = new Int32Array(body.length + 1);
  let count = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] ?? 0;
    if (byte === 0) continue;
    bytes[count] = byte;
    offsets[count] = at;
    count += 1;
  }
  offsets[count] = body.length;
  return { text: bytes.toString('latin1', 0, count), offsets };
}

function decodeWide(body: Buffer, littleEndian: boolean): string {
  const even = body.subarray(0, body.length & ~1);
  return (littleEndian ? even : Buffer.from(even).swap16()).toString('utf16le');
}
