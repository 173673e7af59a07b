/** Messages of the services whose elements are all in a namespace, in the ways in which clients write them. */
import type { OperationSpec } from '../../src/contract/spec.js';
import { SOAP, XSI, type Node } from './read-samples.js';

/** Whether the elements of a message say their namespace by a prefix or by a default namespace. */
type Manner = 'prefixes' | 'dotnet' | 'defaults';
const MANNERS: readonly Manner[] = ['prefixes', 'dotnet', 'defaults'];

/** Ways of `writeQualified`. */
export const QUALIFIED_STYLES = 2 * MANNERS.length;

/** A whole message; `m` is bound to the namespace of the request, so that a node may be called `m:x`. */
export function writeQualified(operation: OperationSpec, nodes: readonly Node[], style: number): string {
  const { element, namespace } = operation.request;
  const manner = MANNERS[style >> 1] ?? 'prefixes';
  const blank = style % 2 === 0 ? '' : '\n  ';
  const children = nodes.map((node) => writeNode(node, manner, namespace, blank)).join('');
  const name = manner === 'prefixes' ? `m:${element}` : element;
  const declared = manner === 'prefixes' ? '' : ` xmlns="${namespace}"`;
  return (
    `<s:Envelope xmlns:s="${SOAP}" xmlns:m="${namespace}" xmlns:xsi="${XSI}">${blank}<s:Body>` +
    `<${name}${declared}>${children}${blank}</${name}></s:Body></s:Envelope>`
  );
}

/** @param inherited the namespace of the element around it */
function writeNode(node: Node, manner: Manner, inherited: string, blank: string): string {
  const { namespace, attributes, content } = node;
  const isNew = namespace !== inherited;
  const declaration = isNew ? ` xmlns${manner === 'defaults' ? '' : ':a'}="${namespace}"` : '';
  const prefix = isNew && manner !== 'defaults' ? 'a:' : manner === 'prefixes' ? prefixOf(namespace) : '';
  const name = node.name.includes(':') ? node.name : `${prefix}${node.name}`;
  const open = `${blank}<${name}${declaration}${attributes}`;
  if (content === '') return `${open}/>`;
  const inner =
    typeof content === 'string'
      ? content
      : content.map((child) => writeNode(child, manner, namespace, blank)).join('') + blank;
  return `${open}>${inner}</${name}>`;
}

function prefixOf(namespace: string): string {
  return namespace === 'http://tempuri.org/' || namespace.endsWith('/services') ? 'm:' : 'a:';
}
