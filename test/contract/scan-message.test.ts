import { expect } from 'chai';
import fc from 'fast-check';
import { createLearnerServiceReader } from '../../src/contract/service-readers.js';
import { apply, edit, PIECES, reshape, reshaped } from './message-changes.js';
import { envelope, NAMESPACE, operations, requestNodes, STYLES, writeMessage } from './read-samples.js';

const reader = createLearnerServiceReader();

/** A comment after the end changes nothing but who reads the message. */
const viaValidator = (message: string): string => `${message}<!-- -->`;

/** Reads a message both ways where the scanner accepts it. Gives whether it did. */
function compare(message: string): boolean {
  const before = reader.counts.scanned;
  const result = reader.read(Buffer.from(message), 'text/xml; charset=utf-8');
  if (reader.counts.scanned === before) return false;
  const validated = reader.read(Buffer.from(viaValidator(message)), 'text/xml; charset=utf-8');
  expect(reader.counts.scanned).to.equal(before + 1);
  expect(validated, message).to.deep.equal(result);
  return true;
}

const valid = fc
  .constantFrom(...operations)
  .chain((operation) => requestNodes(operation).map((nodes) => ({ operation, nodes })));

describe('the scanner of requests', function () {
  this.timeout(120_000);

  it('reads every plainly written valid request by itself, as the validator does', () => {
    const messages = fc
      .tuple(valid, fc.nat(STYLES - 1))
      .map(([{ operation, nodes }, style]) => writeMessage(operation, nodes, style));
    fc.assert(
      fc.property(messages, (message) => {
        expect(compare(message)).to.equal(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('accepts nothing that the validator refuses when elements or values are changed', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        valid,
        fc.array(reshape, { minLength: 1, maxLength: 2 }),
        fc.nat(STYLES - 1),
        ({ operation, nodes }, changes, style) => {
          if (compare(writeMessage(operation, changes.reduce(reshaped, nodes), style))) accepted++;
        },
      ),
      { numRuns: 3000 },
    );
    expect(accepted).to.be.within(100, 2500);
  });

  it('accepts nothing that the validator refuses when the text is changed', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        valid,
        fc.array(edit, { minLength: 1, maxLength: 3 }),
        fc.nat(STYLES - 1),
        ({ operation, nodes }, edits, style) => {
          if (compare(edits.reduce(apply, writeMessage(operation, nodes, style)))) accepted++;
        },
      ),
      { numRuns: 6000 },
    );
    expect(accepted).to.be.within(100, 5500);
  });

  it('decides the same for each piece of text at each place of a message', () => {
    const message = envelope(
      `${NAMESPACE}batchmsg`,
      '<m:GetSubmitBatchOutput ><UKPRN xsi:nil="1"/><OrgPassword>0123456789abcdef</OrgPassword><UserName>a</UserName><JobID>1</JobID></m:GetSubmitBatchOutput>',
      '<soapenv:Header><q:a xmlns:q="urn:q">b</q:a></soapenv:Header>',
    );
    let accepted = 0;
    for (const piece of PIECES) {
      for (let at = 0; at <= message.length; at++) {
        if (compare(message.slice(0, at) + piece + message.slice(at))) accepted++;
      }
    }
    expect(accepted).to.be.greaterThan(200);
  });

  it('decides the same for a message cut off or with a character left out anywhere', () => {
    const message = envelope(
      `${NAMESPACE}reportmsg`,
      '<m:RetrieveULNs><OrgPassword>0123456789abcdef</OrgPassword><UserName>a</UserName><ULNsToRetrieve><ULN>1234567892</ULN></ULNsToRetrieve></m:RetrieveULNs>',
    );
    expect(compare(message)).to.equal(true);
    for (let at = 0; at < message.length; at++) {
      expect(compare(message.slice(0, at))).to.equal(false);
      compare(message.slice(0, at) + message.slice(at + 1));
    }
  });
});
