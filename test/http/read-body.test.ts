import { expect } from 'chai';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readBody } from '../../src/http/read-body.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held on to, in bytes. */
function held(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('Reading a body', () => {
  for (const pieces of [1, 2, 255, 256, 257, 70_000]) {
    it(`puts ${pieces} pieces together in order`, async () => {
      const request = new Readable({ read: () => undefined });
      const body = readBody(request, 1_000_000);
      for (let n = 0; n < pieces; n++) request.push(Buffer.from([n % 251, n % 241]));
      request.push(null);
      const expected = Buffer.from(Array.from({ length: pieces }, (_, n) => [n % 251, n % 241]).flat());
      expect(expected.equals((await body) as Buffer)).to.equal(true);
    });
  }

  it('that comes a byte at a time takes little more memory than its bytes', async () => {
    const length = 1_000_000;
    const request = new Readable({ read: () => undefined });
    const body = readBody(request, length);
    const before = held();
    for (let n = 0; n < length; n++) request.emit('data', Buffer.from('x'));
    expect(held() - before).to.be.below(20_000_000);
    request.emit('end');
    expect(await body).to.have.lengthOf(length);
  });
});
