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

/** Writes one field out of the object that has it; '' when it is absent. */
type FieldWriter = (values: Values) => string;

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

/** @param inherited the default namespace where the content stands */
function typeWriter(type: TypeSpec, inherited: string): (values: object) => string {
  const fields = type.fields.map((field) => fieldWriter(field, inherited));
  return (values) => {
    let out = '';
    for (const write of fields) out += write(values as Values);
    return out;
  };
}

function fieldWriter(field: FieldSpec, inherited: string): FieldWriter {
  const { key, name } = field;
  const redeclared = field.namespace === inherited ? '' : ` xmlns="${field.namespace}"`;
  const open = `<${name}${redeclared}>`;
  const close = `</${name}>`;
  const empty = `<${name}${redeclared}/>`;
  const content = contentWriter(field);
  const writeOne = (value: unknown): string => {
    const inside = content(value);
    return inside === '' ? empty : open + inside + close;
  };
  if (field.max > 1) {
    return (values) => {
      const several = values[key];
      return Array.isArray(several) ? several.map(writeOne).join('') : '';
    };
  }
  return (values) => {
    const value = values[key];
    return value === undefined ? '' : writeOne(value);
  };
}

function contentWriter(field: FieldSpec): (value: unknown) => string {
  if (field.type !== undefined) {
    const write = typeWriter(field.type, field.namespace);
    return (value) => (typeof value === 'object' && value !== null ? write(value) : '');
  }
  return field.value?.base === 'string' ? (value) => escapeText(String(value)) : (value) => String(value);
}
