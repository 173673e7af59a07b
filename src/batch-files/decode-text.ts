/** Turns the bytes of a file into characters as they come, whatever the file's size. */
import { isUtf8 } from 'node:buffer';
import { firstInvalidUtf8 } from '../contract/decode-bytes.js';

export interface DecodedText extends AsyncIterable<string> {
  /** Why the characters ended too early; set by the time they do. */
  readonly problem: string | undefined;
}

type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE';

const saveAsUtf8 = 'In Excel, save it with the type "CSV UTF-8 (Comma delimited)"; elsewhere choose UTF-8.';

/**
 * UTF-8 with a byte order mark or without, UTF-16 with one (or recognised by its zero bytes). The mark is left out.
 * Where bytes are no characters, the text ends before them, with a `problem`.
 */
export function decodeText(bytes: AsyncIterable<Uint8Array>): DecodedText {
  const state: { problem: string | undefined } = { problem: undefined };
  return {
    get problem() {
      return state.problem;
    },
    [Symbol.asyncIterator]: () => characters(bytes, state),
  };
}

async function* characters(
  bytes: AsyncIterable<Uint8Array>,
  state: { problem: string | undefined },
): AsyncGenerator<string, void, void> {
  let encoding: Encoding | undefined;
  let offset = 0;
  let lines = 0;
  // What the pieces so far end with: a part of a character.
  let rest: Buffer = Buffer.alloc(0);
  for await (const piece of bytes) {
    let whole: Buffer = Buffer.concat([rest, piece]);
    if (encoding === undefined) {
      if (whole.length < 3) {
        rest = whole;
        continue;
      }
      encoding = encodingOf(whole);
      offset = markLength(whole, encoding);
      whole = whole.subarray(offset);
    }
    const end = wholeCharacters(whole, encoding);
    rest = whole.subarray(end);
    const body = whole.subarray(0, end);
    const bad = firstInvalid(body, encoding);
    if (bad === undefined) {
      const text = decode(body, encoding);
      lines += newlines(text);
      offset += body.length;
      yield text;
      continue;
    }
    const before = decode(body.subarray(0, bad), encoding);
    state.problem = notEncoded(offset + bad, lines + newlines(before) + 1, encoding, body[bad] ?? 0);
    return yield before;
  }
  if (rest.length === 0) return;
  if (encoding === undefined && isUtf8(rest)) return yield rest.toString();
  state.problem = `${notEncoded(offset, lines + 1, encoding ?? 'UTF-8', rest[0] ?? 0)} Or the file was cut off there.`;
}

function encodingOf(start: Buffer): Encoding {
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return 'UTF-16LE';
  if (first === 0xfe && second === 0xff) return 'UTF-16BE';
  if (first === 0 && second !== 0) return 'UTF-16BE';
  return second === 0 && first !== 0 ? 'UTF-16LE' : 'UTF-8';
}

function markLength(start: Buffer, encoding: Encoding): number {
  if (encoding === 'UTF-8') return start.readUIntBE(0, 3) === 0xefbbbf ? 3 : 0;
  const mark = encoding === 'UTF-16LE' ? start.readUInt16LE() : start.readUInt16BE();
  return mark === 0xfeff ? 2 : 0;
}

/** Where the last character that may be complete ends. */
function wholeCharacters(bytes: Buffer, encoding: Encoding): number {
  const { length } = bytes;
  if (encoding !== 'UTF-8') {
    const even = length - (length % 2);
    return even >= 2 && (unitAt(bytes, even - 2, encoding) & 0xfc00) === 0xd800 ? even - 2 : even;
  }
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const needed = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf8 ? 4 : 1;
    return needed > back ? length - back : length;
  }
  return length;
}

function unitAt(bytes: Buffer, at: number, encoding: Encoding): number {
  return encoding === 'UTF-16LE' ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

function firstInvalid(bytes: Buffer, encoding: Encoding): number | undefined {
  if (encoding === 'UTF-8') return isUtf8(bytes) ? undefined : firstInvalidUtf8(bytes);
  for (let at = 0; at < bytes.length; at += 2) {
    const kind = unitAt(bytes, at, encoding) & 0xfc00;
    if (kind === 0xdc00) return at;
    if (kind !== 0xd800) continue;
    if ((unitAt(bytes, at + 2, encoding) & 0xfc00) !== 0xdc00) return at;
    at += 2;
  }
  return undefined;
}

function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'UTF-8') return bytes.toString('utf8');
  // A copy, because swapping is done in place.
  return encoding === 'UTF-16LE'
    ? bytes.toString('utf16le')
    : Buffer.from(bytes).swap16().toString('utf16le');
}

function notEncoded(offset: number, line: number, encoding: Encoding, byte: number): string {
  const where = `Line ${line}, byte ${offset} (counted from 0), is not ${encoding}.`;
  if (encoding !== 'UTF-8') return `${where} ${saveAsUtf8}`;
  const likely = new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
  return `${where} The file was probably saved as Windows-1252 ("ANSI"), where the byte is "${likely}". ${saveAsUtf8}`;
}

function newlines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
