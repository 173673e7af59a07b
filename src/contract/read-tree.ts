/** A message as elements and their text, whatever it is: for people who look at it. */
import { decodeBytes } from './decode-bytes.js';
import { explainMalformed } from './explain-problem.js';
import { withDocument } from './libxml.js';
import {
  attribute,
  firstChild,
  localName,
  namespaceOf,
  nextSibling,
  rootElement,
  textOf,
  type Element,
} from './libxml-elements.js';
import { findExcess, type LongestValues } from './scan-limits.js';
import { XSI_NAMESPACE } from './scan-tags.js';

export interface MessageElement {
  /** Without its prefix. */
  readonly name: string;
  readonly namespace: string;
  readonly nil: boolean;
  /** Its own characters; of an element with children, mostly blanks. */
  readonly text: string;
  readonly children: readonly MessageElement[];
}

export type TreeResult =
  { readonly ok: true; readonly root: MessageElement } | { readonly ok: false; readonly problem: string };

/** Values may be of any length: nothing is held against a pattern here. */
const anyLength: LongestValues = new Map();

/**
 * Reads a message without regard to any schema.
 * @param contentType the header as it came; its charset counts after a byte order mark
 * @returns why it cannot be read, where it is no XML, has a DOCTYPE, or is beyond the limits of the service
 */
export function readTree(body: Buffer, contentType: string | undefined): TreeResult {
  const decoded = decodeBytes(body, contentType);
  if (!decoded.ok) return decoded;
  const { text, utf8 } = decoded;
  const excess = findExcess(text, anyLength);
  if (excess !== undefined) return { ok: false, problem: excess.text };
  const zero = text.indexOf('\0');
  if (zero >= 0) return { ok: false, problem: explainMalformed([], text, zero)[0].text };
  const parsed = withDocument(utf8 ?? Buffer.from(text), (document) => elementOf(rootElement(document)));
  return parsed.parsed
    ? { ok: true, root: parsed.value }
    : { ok: false, problem: explainMalformed(parsed.complaints, text)[0].text };
}

/** As deep as the limits let a message be, which is not deep. */
function elementOf(element: Element): MessageElement {
  const children: MessageElement[] = [];
  for (let child = firstChild(element); child !== 0; child = nextSibling(child))
    children.push(elementOf(child));
  const nil = attribute(element, XSI_NAMESPACE, 'nil')?.trim();
  return {
    name: localName(element),
    namespace: namespaceOf(element),
    nil: nil === 'true' || nil === '1',
    text: textOf(element),
    children,
  };
}
