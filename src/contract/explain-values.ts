/** What the schemas say about values, in the words that Xerces has for a value against its type. */
import { withDocument } from './libxml.js';
import {
  attribute,
  firstChild,
  localName,
  nextSibling,
  rootElement,
  type Element,
} from './libxml-elements.js';
import type { ValueRule } from './spec.js';

/** Patterns of simple types by name, as the schema has them; alternatives joined by '|'. */
export type PatternTexts = ReadonlyMap<string, string>;

const known = new WeakMap<ReadonlyMap<string, Buffer>, PatternTexts>();

/** @param files the schema files by name */
export function patternTexts(files: ReadonlyMap<string, Buffer>): PatternTexts {
  const before = known.get(files);
  if (before !== undefined) return before;
  const patterns = new Map<string, string>();
  for (const bytes of files.values()) {
    withDocument(bytes, (document) => {
      for (let type = firstChild(rootElement(document)); type !== 0; type = nextSibling(type)) {
        const name = attribute(type, '', 'name');
        if (localName(type) !== 'simpleType' || name === undefined) continue;
        const texts = patternsOf(type);
        if (texts.length > 0) patterns.set(name, texts.join('|'));
      }
    });
  }
  known.set(files, patterns);
  return patterns;
}

function patternsOf(type: Element): string[] {
  const texts: string[] = [];
  for (let restriction = firstChild(type); restriction !== 0; restriction = nextSibling(restriction)) {
    for (let facet = firstChild(restriction); facet !== 0; facet = nextSibling(facet)) {
      if (localName(facet) === 'pattern') texts.push(attribute(facet, '', 'value') ?? '');
    }
  }
  return texts;
}

const LONGEST_SHOWN = 100;

/** Types whose values nobody else should come to read, in a log of faults for one. */
const SECRETS: ReadonlySet<string> = new Set(['MIAPOrgPassword', 'OrganisationPassword']);
const HIDDEN = '****';

/** A value as a message may quote it. */
export function shown(value: string): string {
  const characters = value.length > 2 * LONGEST_SHOWN ? value.slice(0, 2 * LONGEST_SHOWN) : value;
  const cut = [...characters].slice(0, LONGEST_SHOWN).join('');
  return cut.length < value.length ? `${cut}…` : value;
}

// Codes of xmlParserErrors in libxml2's xmlerror.h.
const NOT_A_VALUE = new Set([1824, 1825, 1826]);
const MIN_LENGTH = 1831;
const MAX_LENGTH = 1832;
const MIN_INCLUSIVE = 1833;
const MAX_INCLUSIVE = 1834;
export const PATTERN = 1839;
const ENUMERATION = 1840;

const BUILT_IN_LIMITS = {
  int: { min: '-2147483648', max: '2147483647' },
  long: { min: '-9223372036854775808', max: '9223372036854775807' },
} as const;

/**
 * Says what is wrong with a value, undefined when the complaint is about something else.
 *
 * @param message libxml2's own words
 */
export function explainValue(
  code: number,
  message: string,
  value: string,
  rule: ValueRule,
  patterns: PatternTexts,
): string | undefined {
  const start = `Value '${SECRETS.has(rule.name) ? HIDDEN : shown(value)}'`;
  const facet = (name: string, limit: string, length = ''): string =>
    `cvc-${name}-valid: ${start}${length} is not facet-valid with respect to ${name} '${limit}' for type '${rule.name}'.`;
  const length = ` with length = '${[...value].length}'`;
  if (code === PATTERN) {
    return facet('pattern', patterns.get(rule.name) ?? '');
  }
  if (code === MIN_LENGTH) return facet('minLength', String(rule.minLength), length);
  if (code === MAX_LENGTH) return facet('maxLength', String(rule.maxLength), length);
  if (code === MIN_INCLUSIVE) return facet('minInclusive', String(rule.minInclusive));
  if (code === MAX_INCLUSIVE) return facet('maxInclusive', String(rule.maxInclusive));
  if (code === ENUMERATION) {
    const set = /set \{(.*)\}/s.exec(message)?.[1]?.replaceAll("'", '') ?? '';
    return `cvc-enumeration-valid: ${start} is not facet-valid with respect to enumeration '[${set}]'. It must be a value from the enumeration.`;
  }
  if (!NOT_A_VALUE.has(code)) return undefined;
  return explainNoValue(value.trim(), rule);
}

const A_DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** A whole number beyond the type's range is against a facet; anything else is no number. */
function explainNoValue(value: string, rule: ValueRule): string {
  const { base } = rule;
  if ((base !== 'int' && base !== 'long') || !/^[+-]?[0-9]+$/.test(value)) {
    const type = base === 'string' ? rule.name : base === 'int' || base === 'long' ? 'integer' : base;
    const hint =
      base === 'dateTime' && A_DAY.test(value)
        ? ` A day alone is no dateTime: write it as '${value}T00:00:00'.`
        : '';
    return `cvc-datatype-valid.1.2.1: '${shown(value)}' is not a valid value for '${type}'.${hint}`;
  }
  const negative = value.startsWith('-');
  const own = negative ? rule.minInclusive : rule.maxInclusive;
  const builtIn = BUILT_IN_LIMITS[base];
  const limit = own ?? (negative ? builtIn.min : builtIn.max);
  const type = own === undefined ? base : rule.name;
  const name = negative ? 'minInclusive' : 'maxInclusive';
  return `cvc-${name}-valid: Value '${shown(value)}' is not facet-valid with respect to ${name} '${limit}' for type '${type}'.`;
}
