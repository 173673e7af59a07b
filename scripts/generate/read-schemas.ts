/** Reads a set of XSD files into the generator's model. */
import { basename, dirname, join } from 'node:path';
import {
  attribute,
  documentationOf,
  elementsIn,
  qNameAttribute,
  requiredAttribute,
  withXmlFile,
  XS,
} from './xml-tree.js';
import { localNameOf, namespaceOf, qName } from './schema-model.js';
import type { BuiltIn, ComplexType, Field, QName, SimpleType } from './schema-model.js';
import type { XmlElement } from 'libxml2-wasm';

const BUILT_IN: ReadonlySet<string> = new Set<BuiltIn>([
  'string',
  'int',
  'long',
  'float',
  'boolean',
  'dateTime',
  'base64Binary',
]);

function isBuiltIn(name: string): name is BuiltIn {
  return BUILT_IN.has(name);
}

const SERIALIZATION = 'http://schemas.microsoft.com/2003/10/Serialization/';

/** A declaration at the top of a schema, kept until somebody asks for it. */
interface Declared {
  readonly element: XmlElement;
  readonly namespace: string;
  readonly qualified: boolean;
}

/** The schemas of a folder, by the names that they declare. Use it only inside {@link withSchemas}. */
export class SchemaSet {
  readonly #declared = new Map<string, Declared>();
  readonly #types = new Map<QName, SimpleType | ComplexType>();
  readonly #open = new Set<QName>();

  add(schema: XmlElement): void {
    const namespace = requiredAttribute(schema, 'targetNamespace');
    const qualified = attribute(schema, 'elementFormDefault') === 'qualified';
    for (const element of elementsIn(schema)) {
      const name = attribute(element, 'name');
      if (name === undefined) continue;
      const kind = element.name.endsWith('Type') ? 'type' : element.name;
      this.#declared.set(`${kind} ${qName(namespace, name)}`, { element, namespace, qualified });
    }
  }

  /** The type of a global element. */
  messageType(element: QName): ComplexType {
    const declared = this.#find('element', element);
    const type = attribute(declared.element, 'type');
    const found =
      type === undefined
        ? this.#anonymous(declared, element)
        : this.#type(qNameAttribute(declared.element, 'type'));
    if (found.kind !== 'complex') throw new Error(`${element} holds text, not elements.`);
    return found;
  }

  #find(kind: 'element' | 'type' | 'group', name: QName): Declared {
    const declared = this.#declared.get(`${kind} ${name}`);
    if (declared === undefined) throw new Error(`No ${kind} ${name} is declared.`);
    return declared;
  }

  #anonymous(declared: Declared, name: QName): ComplexType {
    const [complex] = elementsIn(declared.element, 'complexType');
    if (complex === undefined) throw new Error(`The element ${name} has no type.`);
    return this.#complex({ ...declared, element: complex }, name);
  }

  #type(name: QName): SimpleType | ComplexType {
    const known = this.#types.get(name);
    if (known !== undefined) return known;
    const made = namespaceOf(name) === XS ? builtIn(localNameOf(name)) : this.#declaredType(name);
    this.#types.set(name, made);
    return made;
  }

  #declaredType(name: QName): SimpleType | ComplexType {
    if (this.#open.has(name)) throw new Error(`${name} contains itself.`);
    this.#open.add(name);
    const declared = this.#find('type', name);
    const simple = declared.element.name === 'simpleType';
    const made = simple ? simpleType(declared.element) : this.#complex(declared, name);
    this.#open.delete(name);
    return made;
  }

  #complex(declared: Declared, name: QName): ComplexType {
    return {
      kind: 'complex',
      name: localNameOf(name),
      namespace: namespaceOf(name),
      documentation: documentationOf(declared.element),
      fields: this.#fields(declared, declared.element),
    };
  }

  /** The fields that an element of the schema stands for, in order. */
  #fields(declared: Declared, parent: XmlElement): Field[] {
    return elementsIn(parent).flatMap((child) => {
      switch (child.name) {
        case 'annotation':
          return [];
        case 'sequence':
        case 'complexContent':
          return this.#fields(declared, child);
        case 'extension':
          return [...this.#base(qNameAttribute(child, 'base')), ...this.#fields(declared, child)];
        case 'group': {
          const group = this.#find('group', qNameAttribute(child, 'ref'));
          return this.#fields(group, group.element);
        }
        case 'element':
          return [this.#field(declared, child)];
        default:
          throw new Error(`Line ${String(child.line)}: <${child.name}> has no translation.`);
      }
    });
  }

  #base(name: QName): readonly Field[] {
    const base = this.#type(name);
    if (base.kind !== 'complex') throw new Error(`${name} cannot be extended.`);
    return base.fields;
  }

  #field(declared: Declared, element: XmlElement): Field {
    const form = attribute(element, 'form') ?? (declared.qualified ? 'qualified' : 'unqualified');
    const max = attribute(element, 'maxOccurs') ?? '1';
    const nillable = attribute(element, 'nillable') === 'true';
    return {
      name: requiredAttribute(element, 'name'),
      namespace: form === 'qualified' ? declared.namespace : '',
      min: attribute(element, 'minOccurs') === '0' ? 0 : 1,
      max: max === 'unbounded' ? Infinity : Number(max),
      nillable,
      whenAbsent: nillable && max === '1' && !isLeftOut(element) ? 'nil' : 'leftOut',
      type: this.#type(qNameAttribute(element, 'type')),
    };
  }
}

/**
 * Whether .NET's annotation says that a member without a value is left out, not sent as nil
 * (Data Contract Schema Reference, "DefaultValue").
 */
function isLeftOut(element: XmlElement): boolean {
  return elementsIn(element, 'annotation')
    .flatMap((annotation) => elementsIn(annotation, 'appinfo'))
    .flatMap((information) => elementsIn(information, 'DefaultValue'))
    .some(
      (found) => found.namespaceUri === SERIALIZATION && attribute(found, 'EmitDefaultValue') === 'false',
    );
}

function builtIn(name: string): SimpleType {
  if (!isBuiltIn(name)) throw new Error(`xs:${name} has no translation.`);
  return { kind: 'simple', name, base: name, patterns: [] };
}

type Facets = Partial<Record<'minLength' | 'maxLength' | 'minInclusive' | 'maxInclusive', number>>;

const FACETS = ['minLength', 'maxLength', 'minInclusive', 'maxInclusive'] as const;

function simpleType(element: XmlElement): SimpleType {
  const [restriction] = elementsIn(element, 'restriction');
  if (restriction === undefined)
    throw new Error(`Line ${String(element.line)}: only restrictions are understood.`);
  const facets: Facets = {};
  for (const facet of FACETS) {
    const [found] = elementsIn(restriction, facet);
    if (found !== undefined) facets[facet] = Number(requiredAttribute(found, 'value'));
  }
  const patterns = elementsIn(restriction, 'pattern').map((found) => requiredAttribute(found, 'value'));
  const literals = elementsIn(restriction, 'enumeration').map((found) => requiredAttribute(found, 'value'));
  return {
    ...builtIn(localNameOf(qNameAttribute(restriction, 'base'))),
    name: requiredAttribute(element, 'name'),
    ...facets,
    patterns: [...patterns, ...literals.map((literal) => literal.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&'))],
  };
}

/**
 * Reads the files, and all that they include or import, and hands them to `use` as one set.
 * @param files paths of XSD files, or of a WSDL whose types import some
 */
export function withSchemas<T>(files: readonly string[], use: (schemas: SchemaSet) => T): T {
  const schemas = new SchemaSet();
  const seen = new Set<string>();
  const read = (waiting: readonly string[]): T => {
    const [file, ...rest] = waiting;
    if (file === undefined) return use(schemas);
    if (seen.has(basename(file))) return read(rest);
    seen.add(basename(file));
    return withXmlFile(file, (root) => {
      if (attribute(root, 'targetNamespace') !== undefined && root.name === 'schema') schemas.add(root);
      return read([...rest, ...linkedFiles(root).map((linked) => join(dirname(file), linked))]);
    });
  };
  return read(files);
}

function linkedFiles(root: XmlElement): string[] {
  return elementsIn(root).flatMap((child) => {
    const location = attribute(child, 'schemaLocation');
    return location === undefined ? linkedFiles(child) : [location];
  });
}
