/** How the contract's messages are described to the reader and the writer. `npm run generate` fills these in. */

/** A simple type of the strict request schemas. */
export interface ValueRule {
  /** The schema's own name, as faults give it: `MIAPNameNonEmpty`. */
  readonly name: string;
  readonly base: 'string' | 'int' | 'long' | 'float' | 'boolean' | 'dateTime' | 'base64Binary';
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Anchored at both ends; every alternative in one expression. */
  readonly pattern?: RegExp;
  readonly minInclusive?: number;
  readonly maxInclusive?: number;
}

/** A child element. Just one of `value` and `type` is set. */
export interface FieldSpec {
  /** The element's local name: `LastKnownPostCode`. */
  readonly name: string;
  /** The property in TypeScript: `lastKnownPostCode`. */
  readonly key: string;
  /** '' for an unqualified element. */
  readonly namespace: string;
  readonly min: 0 | 1;
  /** Infinity where the schema says unbounded. A field with max above 1 is an array in TypeScript. */
  readonly max: number;
  readonly nillable: boolean;
  /** In a response: an absent property is written as the element with xsi:nil. It is left out otherwise. */
  readonly whenAbsent?: 'nil';
  readonly value?: ValueRule;
  readonly type?: TypeSpec;
}

export interface TypeSpec {
  readonly name: string;
  /** In schema order. */
  readonly fields: readonly FieldSpec[];
}

export interface MessageSpec {
  readonly namespace: string;
  /** The body element's local name. */
  readonly element: string;
  readonly type: TypeSpec;
}

export interface OperationSpec {
  /** As the WSDL names it: `learnerByULN`. */
  readonly name: string;
  /** From the strict request schemas. */
  readonly request: MessageSpec;
  /** From the published WSDL. */
  readonly response: MessageSpec;
}
