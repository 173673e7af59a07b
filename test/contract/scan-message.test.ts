import { expect } from 'chai';
import fc from 'fast-check';
import { createLearnerServiceReader } from '../../src/contract/read-message.js';
import {
  envelope,
  NAMESPACE,
  operations,
  requestNodes,
  STYLES,
  writeMessage,
  type Node,
} from './read-samples.js';

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

const PIECES = [
  '&', '&amp;', '&#65;', '&#x41;', '&#0;', '&#xD800;', '&#xFFFE;', '&#13;', '&#x1F600;', '&nbsp;', '&lt', ']]>', ']]', '<', '>', '"', "'",
  '\r', '\r\n', '\t', '\u00a0', '\u2028', '\u0085', '😀', '\ufffe', '\uffff', '\u0000', '\u0001', '\u007f', '\ufeff', 'xmlns=""', ' xmlns="urn:a"',
  ' xmlns:m="urn:b"', ' xmlns:xsi="urn:c"', ' xmlns:a=""', ' xmlns:a="x y"', ' xmlns:a="http://[x"', ' xmlns:xml="urn:d"', ' xsi:nil="true"', ' xsi:nil="false"', ' nil="true"',
  ' a="b"', ' xml:lang="en"', ' xsi:type="xsd:string"', '<!-- c -->', '<![CDATA[d]]>', '<?p q?>', '<?xml version="1.0"?>', '<!DOCTYPE a>', '</', '/>', '<a/>', '<m:a/>',
  '<Learner/>', '<Notes/>', '<ULN>1234567892</ULN>', 'x', ' ', '0', '-', '+', '1234567890', 'é', ':', 'm:', '=', '  <', '> ',
]; // prettier-ignore

/** A change of the text of a message. */
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  /** Whether to go to the next '<' or '>', where most of the danger is. */
  snap: fc.constantFrom('', '<', '>', ' '),
  remove: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(12) }),
  insert: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...PIECES) },
    { weight: 1, arbitrary: fc.constant('') },
  ),
  after: fc.boolean(),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function apply(message: string, { at, snap, remove, insert, after }: Edit): string {
  let place = Math.floor(at * message.length);
  if (snap !== '') {
    const next = message.indexOf(snap, place);
    if (next >= 0) place = after ? next + 1 : next;
  }
  return message.slice(0, place) + insert + message.slice(place + remove);
}

/** A change of the tree of a message. */
const reshape = fc.record({
  kind: fc.constantFrom('swap', 'drop', 'repeat', 'rename', 'nil', 'value', 'nest'),
  at: fc.nat(60),
  value: fc.constantFrom(
    '',
    ' ',
    '1',
    'x'.repeat(36),
    'x'.repeat(255),
    '0',
    '201',
    '+1',
    ' 7 ',
    '1.0',
    '2147483648',
    'FUL',
    'null',
    '2023-02-29',
    '\ud83d\ude00'.repeat(35),
    '&#x20;',
    '&#9;',
    '-0',
    '9223372036854775807',
  ),
});

function reshaped(
  nodes: readonly Node[],
  { kind, at, value }: typeof reshape extends fc.Arbitrary<infer T> ? T : never,
): Node[] {
  const all = structuredClone([...nodes]);
  const lists: Node[][] = [all];
  for (const list of lists)
    for (const { content } of list) if (typeof content !== 'string') lists.push(content);
  const list = lists[at % lists.length] ?? all;
  const index = list.length === 0 ? 0 : at % list.length;
  const node = list[index];
  if (node === undefined) return all;
  if (kind === 'swap') list.splice(index, 1, ...list.splice(index + 1, 1), node);
  else if (kind === 'drop') list.splice(index, 1);
  else if (kind === 'repeat') list.splice(index, 0, structuredClone(node));
  else if (kind === 'rename') node.name = `m:${node.name}`;
  else if (kind === 'nil') node.attributes = ' xsi:nil="true"';
  else if (kind === 'value') node.content = value;
  else list.splice(index, 1, { ...node, content: [structuredClone(node)] });
  return all;
}

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
