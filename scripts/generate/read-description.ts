/** Reads the operations of a WSDL file. */
import { attribute, elementsIn, qNameAttribute, requiredAttribute, withXmlFile } from './xml-tree.js';
import { localNameOf } from './schema-model.js';
import type { QName } from './schema-model.js';
import type { XmlElement } from 'libxml2-wasm';

export interface DescribedOperation {
  readonly name: string;
  readonly documentation: string;
  readonly input: QName;
  readonly output: QName;
}

/** The operations of the only portType, in its order. */
export function readDescription(file: string): DescribedOperation[] {
  return withXmlFile(file, (root) => {
    const messages = new Map(
      elementsIn(root, 'message').map((message) => [
        requiredAttribute(message, 'name'),
        partElement(message),
      ]),
    );
    return elementsIn(root, 'portType')
      .flatMap((portType) => elementsIn(portType, 'operation'))
      .map((operation) => ({
        name: requiredAttribute(operation, 'name'),
        documentation: elementsIn(operation, 'documentation')
          .map((text) => text.content.trim().replace(/\s+/g, ' '))
          .join(' '),
        input: messageOf(operation, 'input', messages),
        output: messageOf(operation, 'output', messages),
      }));
  });
}

function partElement(message: XmlElement): QName {
  const [part, ...more] = elementsIn(message, 'part');
  if (part === undefined || more.length > 0 || attribute(part, 'element') === undefined) {
    throw new Error(`Line ${String(message.line)}: a message has one part, which names an element.`);
  }
  return qNameAttribute(part, 'element');
}

function messageOf(
  operation: XmlElement,
  direction: 'input' | 'output',
  messages: ReadonlyMap<string, QName>,
): QName {
  const [found] = elementsIn(operation, direction);
  const message = found && messages.get(localNameOf(qNameAttribute(found, 'message')));
  if (message === undefined) throw new Error(`Line ${String(operation.line)}: no message for ${direction}.`);
  return message;
}
