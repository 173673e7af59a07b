/**
 * The quick way to read a request: one pass over its characters that checks and takes the values as it goes.
 * It only ever accepts. Whatever it does not fully understand (comments, CDATA, other attributes, a value
 * against its rule, an element out of place) it leaves to the schema validator, which has the last word.
 * So it must never accept what XML 1.0, Namespaces in XML 1.0 or the request schemas refuse.
 */
import { isKnownEncoding } from './decode-bytes.js';
import { LESS } from './scan-characters.js';
import {
  GREATER,
  NIL_TRUE,
  NO_NIL,
  SLASH,
  TagScanner,
  UNSURE,
  XSI_NAMESPACE,
  type Unsure,
} from './scan-tags.js';
import { KnownShapes, type ShapeRecorder } from './scan-alike.js';
import {
  plainValue,
  type FieldPlan,
  type OperationPlan,
  type RulePlan,
  type ScannedMessage,
} from './scan-plan.js';

export const SOAP_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';

/** The validator has limits of its own far above this. */
const LONGEST_TEXT = 4_000_000;
const MOST_HEADER_ELEMENTS = 200;
const DEEPEST_HEADER = 40;

const XML_DECLARATION =
  /^<\?xml version=(?:"1\.0"|'1\.0')(?: encoding=(?:"([A-Za-z][A-Za-z0-9._-]*)"|'([A-Za-z][A-Za-z0-9._-]*)'))?(?: standalone=(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/;

export class MessageScanner {
  readonly #operations: readonly OperationPlan[];
  readonly #tags: TagScanner;
  /** Notes the request that is read just now; undefined for most. */
  #recorder: ShapeRecorder | undefined;

  constructor(
    operations: readonly OperationPlan[],
    private readonly shapes = new KnownShapes(),
  ) {
    this.#operations = operations;
    this.#tags = new TagScanner([
      SOAP_NAMESPACE,
      XSI_NAMESPACE,
      'http://www.w3.org/2001/XMLSchema',
      ...operations.flatMap(({ namespace, fields }) => [namespace, ...namespacesOf(fields)]),
    ]);
  }

  /** @returns undefined when the message is for the validator to judge */
  scan(text: string): ScannedMessage | undefined {
    if (text.length > LONGEST_TEXT) return undefined;
    const alike = this.shapes.read(text);
    if (alike !== undefined) return alike;
    const recorder = this.shapes.recorderFor(text);
    this.#recorder = recorder;
    this.#tags.begin(text);
    const message = this.#document();
    this.#tags.begin('');
    this.#recorder = undefined;
    if (message === UNSURE) return undefined;
    this.shapes.remember(recorder?.shape(message.operation));
    return message;
  }

  #document(): ScannedMessage | Unsure {
    const tags = this.#tags;
    if (tags.text.startsWith('<?xml')) {
      const declaration = XML_DECLARATION.exec(tags.text);
      if (declaration === null) return UNSURE;
      const encoding = declaration[1] ?? declaration[2];
      if (encoding !== undefined && !isKnownEncoding(encoding)) return UNSURE;
      tags.at = declaration[0].length;
    }
    if (!this.#startTag() || tags.empty || !this.#isSoap('Envelope')) return UNSURE;
    const start = tags.nameStart;
    const end = tags.nameEnd;
    const message = this.#envelope();
    if (message === UNSURE || !tags.closing(start, end)) return UNSURE;
    tags.blanks();
    return tags.at === tags.text.length ? message : UNSURE;
  }

  #envelope(): ScannedMessage | Unsure {
    const tags = this.#tags;
    const declared = tags.declared;
    const defaultNamespace = tags.defaultNamespace;
    if (!this.#startTag()) return UNSURE;
    if (this.#isSoap('Header')) {
      if (!tags.empty) {
        if (!this.#header(tags.nameStart, tags.nameEnd)) return UNSURE;
        this.#recorder?.unfit();
      }
      tags.declared = declared;
      tags.defaultNamespace = defaultNamespace;
      if (!this.#startTag()) return UNSURE;
    }
    if (tags.empty || !this.#isSoap('Body')) return UNSURE;
    const start = tags.nameStart;
    const end = tags.nameEnd;
    const message = this.#body();
    if (message === UNSURE || !tags.closing(start, end)) return UNSURE;
    tags.declared = declared;
    tags.defaultNamespace = defaultNamespace;
    return message;
  }

  #body(): ScannedMessage | Unsure {
    const tags = this.#tags;
    const declared = tags.declared;
    const defaultNamespace = tags.defaultNamespace;
    if (!this.#startTag() || tags.empty) return UNSURE;
    const start = tags.nameStart;
    const end = tags.nameEnd;
    const namespace = tags.namespaceOfTag();
    for (const { operation, namespace: expected, element, fields } of this.#operations) {
      if (namespace !== expected || !tags.isLocal(element)) continue;
      const request = this.#children(fields, start, end);
      if (request === UNSURE) return UNSURE;
      tags.declared = declared;
      tags.defaultNamespace = defaultNamespace;
      return { operation, request };
    }
    return UNSURE;
  }

  /** Reads the children of an element and its end tag. */
  #children(fields: readonly FieldPlan[], start: number, end: number): Record<string, unknown> | Unsure {
    const tags = this.#tags;
    const text = tags.text;
    const declared = tags.declared;
    const defaultNamespace = tags.defaultNamespace;
    const object: Record<string, unknown> = {};
    let index = 0;
    let count = 0;
    let list: unknown[] | undefined;
    for (;;) {
      tags.blanks();
      const at = tags.at;
      if (text.charCodeAt(at) !== LESS) return UNSURE;
      if (text.charCodeAt(at + 1) === SLASH) {
        for (; index < fields.length; index++, count = 0) {
          const field = fields[index];
          if (field !== undefined && count < field.min) return UNSURE;
        }
        return tags.endTag(start, end) ? object : UNSURE;
      }
      // Most elements are '<Name>' with no prefix: no need to read their names to compare them.
      const plain = this.#plainTag(fields, index);
      if (!plain && !tags.startTag()) return UNSURE;
      const namespace = plain ? defaultNamespace : tags.namespaceOfTag();
      let field: FieldPlan | undefined;
      for (; ; index++, count = 0) {
        field = fields[index];
        if (field === undefined) return UNSURE;
        if (count < field.max && namespace === field.namespace && tags.isLocal(field.name)) break;
        if (count < field.min) return UNSURE;
      }
      count++;
      if (field.many) this.#recorder?.unfit();
      const value = this.#element(field);
      if (value === UNSURE) return UNSURE;
      tags.declared = declared;
      tags.defaultNamespace = defaultNamespace;
      if (!field.many) {
        if (value !== undefined) object[field.key] = value;
      } else if (count === 1 || list === undefined) {
        list = [value];
        object[field.key] = list;
      } else {
        list.push(value);
      }
    }
  }

  /** Takes '<Name>' if it is the next expected field or one that may follow, without any attribute. */
  #plainTag(fields: readonly FieldPlan[], from: number): boolean {
    const tags = this.#tags;
    const text = tags.text;
    const at = tags.at + 1;
    for (let index = from; index < fields.length; index++) {
      const field = fields[index];
      if (field === undefined) break;
      const end = at + field.name.length;
      if (text.charCodeAt(end) === GREATER && text.startsWith(field.name, at)) {
        tags.nameStart = tags.localStart = at;
        tags.nameEnd = end;
        tags.empty = false;
        tags.nil = NO_NIL;
        tags.at = end + 1;
        return true;
      }
      if (field.min === 1 && index > from) break;
    }
    return false;
  }

  /**
   * The value of the element whose start tag was just read; undefined when it is nil. In a list a nil element with
   * children stands for one that has none: it keeps its place.
   */
  #element(field: FieldPlan): unknown {
    const tags = this.#tags;
    const start = tags.nameStart;
    const end = tags.nameEnd;
    if (tags.nil !== NO_NIL) {
      if (!field.nillable || (field.many && field.rule !== undefined)) return UNSURE;
      if (tags.nil === NIL_TRUE) {
        if (!tags.empty && !tags.endTag(start, end)) return UNSURE;
        return field.many ? {} : undefined;
      }
    }
    const rule = field.rule;
    if (rule === undefined) {
      if (tags.empty) {
        this.#recorder?.unfit();
        return field.mayBeEmpty ? {} : UNSURE;
      }
      this.#recorder?.open(field.key);
      const children = this.#children(field.fields, start, end);
      this.#recorder?.close();
      return children;
    }
    if (tags.empty) {
      const value = valueOf('', rule);
      this.#recorder?.constant(field.key, value);
      return value;
    }
    const from = tags.at;
    const text = tags.characters();
    if (text === UNSURE) return UNSURE;
    this.#recorder?.value(field.key, rule, from, tags.at);
    return tags.endTag(start, end) ? valueOf(text, rule) : UNSURE;
  }

  /** Reads a start tag that is not nil. */
  #startTag(): boolean {
    return this.#tags.startTag() && this.#tags.nil === NO_NIL;
  }

  #isSoap(name: string): boolean {
    const tags = this.#tags;
    return tags.isLocal(name) && tags.namespaceOfTag() === SOAP_NAMESPACE;
  }

  /**
   * Passes over the header's entries. None of them has an attribute other than declarations, so none says
   * mustUnderstand.
   */
  #header(start: number, end: number): boolean {
    const tags = this.#tags;
    const open: { start: number; end: number; declared: number; defaultNamespace: string }[] = [];
    const text = tags.text;
    for (let elements = 0; ;) {
      if (open.length === 0) tags.blanks();
      else if (tags.characters() === UNSURE) return false;
      if (text.charCodeAt(tags.at) === LESS && text.charCodeAt(tags.at + 1) === SLASH) {
        const entry = open.pop();
        if (entry === undefined) return tags.endTag(start, end);
        if (!tags.endTag(entry.start, entry.end)) return false;
        tags.declared = entry.declared;
        tags.defaultNamespace = entry.defaultNamespace;
        continue;
      }
      const declared = tags.declared;
      const defaultNamespace = tags.defaultNamespace;
      if (++elements > MOST_HEADER_ELEMENTS || !this.#startTag()) return false;
      if (tags.namespaceOfTag() === undefined) return false;
      if (!tags.empty) {
        if (open.length === DEEPEST_HEADER) return false;
        open.push({ start: tags.nameStart, end: tags.nameEnd, declared, defaultNamespace });
      } else {
        tags.declared = declared;
        tags.defaultNamespace = defaultNamespace;
      }
    }
  }
}

function namespacesOf(fields: readonly FieldPlan[]): string[] {
  return fields.flatMap(({ namespace, fields: inner }) => [
    ...(namespace === '' ? [] : [namespace]),
    ...namespacesOf(inner),
  ]);
}

function valueOf(text: string, rule: RulePlan): string | number | bigint | Unsure {
  return plainValue(text, rule) ?? UNSURE;
}
