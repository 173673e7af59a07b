/** The bytes of a message as lines of text, or as hexadecimal digits where they are no text. */
import { decodeBytes } from '../../contract/decode-bytes.js';

export type BodyText =
  | {
      readonly kind: 'text';
      readonly lines: readonly string[];
      /** Characters that were left out at the end, since nobody reads that many. */
      readonly leftOut: number;
    }
  | {
      readonly kind: 'bytes';
      /** Why it is no text. */
      readonly problem: string;
      /** Sixteen bytes to a line: place, digits, and the characters of US-ASCII among them. */
      readonly lines: readonly string[];
      /** Bytes that were left out at the end. */
      readonly leftOut: number;
    }
  | { readonly kind: 'empty' };

const MOST_CHARACTERS = 250_000;
const MOST_BYTES = 4096;
const BYTES_OF_A_LINE = 16;

/** @param contentType the header as it came */
export function bodyText(body: Buffer, contentType: string | undefined): BodyText {
  if (body.length === 0) return { kind: 'empty' };
  const decoded = decodeBytes(body, contentType);
  if (!decoded.ok) return { kind: 'bytes', problem: decoded.problem, ...hexLines(body) };
  const { text } = decoded;
  const lines = text.slice(0, MOST_CHARACTERS).split('\n');
  return {
    kind: 'text',
    lines: lines.map((line) => line.replace(/\r$/, '')),
    leftOut: Math.max(0, text.length - MOST_CHARACTERS),
  };
}

/** The text of a message; its bytes one by one as characters where they are none of the encoding that it claims. */
export function wholeText(body: Buffer, contentType: string | undefined): string {
  if (body.length === 0) return '';
  const decoded = decodeBytes(body, contentType);
  return decoded.ok ? decoded.text : body.toString('latin1');
}

function hexLines(body: Buffer): { readonly lines: readonly string[]; readonly leftOut: number } {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(body.length, MOST_BYTES); at += BYTES_OF_A_LINE) {
    const bytes = body.subarray(at, at + BYTES_OF_A_LINE);
    const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const characters = bytes.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${digits.padEnd(3 * BYTES_OF_A_LINE)} ${characters}`);
  }
  return { lines, leftOut: Math.max(0, body.length - MOST_BYTES) };
}
