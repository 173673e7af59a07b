/** Finding elements of a message by their names, whatever namespaces a service puts them in. */
import type { MessageElement } from '../../contract/read-tree.js';

/** The first element of the Body: the request, the response or the fault. */
export function contentOf(root: MessageElement): MessageElement | undefined {
  return root.children.find(({ name }) => name === 'Body')?.children[0];
}

/** All elements of a name, in the order of the message, at any depth. */
export function elementsNamed(element: MessageElement, name: string): readonly MessageElement[] {
  const found: MessageElement[] = [];
  const visit = (at: MessageElement): void => {
    if (at.name === name) found.push(at);
    else for (const child of at.children) visit(child);
  };
  visit(element);
  return found;
}

/** The value of a member, by its local name in any capitals; undefined when it is absent, nil or empty. */
export function valueOf(element: MessageElement, name: string): string | undefined {
  const wanted = name.toLowerCase();
  const child = element.children.find((candidate) => candidate.name.toLowerCase() === wanted);
  return child === undefined || child.nil || child.text === '' ? undefined : child.text;
}

/** What a fault says in particular: FurtherDetails, or ErrorDetail decoded; undefined where there is none. */
export function faultDetails(root: MessageElement): string | undefined {
  const further = elementsNamed(root, 'FurtherDetails')[0]?.text;
  if (further !== undefined) return further;
  const detail = elementsNamed(root, 'ErrorDetail')[0]?.text;
  return detail === undefined ? undefined : Buffer.from(detail, 'base64').toString('utf8');
}
