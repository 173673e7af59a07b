/** What is wrong with elements and attributes, in the words of Xerces. */
import { shown } from './explain-values.js';
import type { Complaint } from './libxml.js';
import {
  attribute as attributeOf,
  firstChild,
  localName,
  namespaceOf,
  nextSibling,
  parentElement,
  qualifiedName,
  type Element,
} from './libxml-elements.js';
import { XSI_NAMESPACE } from './scan-tags.js';
import type { FieldSpec, TypeSpec } from './spec.js';

// Codes of xmlParserErrors in libxml2's xmlerror.h.
const ELEMENT_CONTENT = 1871;
const CHARACTER_CONTENT = 1843;
const SIMPLE_WITH_ELEMENTS = 1828;
const NOT_NILLABLE = 1847;
const NIL_WITH_CONTENT = 1848;
const ATTRIBUTE_NOT_ALLOWED = 1866;
const ATTRIBUTE_VALUE = 1824;
const TYPE_UNKNOWN = 1851;
const TYPE_NOT_DERIVED = 1852;
const ATTRIBUTE_ON_SIMPLE = 1827;
const NO_DECLARATION = 1845;

/**
 * @param field what the element should be, where the specs know it
 * @param type its own type, where it should have children
 * @param parent the type of the element around it
 */
export function explainStructure(
  complaint: Complaint,
  field: FieldSpec | undefined,
  type: TypeSpec | undefined,
  parent: TypeSpec | undefined,
): string {
  const { code, message, element } = complaint;
  const name = qualifiedName(element);
  // libxml2 has `{namespace}name`.
  const attribute = /^Element '.*?', attribute '(?:\{.*?\})?(.*?)':/.exec(message)?.[1] ?? '';
  switch (code) {
    case ELEMENT_CONTENT:
      return message.includes('Missing child element')
        ? `cvc-complex-type.2.4.b: The content of element '${name}' is not complete. One of '{${expectedAtEnd(element, type) ?? fromMessage(message)}}' is expected.`
        : explainUnexpected(complaint, parent);
    case CHARACTER_CONTENT:
      return `cvc-complex-type.2.3: Element '${name}' cannot have character [children], because the type's content type is element-only.`;
    case SIMPLE_WITH_ELEMENTS:
      return `cvc-type.3.1.2: Element '${name}' is a simple type, so it must have no element information item [children].`;
    case NOT_NILLABLE:
      return `cvc-elt.3.1: Attribute '${XSI_NAMESPACE},nil' must not appear on element '${name}', because the {nillable} property of '${name}' is false.`;
    case NIL_WITH_CONTENT:
      return `cvc-elt.3.2.1: Element '${name}' cannot have character or element information [children], because '${XSI_NAMESPACE},nil' is specified.`;
    case ATTRIBUTE_NOT_ALLOWED:
    case ATTRIBUTE_ON_SIMPLE:
      return field?.value === undefined
        ? `cvc-complex-type.3.2.2: Attribute '${attribute}' is not allowed to appear in element '${name}'.`
        : `cvc-type.3.1.1: Element '${name}' is a simple type, so it cannot have attributes, excepting those whose namespace name is identical to '${XSI_NAMESPACE}' and whose [local name] is one of 'type', 'nil', 'schemaLocation' or 'noNamespaceSchemaLocation'. However, the attribute, '${attribute}' was found.`;
    case ATTRIBUTE_VALUE: {
      const [, value = '', type = ''] =
        /': '(.*)' is not a valid value of .*? '(?:xs:)?(.*?)'/s.exec(message) ?? [];
      return `cvc-datatype-valid.1.2.1: '${shown(value)}' is not a valid value for '${type}'.`;
    }
    case TYPE_UNKNOWN:
      return `cvc-elt.4.2: Cannot resolve '${typeNamed(element)}' to a type definition for element '${name}'.`;
    case TYPE_NOT_DERIVED:
      return `cvc-elt.4.3: Type '${typeNamed(element)}' is not validly derived from the type definition, '${(field?.value ?? field?.type ?? type)?.name ?? ''}', of element '${name}'.`;
    case NO_DECLARATION:
      return `cvc-elt.1: Cannot find the declaration of element '${name}'.`;
    default:
      return message;
  }
}

function typeNamed(element: Element): string {
  return shown(attributeOf(element, XSI_NAMESPACE, 'type') ?? '');
}

function explainUnexpected({ message, element }: Complaint, parent: TypeSpec | undefined): string {
  const name = qualifiedName(element);
  const expected = expectedBefore(element, parent) ?? fromMessage(message);
  if (expected === '') {
    return `cvc-complex-type.2.4.d: Invalid content was found starting with element '${name}'. No child element is expected at this point.`;
  }
  return `cvc-complex-type.2.4.a: Invalid content was found starting with element '${name}'. One of '{${expected}}' is expected.${wrongNamespace(element, parent)}`;
}

/** A client that puts children into the namespace of their request is told so: nothing else would help it. */
function wrongNamespace(element: Element, parent: TypeSpec | undefined): string {
  const local = localName(element);
  const namespace = namespaceOf(element);
  const field = parent?.fields.find(
    (candidate) => candidate.name === local && candidate.namespace !== namespace,
  );
  if (field === undefined) return '';
  if (field.namespace === '') {
    return ` '${local}' is in the namespace '${namespace}' but must have no namespace (xmlns="").`;
  }
  const is = namespace === '' ? 'has no namespace' : `is in the namespace '${namespace}'`;
  return ` '${local}' ${is} but must be in the namespace '${field.namespace}'.`;
}

/** What could stand where an element is that does not belong there. */
function expectedBefore(element: Element, parent: TypeSpec | undefined): string | undefined {
  if (parent === undefined) return undefined;
  const siblings: Element[] = [];
  const first = firstChild(parentElement(element));
  for (let at = first; at !== 0 && at !== element; at = nextSibling(at)) siblings.push(at);
  return expectedAfter(siblings, parent);
}

function expectedAtEnd(element: Element, type: TypeSpec | undefined): string | undefined {
  if (type === undefined) return undefined;
  const children: Element[] = [];
  for (let at = firstChild(element); at !== 0; at = nextSibling(at)) children.push(at);
  return expectedAfter(children, type);
}

/** The fields that may come after these, up to the first that must. */
function expectedAfter(present: readonly Element[], type: TypeSpec): string | undefined {
  let index = 0;
  let count = 0;
  for (const element of present) {
    const local = localName(element);
    const namespace = namespaceOf(element);
    for (; ; index++, count = 0) {
      const field = type.fields[index];
      if (field === undefined) return undefined;
      if (field.name === local && field.namespace === namespace && count < field.max) break;
    }
    count++;
  }
  const expected: string[] = [];
  for (; index < type.fields.length; index++, count = 0) {
    const field = type.fields[index];
    if (field === undefined || count >= field.max) continue;
    expected.push(field.namespace === '' ? field.name : `"${field.namespace}":${field.name}`);
    if (count < field.min) break;
  }
  return expected.join(', ');
}

/** libxml2 has `( {namespace}A, B )`, Xerces `"namespace":A, B`. */
function fromMessage(message: string): string {
  const names = /Expected is (?:one of )?\( (.*) \)/.exec(message)?.[1];
  return names === undefined ? '' : names.replace(/\{([^}]*)\}/g, '"$1":');
}
