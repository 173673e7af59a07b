/** The value rules of requests, and texts that are near to what they take. */
import fc from 'fast-check';
import type { TypeSpec, ValueRule } from '../../src/contract/spec.js';

/** The rules of a type and of all that is in it, by name. */
export function valueRules(type: TypeSpec, found = new Map<string, ValueRule>()): Map<string, ValueRule> {
  for (const field of type.fields) {
    if (field.type !== undefined) valueRules(field.type, found);
    else if (field.value !== undefined) found.set(field.value.name, field.value);
  }
  return found;
}

/** Whether the text has a length and a form that the rule takes. */
export function ruleTakes(rule: ValueRule, text: string): boolean {
  const length = Array.from(text).length;
  if (length < (rule.minLength ?? 0) || length > (rule.maxLength ?? Infinity)) return false;
  return rule.pattern?.test(text) ?? true;
}

/** Strings near a rule: some that it takes, some a character away from those, some of anything. */
export function near(rule: ValueRule): fc.Arbitrary<string> {
  const anything = fc.string({ unit: 'binary', maxLength: 40 });
  const blanks = fc.string({
    unit: fc.constantFrom(' ', '\t', '\n', '\r', '\u00A0', '\u2028', 'x', '0', '-', '😀'),
  });
  if (rule.pattern === undefined) {
    const longest = rule.maxLength ?? 10;
    return fc.oneof(
      anything,
      fc.string({ unit: 'grapheme', minLength: longest - 1, maxLength: longest + 1 }),
    );
  }
  const fitting = fc.stringMatching(new RegExp(rule.pattern.source.replaceAll('[^]', '.'), 'u'), {
    maxLength: 60,
  });
  const changed = fc
    .tuple(fitting, fc.nat(), fc.constantFrom('', ' ', '0', 'a', '\n', '-', '@', '.', '9', 'é'), fc.boolean())
    .map(([text, at, other, replace]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + other + text.slice(place + (replace ? 1 : 0));
    });
  return fc.oneof(anything, blanks, fitting, changed);
}

/** As a parser hands text on: without what XML cannot carry. */
export function carried(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters in question
  return text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF\uD800-\uDFFF]/gu, '\uFFFD');
}
