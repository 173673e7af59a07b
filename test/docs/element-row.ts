import type { FieldSpec } from '../../src/contract/spec.js';

/** A row of a table of elements, as the schemas have it. An element that holds others has the number of them in place of a type. */
export function elementRow({ name, min, max, value }: FieldSpec): readonly string[] {
  return [name, min === 0 ? 'no' : 'yes', value?.name ?? `${min} to ${max.toLocaleString('en-GB')}`];
}
