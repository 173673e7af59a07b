/** Turns a typed request into what node-soap writes. */
import type { FieldSpec, TypeSpec } from '../contract/spec.js';

/** Elements by their names in the message. */
export type Elements = Readonly<Record<string, unknown>>;

/**
 * node-soap gives the body element a default namespace; members that have none of their own must say so.
 * Source: docs/getting-started.md, "Pitfalls".
 */
const NO_NAMESPACE = { attributes: { xmlns: '' } };

/**
 * @param values the request by its properties in TypeScript; what is undefined or null is left out
 * @throws TypeError for a property that the request does not have
 */
export function requestElements(type: TypeSpec, values: object): Elements {
  return elementsOf(type, values, true);
}

function elementsOf(type: TypeSpec, values: object, outermost: boolean): Elements {
  const given = new Map<string, unknown>(Object.entries(values));
  const elements: Record<string, unknown> = {};
  for (const field of type.fields) {
    const value = given.get(field.key);
    given.delete(field.key);
    if (value === undefined || value === null) continue;
    const one = (each: unknown): unknown => elementOf(field, each, outermost && field.namespace === '');
    elements[field.name] = Array.isArray(value) ? value.map(one) : one(value);
  }
  const [unknown] = given.keys();
  if (unknown !== undefined) throw new TypeError(`${type.name} has no ${unknown}.`);
  return elements;
}

function elementOf(field: FieldSpec, value: unknown, unqualified: boolean): unknown {
  if (field.type !== undefined) {
    if (typeof value !== 'object' || value === null) throw new TypeError(`${field.key} is not an object.`);
    const inside = elementsOf(field.type, value, false);
    return unqualified ? { ...NO_NAMESPACE, ...inside } : inside;
  }
  const text = String(value);
  return unqualified ? { ...NO_NAMESPACE, $value: text } : text;
}
