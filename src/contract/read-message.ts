import { decodeBytes } from './decode-bytes.js';
import { explainMalformed, explainInvalid, type Explanation } from './explain-problem.js';
import { compileSchema, withDocument } from './libxml.js';
import {
  attribute,
  firstChild,
  localName,
  namespaceOf,
  nextSibling,
  rootElement,
  type Document,
  type Element,
} from './libxml-elements.js';
import { readChildren } from './read-document.js';
import type { MessageReader, Problem, ReadFailure, ReadResult } from './read-result.js';
import { findExcess, longestValues } from './scan-limits.js';
import { MessageScanner, SOAP_NAMESPACE } from './scan-message.js';
import { planOperations, type ScannedMessage } from './scan-plan.js';
import type { OperationSpec } from './spec.js';

/** How many messages went which way. */
export interface ReadCounts {
  /** Accepted by the scanner alone. */
  readonly scanned: number;
  /** Left to the schema validator, accepted or not. */
  readonly validated: number;
}

export interface CountingReader<Message> extends MessageReader<Message> {
  readonly counts: ReadCounts;
}

/** Actors (SOAP 1.1 section 4.2.2) that mean this service. */
const OWN_ACTORS: ReadonlySet<string | undefined> = new Set([
  undefined,
  '',
  'http://schemas.xmlsoap.org/soap/actor/next',
]);

/**
 * Makes the reader of one service's requests. A request that the scanner fully understands is taken from there;
 * libxml2 and the schemas judge every other. Both give the same verdict and the same values: an absent or nil
 * element is an absent property, an empty one ''.
 *
 * @typeParam Message the generated types of operations and requests, made from the same schemas as `specs`
 * @param schemaFile path of the schema of the whole envelope; what it imports lies in the same folder
 */
export function createMessageReader<
  Message extends { readonly operation: string; readonly request: unknown },
>(specs: readonly OperationSpec[], schemaFile: string): CountingReader<Message> {
  const operations = planOperations(specs);
  const scanner = new MessageScanner(operations);
  const schema = compileSchema(schemaFile);
  const longest = longestValues(specs);
  const explanation: Explanation = { specs, schemaFiles: schema.files };
  const counts = { scanned: 0, validated: 0 };

  const judge = (document: Document, text: string): ReadResult<ScannedMessage> => {
    const refused = refuseEnvelope(rootElement(document));
    if (refused !== undefined) return { ok: false, failure: refused };
    const element = firstInBody(rootElement(document));
    const plan = element === 0 ? undefined : operations.find((candidate) => isRequest(element, candidate));
    if (element !== 0 && plan === undefined) {
      return { ok: false, failure: { kind: 'unknownOperation', element: expandedName(element) } };
    }
    const complaints = schema.validate(document);
    if (complaints.length > 0) return badlyFormed(explainInvalid(complaints, document, text, explanation));
    if (plan === undefined) throw new Error('The schemas accept an envelope without a request');
    return { ok: true, message: { operation: plan.operation, request: readChildren(element, plan.fields) } };
  };

  const read = (body: Buffer, contentType: string | undefined): ReadResult<ScannedMessage> => {
    const decoded = decodeBytes(body, contentType);
    if (!decoded.ok) return badlyFormed([{ text: decoded.problem }]);
    const { text } = decoded;
    const message = scanner.scan(text);
    if (message !== undefined) {
      counts.scanned++;
      return { ok: true, message };
    }
    counts.validated++;
    const excess = findExcess(text, longest);
    if (excess !== undefined) return badlyFormed([excess]);
    const zero = text.indexOf('\0');
    if (zero >= 0) return badlyFormed(explainMalformed([], text, zero));
    const parsed = withDocument(decoded.utf8 ?? Buffer.from(text), (document) => judge(document, text));
    return parsed.parsed ? parsed.value : badlyFormed(explainMalformed(parsed.complaints, text));
  };

  // The types and the specs are generated from the same schemas, which the message has been held against.
  return { counts, read: (body, contentType) => read(body, contentType) as ReadResult<Message> };
}

type Problems = readonly [Problem, ...Problem[]];

function badlyFormed(problems: Problems): { readonly ok: false; readonly failure: ReadFailure } {
  return { ok: false, failure: { kind: 'badlyFormed', problems } };
}

/** SOAP 1.1 sections 4.1.2 and 4.2.3: the envelope's version, and headers that must be understood. */
function refuseEnvelope(root: Element): ReadFailure | undefined {
  if (localName(root) !== 'Envelope' || namespaceOf(root) !== SOAP_NAMESPACE)
    return { kind: 'versionMismatch' };
  const header = soapChild(root, 'Header');
  for (let entry = header === 0 ? 0 : firstChild(header); entry !== 0; entry = nextSibling(entry)) {
    const must = attribute(entry, SOAP_NAMESPACE, 'mustUnderstand')?.trim();
    if (must !== '1' && must !== 'true') continue;
    if (OWN_ACTORS.has(attribute(entry, SOAP_NAMESPACE, 'actor')?.trim())) {
      return { kind: 'mustUnderstand', header: expandedName(entry) };
    }
  }
  return undefined;
}

function firstInBody(root: Element): Element {
  const body = soapChild(root, 'Body');
  return body === 0 ? 0 : firstChild(body);
}

function soapChild(root: Element, name: string): Element {
  let child = firstChild(root);
  while (child !== 0 && (localName(child) !== name || namespaceOf(child) !== SOAP_NAMESPACE))
    child = nextSibling(child);
  return child;
}

function isRequest(
  element: Element,
  plan: { readonly namespace: string; readonly element: string },
): boolean {
  return localName(element) === plan.element && namespaceOf(element) === plan.namespace;
}

/** `{namespace}name`, or the name alone where there is no namespace. */
function expandedName(element: Element): string {
  const namespace = namespaceOf(element);
  return namespace === '' ? localName(element) : `{${namespace}}${localName(element)}`;
}
