import { expect } from 'chai';
import fc from 'fast-check';
import { decodeText } from '../../src/batch-files/decode-text.js';
import { inPieces } from './files.js';

async function decoded(
  bytes: Buffer,
  size = Infinity,
): Promise<{ text: string; problem: string | undefined }> {
  const source = decodeText(inPieces(bytes, size));
  let text = '';
  for await (const piece of source) text += piece;
  return { text, problem: source.problem };
}

const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('decoding a file as it comes', () => {
  it('gives the same characters however the bytes are cut', async () => {
    const texts = fc.string({ unit: 'binary', minLength: 1 }).map((text) => `a,b\n${text}`);
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const encoded = [
          Buffer.from(text),
          Buffer.from(`\ufeff${text}`),
          Buffer.from(`\ufeff${text}`, 'utf16le'),
          swapped(`\ufeff${text}`),
        ];
        for (const bytes of encoded) {
          expect(await decoded(bytes, size)).to.deep.equal({ text, problem: undefined });
        }
      }),
    );
  });

  it('reads files of no, one and two bytes', async () => {
    for (const text of ['', 'a', 'ab', 'é']) expect((await decoded(Buffer.from(text))).text).to.equal(text);
  });

  it('names the byte, the line and the likely encoding of what is not UTF-8', async () => {
    const bytes = Buffer.from('one\nAndré\nZoë\nlast\n', 'latin1');
    for (const size of [1, 3, 7, Infinity]) {
      const { text, problem } = await decoded(bytes, size);
      expect('one\n'.startsWith(text.slice(0, 4))).to.equal(true);
      expect(problem).to.match(/^Line 2, byte 8 .*Windows-1252.*"é".*CSV UTF-8/);
    }
  });

  it('says so when UTF-8 or UTF-16 ends within a character', async () => {
    expect((await decoded(Buffer.from('abc€').subarray(0, 5))).problem).to.include('cut off');
    expect((await decoded(Buffer.from('\ufeffabc', 'utf16le').subarray(0, 7))).problem).to.include('cut off');
  });

  it('refuses halves of characters in UTF-16', async () => {
    const bytes = Buffer.concat([Buffer.from('\ufeffab\n', 'utf16le'), Buffer.from([0, 0xdc, 65, 0])]);
    expect((await decoded(bytes)).problem).to.match(/^Line 2, byte 8 .*is not UTF-16LE/);
  });
});
