/** Responses with anything in them that their types allow. */
import fc from 'fast-check';
import type { TypeSpec, ValueRule } from '../../src/contract/spec.js';

/** Anything that a response of the type may hold. */
export function responseOf(type: TypeSpec): fc.Arbitrary<object> {
  const properties = type.fields.map((field) => {
    const value: fc.Arbitrary<unknown> =
      field.type === undefined ? valueOf(field.value) : responseOf(field.type);
    return [field.key, field.max > 1 ? fc.array(value, { maxLength: 3 }) : value] as const;
  });
  const requiredKeys = type.fields.filter(({ min }) => min === 1).map(({ key }) => key);
  return fc.record(Object.fromEntries(properties), { requiredKeys });
}

function valueOf(rule: ValueRule | undefined): fc.Arbitrary<unknown> {
  switch (rule?.base) {
    case 'int':
      return fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    case 'long':
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    case 'float':
      return fc.double();
    case 'boolean':
      return fc.boolean();
    case 'dateTime':
      return fc
        .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 19));
    default:
      return rule?.pattern === undefined
        ? fc.string({ unit: 'binary', maxLength: 20 })
        : fc.stringMatching(new RegExp(rule.pattern.source));
  }
}
