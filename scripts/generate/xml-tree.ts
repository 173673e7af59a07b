/** The little that the generator needs of an XML tree. */
import { readFileSync } from 'node:fs';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { qName, type QName } from './schema-model.js';

export const XS = 'http://www.w3.org/2001/XMLSchema';

/** Hands the root of a file to `use` and lets go of the tree afterwards. */
export function withXmlFile<T>(file: string, use: (root: XmlElement) => T): T {
  const document = XmlDocument.fromBuffer(readFileSync(file));
  try {
    return use(document.root);
  } finally {
    document.dispose();
  }
}

/** The child elements, those of one local name if it is given. */
export function elementsIn(parent: XmlElement, name?: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (let child = parent.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElement && (name === undefined || child.name === name)) found.push(child);
  }
  return found;
}

export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attr(name)?.value;
}

export function requiredAttribute(element: XmlElement, name: string): string {
  const value = attribute(element, name);
  if (value === undefined) throw new Error(`Line ${String(element.line)}: <${element.name}> has no ${name}.`);
  return value;
}

/** The name that an attribute's value stands for where the element is. */
export function qNameAttribute(element: XmlElement, name: string): QName {
  const [prefix = '', local] = requiredAttribute(element, name).split(':');
  if (local === undefined) return qName(element.namespaceForPrefix('') ?? '', prefix);
  const namespace = element.namespaceForPrefix(prefix);
  if (namespace === null)
    throw new Error(`Line ${String(element.line)}: the prefix ${prefix} is not declared.`);
  return qName(namespace, local);
}

/** The text of the element's xs:documentation on one line, '' if there is none. */
export function documentationOf(element: XmlElement): string {
  return elementsIn(element, 'annotation')
    .flatMap((annotation) => elementsIn(annotation, 'documentation'))
    .map((text) => text.content.trim().replace(/\s+/g, ' '))
    .join(' ');
}
