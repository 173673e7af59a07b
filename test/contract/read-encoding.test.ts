import { expect } from 'chai';
import { decodeBytes } from '../../src/contract/decode-bytes.js';
import { createLearnerServiceReader } from '../../src/contract/service-readers.js';
import { byUln, byUlnRequest } from './read-samples.js';

const reader = createLearnerServiceReader();
const message = byUln({ GivenName: '<GivenName>Zoë</GivenName>' });
const request = { ...byUlnRequest, givenName: 'Zoë' };

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
const declared = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>${message}`;

const READABLE: readonly (readonly [string, Buffer, string | undefined])[] = [
  ['UTF-8 without any hint', Buffer.from(message), undefined],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${message}`), 'text/xml'],
  ['UTF-8 with a byte order mark and declaration', Buffer.from(`\ufeff${declared('utf-8')}`), 'text/xml; charset=UTF-8'],
  ['UTF-8 by its charset in quotes', Buffer.from(message), 'text/xml; action=""; charset="utf-8"'],
  ['UTF-8 with a byte order mark against the charset', Buffer.from(`\ufeff${message}`), 'text/xml; charset=utf-16'],
  ['UTF-8 by its charset against the declaration', Buffer.from(declared('iso-8859-1')), 'text/xml; charset=utf-8'],
  ['UTF-16 LE with a byte order mark', Buffer.from(`\ufeff${declared('utf-16')}`, 'utf16le'), 'text/xml'],
  ['UTF-16 BE with a byte order mark', utf16be(`\ufeff${message}`), 'text/xml; charset=utf-8'],
  ['UTF-16 LE by its charset', Buffer.from(message, 'utf16le'), 'text/xml; charset=utf-16le'],
  ['UTF-16 BE by its charset', utf16be(message), 'text/xml; charset=utf-16be'],
  ['UTF-16 without a byte order mark, little end first', Buffer.from(message, 'utf16le'), 'text/xml; charset=utf-16'],
  ['UTF-16 without a byte order mark, big end first', utf16be(message), 'text/xml; charset=utf-16'],
  ['UTF-16 LE by its first bytes', Buffer.from(declared('UTF-16'), 'utf16le'), undefined],
  ['UTF-16 BE by its first bytes', utf16be(declared('UTF-16')), undefined],
  ['ISO-8859-1 by its declaration', Buffer.from(declared('iso-8859-1'), 'latin1'), 'text/xml'],
  ['windows-1252 by its declaration', Buffer.from(declared('windows-1252'), 'latin1'), 'text/xml'],
  ['windows-1252 by its charset', Buffer.from(message, 'latin1'), 'text/xml;charset=Windows-1252'],
]; // prettier-ignore

const REFUSED: readonly (readonly [string, Buffer, string | undefined, RegExp])[] = [
  ['no body', Buffer.alloc(0), 'text/xml', /^The request has no body\.$/],
  ['ISO-8859-1 that claims to be UTF-8', Buffer.from(message, 'latin1'), 'text/xml; charset=utf-8', new RegExp(`not valid UTF-8 from byte ${message.indexOf('ë')} `)],
  ['an overlong sequence', Buffer.from([0x3c, 0x61, 0xc0, 0xaf]), undefined, /not valid UTF-8 from byte 2 /],
  ['half a surrogate pair in UTF-8', Buffer.from([0x3c, 0xed, 0xa0, 0x80]), undefined, /not valid UTF-8 from byte 1 /],
  ['a sequence cut off, after a byte order mark', Buffer.from([0xef, 0xbb, 0xbf, 0x3c, 0xe2, 0x82]), undefined, /not valid UTF-8 from byte 4 /],
  ['half a surrogate pair in UTF-16', Buffer.from([0xff, 0xfe, 0x3c, 0x00, 0x00, 0xd8, 0x61, 0x00]), undefined, /not valid UTF-16LE from byte 4 /],
  ['an odd number of bytes of UTF-16', Buffer.from([0xfe, 0xff, 0x00, 0x3c, 0x00]), undefined, /not valid UTF-16BE from byte 4 /],
  ['a letter beyond ASCII', Buffer.from(message), 'text/xml; charset=us-ascii', new RegExp(`not valid US-ASCII from byte ${message.indexOf('ë')} `)],
  ['an unknown charset', Buffer.from(message), 'text/xml; charset=ebcdic', /'ebcdic' of the Content-Type is not supported/],
  ['an unknown encoding in the declaration', Buffer.from(declared('koi8-r')), 'text/xml', /'koi8-r' of the XML declaration is not supported/],
  ['UTF-32', Buffer.from([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c]), undefined, /not well-formed|not valid/],
]; // prettier-ignore

describe('the encoding of a request', () => {
  for (const [name, body, contentType] of READABLE) {
    it(`is read: ${name}`, () => {
      const expected = { ok: true, message: { operation: 'learnerByULN', request } };
      expect(reader.read(body, contentType)).to.deep.equal(expected);
    });
    it(`is read by the validator too: ${name}`, () => {
      const decoded = decodeBytes(body, contentType);
      if (!decoded.ok) throw new Error(decoded.problem);
      const before = reader.counts.validated;
      const read = reader.read(Buffer.from(`${decoded.text}<!-- -->`), 'text/xml; charset=utf-8');
      expect(read.ok).to.equal(true);
      expect(reader.counts.validated).to.equal(before + 1);
    });
  }

  for (const [name, body, contentType, words] of REFUSED) {
    it(`is refused: ${name}`, () => {
      const result = reader.read(body, contentType);
      if (result.ok || result.failure.kind !== 'badlyFormed') throw new Error('not badly formed');
      expect(result.failure.problems[0].text).to.match(words);
    });
  }

  it('names the first byte that is wrong wherever it stands', () => {
    for (let length = 0; length < 70; length++) {
      const body = Buffer.concat([
        Buffer.from('é€😀a'.repeat(20)).subarray(0, 10 * 7),
        Buffer.alloc(length, 0x61),
      ]);
      const good = body.length;
      const decoded = decodeBytes(
        Buffer.concat([body, Buffer.from([0xff]), Buffer.alloc(length, 0x62)]),
        undefined,
      );
      expect(decoded).to.deep.equal({
        ok: false,
        problem: `The body is not valid UTF-8 from byte ${good} (counted from 0).`,
      });
    }
  });
});
