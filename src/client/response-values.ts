/** Turns what node-soap read into a typed response. */
import type { FieldSpec, TypeSpec, ValueRule } from '../contract/spec.js';

type Value = string | number | bigint | boolean;

/**
 * node-soap's own reading of these would lose something: the digits of long numbers, and dates as they were written.
 * `response-values.ts` reads them by the contract instead.
 */
export const asWritten: Readonly<Record<string, (text: string) => string>> = Object.fromEntries(
  [
    'int',
    'integer',
    'short',
    'long',
    'double',
    'float',
    'decimal',
    'bool',
    'boolean',
    'dateTime',
    'date',
  ].map((type) => [type, (text: string) => text]),
);

/** @param element what node-soap made of the response's element; null for one without children */
export function responseValues(type: TypeSpec, element: unknown): object {
  const values: Record<string, unknown> = {};
  if (typeof element !== 'object' || element === null) return values;
  const children = new Map<string, unknown>(Object.entries(element));
  for (const field of type.fields) {
    const found = children.get(field.name);
    // Absent and nil are the same; an empty element is null here.
    if (found === undefined) continue;
    const several: readonly unknown[] = Array.isArray(found) ? found : [found];
    const read = several.map((one) => valueOf(field, one));
    values[field.key] = field.max > 1 ? read : read[0];
  }
  return values;
}

function valueOf(field: FieldSpec, found: unknown): unknown {
  if (field.type !== undefined) return responseValues(field.type, found);
  return parse(textOf(found), field.value);
}

/** An element with attributes is an object with its text in `$value`. */
function textOf(found: unknown): string {
  if (typeof found === 'string') return found;
  if (typeof found !== 'object' || found === null) return '';
  const { $value: text } = found as { readonly $value?: unknown };
  return typeof text === 'string' ? text : '';
}

/** XML Schema Part 2: blanks around a number or a truth do not count; INF and -INF are its words for the infinite. */
function parse(text: string, rule: ValueRule | undefined): Value | undefined {
  const bare = text.trim();
  switch (rule?.base) {
    case 'int':
      return bare === '' ? undefined : Number(bare);
    case 'long':
      return bare === '' ? undefined : BigInt(bare.replace(/^\+/, ''));
    case 'float':
      return bare === '' ? undefined : Number(bare.replace(/INF$/, 'Infinity'));
    case 'boolean':
      return bare === '' ? undefined : bare === 'true' || bare === '1';
    default:
      return text;
  }
}
