/** What the generator takes out of the schemas. Inheritance and groups are resolved. */

/** The built-in types that the contract's messages are made of. */
export type BuiltIn = 'string' | 'int' | 'long' | 'float' | 'boolean' | 'dateTime' | 'base64Binary';

export interface SimpleType {
  readonly kind: 'simple';
  readonly name: string;
  readonly base: BuiltIn;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minInclusive?: number;
  readonly maxInclusive?: number;
  /** Alternatives, as the schema writes them. Enumerations come here too. */
  readonly patterns: readonly string[];
}

export interface Field {
  readonly name: string;
  /** '' for an unqualified element. */
  readonly namespace: string;
  readonly min: 0 | 1;
  readonly max: number;
  readonly nillable: boolean;
  /** What a response has in place of a value that there is not: the element with xsi:nil, or nothing. */
  readonly whenAbsent: 'nil' | 'leftOut';
  readonly type: SimpleType | ComplexType;
}

export interface ComplexType {
  readonly kind: 'complex';
  readonly name: string;
  readonly namespace: string;
  readonly documentation: string;
  readonly fields: readonly Field[];
}

/** A name with its namespace, `{namespace}local`. */
export type QName = `{${string}}${string}`;

export function qName(namespace: string, local: string): QName {
  return `{${namespace}}${local}`;
}

export function namespaceOf(name: QName): string {
  return name.slice(1, name.indexOf('}'));
}

export function localNameOf(name: QName): string {
  return name.slice(name.indexOf('}') + 1);
}
