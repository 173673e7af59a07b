/** Writes a request as a SOAP 1.1 message for people: over several lines, in the order of the schema. */
import { escapeAttribute, escapeText } from '../contract/escape-xml.js';
import type { FieldSpec, MessageSpec, TypeSpec } from '../contract/spec.js';

const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';
const PREFIXES = 'abcdefgh';

/** Prefix by namespace; '' is for elements that have none. */
type Prefixes = ReadonlyMap<string, string>;

/**
 * @param values the request by its properties in TypeScript; what is undefined is left out
 * @throws when a value does not fit its place: a sample is made by this program, so that is a bug
 */
export function writeRequest({ namespace, element, type }: MessageSpec, values: object): string {
  const prefixes = prefixesOf(namespace, type);
  const declarations = Array.from(prefixes, ([uri, prefix]) => `xmlns:${prefix}="${escapeAttribute(uri)}"`);
  const name = named(prefixes, namespace, element);
  return [
    `<soapenv:Envelope xmlns:soapenv="${SOAP}" ${declarations.join(' ')}>`,
    '  <soapenv:Body>',
    `    <${name}>`,
    ...childLines(type, values, prefixes, '      '),
    `    </${name}>`,
    '  </soapenv:Body>',
    '</soapenv:Envelope>',
    '',
  ].join('\n');
}

/** `req` for the request's own namespace, `a`, `b`, … for those of its parts. */
function prefixesOf(namespace: string, type: TypeSpec): Prefixes {
  const prefixes = new Map([[namespace, 'req']]);
  const gather = (part: TypeSpec): void => {
    for (const field of part.fields) {
      if (field.namespace !== '' && !prefixes.has(field.namespace)) {
        prefixes.set(field.namespace, PREFIXES.charAt(prefixes.size - 1));
      }
      if (field.type !== undefined) gather(field.type);
    }
  };
  gather(type);
  return prefixes;
}

function named(prefixes: Prefixes, namespace: string, name: string): string {
  return namespace === '' ? name : `${prefixes.get(namespace) ?? ''}:${name}`;
}

function childLines(type: TypeSpec, values: object, prefixes: Prefixes, indent: string): readonly string[] {
  const given = new Map<string, unknown>(Object.entries(values));
  return type.fields.flatMap((field) => {
    const value = given.get(field.key);
    if (value === undefined) return [];
    const several: readonly unknown[] = Array.isArray(value) ? value : [value];
    return several.flatMap((one) => elementLines(field, one, prefixes, indent));
  });
}

function elementLines(
  field: FieldSpec,
  value: unknown,
  prefixes: Prefixes,
  indent: string,
): readonly string[] {
  const name = named(prefixes, field.namespace, field.name);
  if (field.type === undefined) return [`${indent}<${name}>${escapeText(String(value))}</${name}>`];
  if (typeof value !== 'object' || value === null) throw new Error(`${field.key} is not an object`);
  const inside = childLines(field.type, value, prefixes, `${indent}  `);
  return [`${indent}<${name}>`, ...inside, `${indent}</${name}>`];
}
