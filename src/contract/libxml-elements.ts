/**
 * Elements of a document that libxml2 has parsed. Struct offsets are those of libxml2 2.14 and later with
 * pointers of 32 bits, as the pinned package has them.
 */
import { string, word, xml } from './libxml-memory.js';

/** An element of a parsed document; good only while its document lives. */
export type Element = number;
/** A parsed document; good only inside `withDocument`. */
export type Document = number;

const ELEMENT_NODE = 1;
const TEXT_NODE = 3;
const CDATA_NODE = 4;

/**
 * Where elements stand when all elements of the document are counted in the order of their start tags, from 0.
 */
export function ordinals(document: Document, wanted: ReadonlySet<Element>): Map<Element, number> {
  const found = new Map<Element, number>();
  let ordinal = 0;
  let element = rootElement(document);
  while (element !== 0 && found.size < wanted.size) {
    if (wanted.has(element)) found.set(element, ordinal);
    ordinal++;
    let next = firstChild(element);
    while (next === 0 && element !== 0) {
      next = nextSibling(element);
      if (next === 0) element = parentElement(element);
    }
    element = next;
  }
  return found;
}

export function rootElement(document: Document): Element {
  return xml._xmlDocGetRootElement(document);
}

/** 0 when there is none. */
export function firstChild(element: Element): Element {
  return elementFrom(word(element + 12), 24);
}

/** 0 when there is none. */
export function nextSibling(element: Element): Element {
  return elementFrom(word(element + 24), 24);
}

/** 0 when there is none. */
export function previousSibling(element: Element): Element {
  return elementFrom(word(element + 28), 28);
}

/** 0 for the root. */
export function parentElement(element: Element): Element {
  return elementFrom(word(element + 20), 20);
}

function elementFrom(node: number, link: number): Element {
  let at = node;
  while (at !== 0 && word(at + 4) !== ELEMENT_NODE) at = word(at + link);
  return at;
}

export function localName(element: Element): string {
  return string(word(element + 8));
}

/** For elements of one document, whose names libxml2 keeps once each. */
export function haveSameLocalName(one: Element, other: Element): boolean {
  return word(one + 8) === word(other + 8);
}

/** '' for an element in no namespace. */
export function namespaceOf(element: Element): string {
  const namespace = word(element + 36);
  return namespace === 0 ? '' : string(word(namespace + 8));
}

/** As it stands in the text: `soapenv:Body`. */
export function qualifiedName(element: Element): string {
  const namespace = word(element + 36);
  const prefix = namespace === 0 ? '' : string(word(namespace + 12));
  return prefix === '' ? localName(element) : `${prefix}:${localName(element)}`;
}

/** Whether an element has this local name (UTF-8 with a zero at the end), without making a string of it. */
export function hasName(element: Element, bytes: Uint8Array): boolean {
  const at = word(element + 8);
  const heap = xml.HEAPU8;
  for (let index = 0; index < bytes.length; index++) if (heap[at + index] !== bytes[index]) return false;
  return true;
}

/** The value of an attribute, undefined when the element has none of that name. */
export function attribute(element: Element, namespace: string, name: string): string | undefined {
  for (let at = word(element + 44); at !== 0; at = word(at + 24)) {
    if (string(word(at + 8)) === name && namespaceOf(at) === namespace) return textOf(at);
  }
  return undefined;
}

/** The character content of an element without element children (or of an attribute). */
export function textOf(element: Element): string {
  let text = '';
  for (let node = word(element + 12); node !== 0; node = word(node + 24)) {
    const type = word(node + 4);
    if (type === TEXT_NODE || type === CDATA_NODE) text += string(word(node + 40));
  }
  return text;
}
