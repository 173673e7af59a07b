/** What goes into and comes out of a statement, in either database. */

/** A person key travels as its bytes; a ULN as its ten digits, which both databases take for an integer. */
export type Value = string | number | null | Uint8Array;
/** A row as its columns' values, in the order in which the statement names them. */
export type Row = readonly Value[];

/** Text of a column that is declared `not null`. Integers of 64 bits are numbers in SQLite and text in PostgreSQL. */
export function text(value: Value | undefined): string {
  return String(value);
}

export function numberOrNull(value: Value | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

export function textOrNull(value: Value | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** A moment that is kept as milliseconds since 1970. */
export function dateOf(value: Value | undefined): Date {
  return new Date(Number(value));
}

/** The sixteen bytes of a person key. */
export function personKeyBytes(hex: string): Uint8Array {
  return Buffer.from(hex, 'hex');
}

/** A person key from its bytes. */
export function personKeyText(bytes: Value | undefined): string {
  if (!(bytes instanceof Uint8Array)) throw new Error('A person key is kept as bytes');
  return Buffer.from(bytes).toString('hex');
}
