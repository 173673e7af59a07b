import { expect } from 'chai';
import fc from 'fast-check';
import { readTraceparent } from '../../src/tracing/traceparent.js';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

describe('A traceparent header', () => {
  it('is read as W3C Trace Context has it', () => {
    expect(readTraceparent(`00-${traceId}-${spanId}-01`)).to.deep.equal({
      traceId,
      spanId,
      isRecorded: true,
    });
    expect(readTraceparent(`00-${traceId}-${spanId}-00`)?.isRecorded).to.equal(false);
    expect(readTraceparent(`00-${traceId}-${spanId}-03`)?.isRecorded).to.equal(true);
  });

  it('of a later version is read as far as this one goes', () => {
    expect(readTraceparent(`cc-${traceId}-${spanId}-01-what-the-future-holds`)).to.include({ traceId });
    expect(readTraceparent(`cc-${traceId}-${spanId}-01.what`)).to.equal(undefined);
  });

  for (const [what, header] of Object.entries({
    'is absent': undefined,
    'comes twice': `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`,
    'has a version that must not be': `ff-${traceId}-${spanId}-01`,
    'has more than its version allows': `00-${traceId}-${spanId}-01-more`,
    'names no trace': `00-${'0'.repeat(32)}-${spanId}-01`,
    'names no span': `00-${traceId}-${'0'.repeat(16)}-01`,
    'has capital letters': `00-${traceId.toUpperCase()}-${spanId}-01`,
    'is too long': `01-${traceId}-${spanId}-01-${'x'.repeat(600)}`,
  })) {
    it(`that ${what} is ignored`, () => {
      expect(readTraceparent(header)).to.equal(undefined);
    });
  }

  it('never lets through what is not hexadecimal', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^00-[\da-g]{32}-[\da-g]{16}-\d\d$/)), (header) => {
        const read = readTraceparent(header);
        if (read === undefined) return;
        expect(read.traceId).to.match(/^[\da-f]{32}$/);
        expect(read.spanId).to.match(/^[\da-f]{16}$/);
      }),
    );
  });
});
