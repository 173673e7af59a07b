/** The specs of requests, made ready for the scanner: all objects of one shape, nothing left to decide later. */
import type { FieldSpec, OperationSpec, TypeSpec, ValueRule } from './spec.js';

export interface FieldPlan {
  readonly name: string;
  /** The name in UTF-8 with a zero at the end, as libxml2 keeps names. */
  readonly nameBytes: Uint8Array;
  readonly key: string;
  readonly namespace: string;
  readonly min: number;
  readonly max: number;
  readonly many: boolean;
  readonly nillable: boolean;
  /** Undefined for an element that has children. */
  readonly rule: RulePlan | undefined;
  /** The fields of an element that has children. */
  readonly fields: readonly FieldPlan[];
  /** Whether an element that has children may also have none. */
  readonly mayBeEmpty: boolean;
}

export interface RulePlan {
  readonly base: ValueRule['base'];
  readonly minLength: number;
  readonly maxLength: number;
  readonly pattern: RegExp | undefined;
  readonly minInclusive: number;
  readonly maxInclusive: number;
}

export interface OperationPlan {
  readonly operation: string;
  readonly namespace: string;
  readonly element: string;
  readonly fields: readonly FieldPlan[];
}

/** A request as the scanner reads it. */
export interface ScannedMessage {
  readonly operation: string;
  readonly request: Readonly<Record<string, unknown>>;
}

export function planOperations(specs: readonly OperationSpec[]): readonly OperationPlan[] {
  const types = new Map<TypeSpec, readonly FieldPlan[]>();
  const rules = new Map<ValueRule, RulePlan>();

  const planType = (type: TypeSpec): readonly FieldPlan[] => {
    const known = types.get(type);
    if (known !== undefined) return known;
    const fields: FieldPlan[] = [];
    types.set(type, fields);
    for (const field of type.fields) fields.push(planField(field));
    return fields;
  };
  const planField = (field: FieldSpec): FieldPlan => ({
    name: field.name,
    nameBytes: Buffer.from(`${field.name}\0`),
    key: field.key,
    namespace: field.namespace,
    min: field.min,
    max: field.max,
    many: field.max > 1,
    nillable: field.nillable,
    rule: field.value === undefined ? undefined : planRule(field.value),
    fields: field.type === undefined ? [] : planType(field.type),
    mayBeEmpty: field.type?.fields.every(({ min }) => min === 0) ?? false,
  });
  const planRule = (rule: ValueRule): RulePlan => {
    const known = rules.get(rule);
    if (known !== undefined) return known;
    const plan: RulePlan = {
      base: rule.base,
      minLength: rule.minLength ?? 0,
      maxLength: rule.maxLength ?? Infinity,
      pattern: rule.pattern,
      minInclusive: rule.minInclusive ?? -Infinity,
      maxInclusive: rule.maxInclusive ?? Infinity,
    };
    rules.set(rule, plan);
    return plan;
  };

  return specs.map(({ name, request }) => ({
    operation: name,
    namespace: request.namespace,
    element: request.element,
    fields: planType(request.type),
  }));
}

/** Without a valid day, which is looked at apart. Midnight as 24:00:00 is rare enough for the validator. */
const DATE_TIME =
  /^(?!0000)([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isPlainDateTime(text: string): boolean {
  const found = DATE_TIME.exec(text);
  if (found === null) return false;
  const year = Number(found[1]);
  const month = Number(found[2]);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
  return Number(found[3]) <= days;
}

const SMALL_NUMBER = /^-?[0-9]{1,18}$/;
const INT_LIMIT = 2 ** 31;

/**
 * The value of a text that certainly fits its rule, undefined for one that does not or might not: a schema
 * validator also knows forms that are rare (`+1`, blanks around a number).
 */
export function plainValue(text: string, rule: RulePlan): string | number | bigint | undefined {
  if (rule.base === 'string') {
    if (text.length > rule.maxLength || text.length < rule.minLength) return undefined;
    return rule.pattern === undefined || rule.pattern.test(text) ? text : undefined;
  }
  if (rule.base === 'dateTime') {
    return isPlainDateTime(text) && (rule.pattern?.test(text) ?? true) ? text : undefined;
  }
  if (rule.base !== 'int' && rule.base !== 'long') return undefined;
  if (!SMALL_NUMBER.test(text) || rule.pattern !== undefined) return undefined;
  const number = Number(text);
  if (number < rule.minInclusive || number > rule.maxInclusive) return undefined;
  if (rule.base === 'long') return BigInt(text);
  return number >= -INT_LIMIT && number < INT_LIMIT ? number | 0 : undefined;
}
