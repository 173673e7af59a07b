/** Changes of messages, for tests that hold two readers against each other. */
import fc from 'fast-check';
import type { Node } from './read-samples.js';

export const PIECES = [
  '&', '&amp;', '&#65;', '&#x41;', '&#0;', '&#xD800;', '&#xFFFE;', '&#13;', '&#x1F600;', '&nbsp;', '&lt', ']]>', ']]', '<', '>', '"', "'",
  '\r', '\r\n', '\t', '\u00a0', '\u2028', '\u0085', '😀', '\ufffe', '\uffff', '\u0000', '\u0001', '\u007f', '\ufeff', 'xmlns=""', ' xmlns="urn:a"',
  ' xmlns:m="urn:b"', ' xmlns:xsi="urn:c"', ' xmlns:a=""', ' xmlns:a="x y"', ' xmlns:a="http://[x"', ' xmlns:xml="urn:d"', ' xsi:nil="true"', ' xsi:nil="false"', ' nil="true"',
  ' a="b"', ' xml:lang="en"', ' xsi:type="xsd:string"', '<!-- c -->', '<![CDATA[d]]>', '<?p q?>', '<?xml version="1.0"?>', '<!DOCTYPE a>', '</', '/>', '<a/>', '<m:a/>',
  '<Learner/>', '<Notes/>', '<ULN>1234567892</ULN>', 'x', ' ', '0', '-', '+', '1234567890', 'é', ':', 'm:', '=', '  <', '> ',
]; // prettier-ignore

/** A change of the text of a message. */
export const edit = fc.record({
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

export function apply(message: string, { at, snap, remove, insert, after }: Edit): string {
  let place = Math.floor(at * message.length);
  if (snap !== '') {
    const next = message.indexOf(snap, place);
    if (next >= 0) place = after ? next + 1 : next;
  }
  return message.slice(0, place) + insert + message.slice(place + remove);
}

/** A change of the tree of a message. */
export const reshape = fc.record({
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

export function reshaped(
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
