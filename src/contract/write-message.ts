/**
 * Writes responses as SOAP 1.1 messages, in the form that the service has always used: prefixes `soapenv` and `ns2`,
 * children without a prefix, no XML declaration (without one a message is UTF-8, and the Content-Type says so too).
 *
 * Clients made by .NET lose every field after one that is out of order, so the schema's order decides, never the
 * object's. Each type's writer is put together once, when the module is loaded.
 */
import { escapeText } from './escape-xml.js';
import { learnerServiceSpecs } from './generated/learner-service-specs.js';
import type { LearnerServiceResponses } from './generated/learner-service.js';
import type { FieldSpec, MessageSpec, TypeSpec } from './spec.js';
import { writerByOperation, type OperationSpecs, type ResponseWriter } from './writer-by-operation.js';

/** A message, or part of one, while it is written. */
type Values = Readonly<Record<string, unknown>>;

const ENVELOPE_START =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>';
const ENVELOPE_END = '</soapenv:Body></soapenv:Envelope>';

/**
 * Makes the writer of one service's responses.
 * @typeParam Responses the generated table of responses by operation
 * @param specs the generated specs of the same service
 */
export function responseWriter<Responses extends { readonly [K in keyof Responses]: object }>(
  specs: OperationSpecs<Responses>,
): ResponseWriter<Responses> {
  return writerByOperation(specs, messageWriter);
}

/**
 * A response of LearnerService as a whole SOAP message.
 *
 * Absent properties are left out; an empty string is an empty element. Characters that XML cannot carry become U+FFFD.
 */
export const writeResponse = responseWriter<LearnerServiceResponses>(learnerServiceSpecs);

function messageWriter(message: MessageSpec): (response: object) => string {
  const start = `${ENVELOPE_START}<ns2:${message.element} xmlns:ns2="${message.namespace}">`;
  const end = `</ns2:${message.element}>${ENVELOPE_END}`;
  const write = typeWriter(message.type, '');
  return (response) => start + write(response) + end;
}

/** A field as it is written, put together once. */
interface WrittenField {
  readonly key: string;
  readonly isList: boolean;
  readonly open: string;
  readonly close: string;
  readonly empty: string;
  readonly content: (value: unknown) => string;
}

/** @param inherited the default namespace where the content stands */
function typeWriter(type: TypeSpec, inherited: string): (values: object) => string {
  const fields = type.fields.map((field) => writtenField(field, inherited));
  // Every answer runs through here: one loop that passes by what is absent.
  return (values) => {
    let out = '';
    for (const field of fields) {
      const value = (values as Values)[field.key];
      if (value === undefined) continue;
      if (!field.isList) out += writeOne(field, value);
      else if (Array.isArray(value)) for (const each of value) out += writeOne(field, each);
    }
    return out;
  };
}

function writeOne({ content, open, close, empty }: WrittenField, value: unknown): string {
  const inside = content(value);
  return inside === '' ? empty : open + inside + close;
}

function writtenField(field: FieldSpec, inherited: string): WrittenField {
  const { key, name, max, namespace } = field;
  const redeclared = namespace === inherited ? '' : ` xmlns="${namespace}"`;
  return {
    key,
    isList: max > 1,
    open: `<${name}${redeclared}>`,
    close: `</${name}>`,
    empty: `<${name}${redeclared}/>`,
    content: contentWriter(field),
  };
}

function contentWriter(field: FieldSpec): (value: unknown) => string {
  if (field.type !== undefined) {
    const write = typeWriter(field.type, field.namespace);
    return (value) => (typeof value === 'object' && value !== null ? write(value) : '');
  }
  return field.value?.base === 'string' ? (value) => escapeText(String(value)) : (value) => String(value);
}
