import { isAscii, isUtf8 } from 'node:buffer';

/** The characters of a request, or why they cannot be read. */
export type Decoded =
  | {
      readonly ok: true;
      /** Without byte order mark. */
      readonly text: string;
      /** The same characters in UTF-8 where the bytes had that form already. */
      readonly utf8?: Buffer;
    }
  | { readonly ok: false; readonly problem: string };

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1' | 'us-ascii';

/** Labels in lower case. UTF-16 without a byte order is settled from the bytes. */
const LABELS: ReadonlyMap<string, Encoding | 'utf-16'> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['iso-8859-1', 'iso-8859-1'],
  ['iso_8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['us-ascii', 'us-ascii'],
  ['ascii', 'us-ascii'],
]);

/** The encodings that may be named, for people. */
const SUPPORTED = 'UTF-8, UTF-16, windows-1252, ISO-8859-1 and US-ASCII';

const CHARSET = /;\s*charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))/i;
const DECLARATION = /^<\?xml\s[^>]*?\sencoding\s*=\s*(?:"([^"]*)"|'([^']*)')/;
/** An XML declaration is longer than this in no message worth reading. */
const DECLARATION_BYTES = 200;

/** Whether an XML declaration may name this encoding. */
export function isKnownEncoding(label: string): boolean {
  return LABELS.has(label.toLowerCase());
}

/**
 * Turns the bytes of a request into characters. A byte order mark decides first, then the charset of the
 * Content-Type header, then the XML declaration, then UTF-8 (RFC 7303 section 3).
 */
export function decodeBytes(body: Buffer, contentType: string | undefined): Decoded {
  if (body.length === 0) return { ok: false, problem: 'The request has no body.' };
  const first = body[0];
  const second = body[1];
  if (first === 0xef && second === 0xbb && body[2] === 0xbf) return decode(body.subarray(3), 'utf-8', 3);
  if (first === 0xff && second === 0xfe) return decode(body.subarray(2), 'utf-16le', 2);
  if (first === 0xfe && second === 0xff) return decode(body.subarray(2), 'utf-16be', 2);
  const charset = contentType === undefined ? undefined : charsetOf(contentType);
  if (charset !== undefined) return decodeAs(body, charset, 'Content-Type');
  if (first === 0 || second === 0) return decode(body, first === 0 ? 'utf-16be' : 'utf-16le', 0);
  const declared = declaredEncoding(body);
  return declared === undefined ? decode(body, 'utf-8', 0) : decodeAs(body, declared, 'XML declaration');
}

function charsetOf(contentType: string): string | undefined {
  if (!contentType.includes(';')) return undefined;
  const found = CHARSET.exec(contentType);
  return found === null ? undefined : (found[1] ?? found[2] ?? found[3]);
}

function declaredEncoding(body: Buffer): string | undefined {
  // '<?'
  if (body[0] !== 0x3c || body[1] !== 0x3f) return undefined;
  const found = DECLARATION.exec(body.toString('latin1', 0, DECLARATION_BYTES));
  return found === null ? undefined : (found[1] ?? found[2]);
}

function decodeAs(body: Buffer, label: string, source: string): Decoded {
  const encoding = LABELS.get(label.toLowerCase());
  if (encoding === undefined) {
    const problem = `The encoding '${label.slice(0, 40)}' of the ${source} is not supported; ${SUPPORTED} are.`;
    return { ok: false, problem };
  }
  if (encoding !== 'utf-16') return decode(body, encoding, 0);
  return decode(body, body[0] === 0 ? 'utf-16be' : body[1] === 0 ? 'utf-16le' : 'utf-16be', 0);
}

function decode(bytes: Buffer, encoding: Encoding, offset: number): Decoded {
  // A one-byte string is the quickest to make and to read.
  if ((encoding === 'utf-8' || encoding === 'us-ascii') && isAscii(bytes)) {
    return { ok: true, text: bytes.toString('latin1'), utf8: bytes };
  }
  if (encoding === 'utf-8') {
    if (isUtf8(bytes)) return { ok: true, text: bytes.toString('utf8'), utf8: bytes };
    return invalid('UTF-8', offset + firstInvalidUtf8(bytes));
  }
  if (encoding === 'us-ascii') return invalid('US-ASCII', offset + bytes.findIndex((byte) => byte > 0x7f));
  if (encoding === 'iso-8859-1') return { ok: true, text: bytes.toString('latin1') };
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return invalid(
      encoding.toUpperCase(),
      encoding.startsWith('utf-16') ? firstInvalidUtf16(bytes, encoding, offset) : undefined,
    );
  }
}

function invalid(encoding: string, offset: number | undefined): Decoded {
  const where = offset === undefined ? '' : ` from byte ${offset} (counted from 0)`;
  return { ok: false, problem: `The body is not valid ${encoding}${where}.` };
}

/** Where the first malformed sequence begins: the longest prefix that is valid, found by halving. */
export function firstInvalidUtf8(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    let middle = (good + bad) >> 1;
    while (middle > good && ((bytes[middle] ?? 0) & 0xc0) === 0x80) middle--;
    if (middle === good) break;
    if (isUtf8(bytes.subarray(good, middle))) good = middle;
    else bad = middle;
  }
  while (good < bytes.length) {
    const length = sequenceLength(bytes[good] ?? 0);
    if (!isUtf8(bytes.subarray(good, good + length))) break;
    good += length;
  }
  return good;
}

function sequenceLength(lead: number): number {
  return lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

function firstInvalidUtf16(bytes: Buffer, encoding: string, offset: number): number {
  const low = encoding === 'utf-16le' ? 0 : 1;
  const unit = (at: number): number => (bytes[at + low] ?? 0) | ((bytes[at + 1 - low] ?? 0) << 8);
  let at = 0;
  for (; at + 1 < bytes.length; at += 2) {
    const kind = unit(at) & 0xfc00;
    if (kind === 0xdc00) break;
    if (kind !== 0xd800) continue;
    if (at + 3 >= bytes.length || (unit(at + 2) & 0xfc00) !== 0xdc00) break;
    at += 2;
  }
  return offset + at;
}
