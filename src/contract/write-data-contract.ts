/**
 * Writes responses of LearnerServiceR9 and ExternalService as SOAP 1.1 messages, in the form that these services have
 * always used: prefix `s` for the envelope, none for the operation's own namespace, `a`, `b`, … for those that follow,
 * each declared where it is first needed, `i` for xsi. Every child is in a namespace.
 *
 * The schema's order decides, never the object's. Each type's writer is put together once, when the module is loaded.
 */
import { escapeText } from './escape-xml.js';
import { externalServiceSpecs } from './generated/external-service-specs.js';
import type { ExternalServiceResponses } from './generated/external-service.js';
import { learnerServiceR9Specs } from './generated/learner-service-r9-specs.js';
import type { LearnerServiceR9Responses } from './generated/learner-service-r9.js';
import { XSI_NAMESPACE } from './scan-tags.js';
import type { FieldSpec, MessageSpec, TypeSpec, ValueRule } from './spec.js';
import { writerByOperation, type OperationSpecs, type ResponseWriter } from './writer-by-operation.js';

type Values = Readonly<Record<string, unknown>>;
type ContentWriter = (value: unknown) => string;

/** What is declared where an element stands. */
interface Scope {
  /** Of each namespace: '' for the default one. */
  readonly prefixes: ReadonlyMap<string, string>;
  readonly xsi: boolean;
}

const ENVELOPE_START = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>';
const ENVELOPE_END = '</s:Body></s:Envelope>';
const PREFIXES = 'abcdefgh';
const XSI_DECLARATION = ` xmlns:i="${XSI_NAMESPACE}"`;

/**
 * Makes the writer of one service's responses.
 * @typeParam Responses the generated table of responses by operation
 * @param specs the generated specs of the same service
 */
export function dataContractWriter<Responses extends { readonly [K in keyof Responses]: object }>(
  specs: OperationSpecs<Responses>,
): ResponseWriter<Responses> {
  return writerByOperation(specs, messageWriter);
}

/**
 * A response of LearnerServiceR9 as a whole SOAP message. An absent property is left out or written with i:nil, as the
 * member's own description says; an empty string is an empty element. Characters that XML cannot carry become U+FFFD.
 */
export const writeLearnerServiceR9Response =
  dataContractWriter<LearnerServiceR9Responses>(learnerServiceR9Specs);

/** A response of ExternalService as a whole SOAP message, by the same rules. */
export const writeExternalServiceResponse =
  dataContractWriter<ExternalServiceResponses>(externalServiceSpecs);

function messageWriter({ element, namespace, type }: MessageSpec): (response: object) => string {
  const start = `${ENVELOPE_START}<${element} xmlns="${namespace}">`;
  const end = `</${element}>${ENVELOPE_END}`;
  const write = typeWriter(type, { prefixes: new Map([[namespace, '']]), xsi: false });
  return (response) => start + write(response) + end;
}

function typeWriter(type: TypeSpec, scope: Scope): ContentWriter {
  const fields = type.fields.map((field) => fieldWriter(field, scope));
  return (values) => {
    if (typeof values !== 'object' || values === null) return '';
    let out = '';
    for (const write of fields) out += write(values as Values);
    return out;
  };
}

function fieldWriter(field: FieldSpec, scope: Scope): (values: Values) => string {
  const { key } = field;
  const name = `${scope.prefixes.get(field.namespace) ?? ''}${field.name}`;
  const { declarations, inner } = scopeInside(field, scope);
  const open = `<${name}${declarations}>`;
  const close = `</${name}>`;
  const empty = `<${name}${declarations}/>`;
  const nil = `<${name}${scope.xsi ? '' : XSI_DECLARATION} i:nil="true"/>`;
  const absent = field.whenAbsent === 'nil' ? nil : '';
  const content = field.type === undefined ? valueWriter(field.value) : typeWriter(field.type, inner);
  const writeOne: ContentWriter = (value) => {
    const inside = content(value);
    return inside === '' ? empty : open + inside + close;
  };
  if (field.max > 1) {
    return (values) => {
      const several = values[key];
      if (!Array.isArray(several)) return '';
      let out = '';
      for (const one of several) out += writeOne(one);
      return out;
    };
  }
  return (values) => {
    const value = values[key];
    return value === undefined ? absent : writeOne(value);
  };
}

/** What an element with children must declare for them. */
function scopeInside(
  { type }: FieldSpec,
  scope: Scope,
): { readonly declarations: string; readonly inner: Scope } {
  if (type === undefined) return { declarations: '', inner: scope };
  const prefixes = new Map(scope.prefixes);
  let declarations = '';
  for (const { namespace } of type.fields) {
    if (prefixes.has(namespace)) continue;
    // The first entry is the default namespace, which has no prefix.
    const prefix = PREFIXES.charAt(prefixes.size - 1);
    if (prefix === '') throw new Error(`${type.name} lies in more namespaces than there are prefixes.`);
    prefixes.set(namespace, `${prefix}:`);
    declarations += ` xmlns:${prefix}="${namespace}"`;
  }
  if (!scope.xsi) declarations += XSI_DECLARATION;
  return { declarations, inner: { prefixes, xsi: true } };
}

function valueWriter(rule: ValueRule | undefined): ContentWriter {
  switch (rule?.base) {
    case 'int':
    case 'long':
    case 'boolean':
      return String;
    case 'float':
      return floatText;
    default:
      return (value) => escapeText(String(value));
  }
}

/** As far as a number of 32 bits is exact. XML Schema Part 2, section 3.2.4 has its own words for what is no number. */
function floatText(value: unknown): string {
  const number = Number(value);
  if (Number.isFinite(number)) return String(Number(number.toPrecision(7)));
  return Number.isNaN(number) ? 'NaN' : number > 0 ? 'INF' : '-INF';
}
