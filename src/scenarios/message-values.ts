/** Values of a message by path, and whether they are as a scenario says. */
import type { MessageElement } from '../contract/read-tree.js';
import type { Condition, Conditions } from './scenario.js';

/** Characters of a value in a reason. */
const MOST_SHOWN = 60;

/** Values that steps of one attempt remembered, by name. */
export type Remembered = Readonly<Record<string, readonly string[]>>;

/**
 * The text of every element that a path leads to, blanks around it taken away.
 * @param path `Learner/ULN`; `Learner[2]/ULN` is that of the second learner alone
 */
export function valuesAt(root: MessageElement | undefined, path: string): readonly string[] {
  let found = root === undefined ? [] : [root];
  for (const part of path.split('/')) {
    const [, name = '', place] = /^(\w+)(?:\[(\d+)\])?$/.exec(part) ?? [];
    const children = found.flatMap((element) => element.children.filter((child) => child.name === name));
    found = place === undefined ? children : children.slice(Number(place) - 1, Number(place));
  }
  return found.map((element) => element.text.trim());
}

/** The first condition that does not hold, in words; nothing when all do. */
export function firstDifference(
  root: MessageElement | undefined,
  conditions: Conditions,
  remembered: Remembered,
): string | undefined {
  for (const [path, condition] of Object.entries(conditions)) {
    const values = valuesAt(root, path);
    if (!holds(condition, values, remembered)) return difference(path, condition, values, remembered);
  }
  return undefined;
}

/** Whether the values are as the condition says. */
export function holds(condition: Condition, values: readonly string[], remembered: Remembered): boolean {
  const filled = values.filter((value) => value !== '');
  const has = (wanted: string) => values.some((value) => alike(value, wanted));
  const { is, not, oneOf, allOf, contains, pattern, absent, present, count, atLeast, same, other } =
    condition;
  return (
    (is === undefined || has(is)) &&
    (not === undefined || !has(not)) &&
    (oneOf === undefined || oneOf.some(has)) &&
    (allOf === undefined || allOf.every(has)) &&
    (contains === undefined ||
      values.some((value) => [contains].flat().every((part) => value.includes(part)))) &&
    (pattern === undefined || values.some((value) => new RegExp(pattern, 'u').test(value))) &&
    (absent === undefined || filled.length === 0) &&
    (present === undefined || filled.length > 0) &&
    (count === undefined || values.length === count) &&
    (atLeast === undefined || values.length >= atLeast) &&
    (same === undefined || (remembered[same] ?? []).some(has)) &&
    (other === undefined || !(remembered[other] ?? []).some(has))
  );
}

/** What a condition asks for, as the end of a sentence: `is Eleanor`. */
export function conditionInWords(condition: Condition, remembered: Remembered = {}): string {
  const known = remembered[condition.same ?? ''];
  if (condition.say !== undefined && known === undefined) return condition.say;
  const { is, not, oneOf, allOf, contains, pattern, absent, count, atLeast, same, other } = condition;
  const before = (name: string) => remembered[name]?.slice(0, 3).join(' or ') ?? 'that of the step before';
  const words = [
    is === undefined ? undefined : is === '' ? 'empty' : is,
    not === undefined ? undefined : `anything but ${not}`,
    oneOf === undefined ? undefined : oneOf.join(' or '),
    allOf === undefined ? undefined : allOf.join(' and '),
    contains === undefined ? undefined : `with ${[contains].flat().join(', ')} in it`,
    pattern === undefined ? undefined : `of the form ${pattern}`,
    absent === undefined ? undefined : 'left out',
    count === undefined ? undefined : count === 0 ? 'none' : `${String(count)} of them`,
    atLeast === undefined ? undefined : `${String(atLeast)} or more of them`,
    same === undefined ? undefined : before(same),
    other === undefined ? undefined : `anything but ${before(other)}`,
  ].filter((word) => word !== undefined);
  return words.length === 0 ? 'any value' : words.join(', ');
}

function difference(
  path: string,
  condition: Condition,
  values: readonly string[],
  remembered: Remembered,
): string {
  const shown = values.slice(0, 5).map((value) => (value === '' ? 'empty' : shortened(value)));
  const now = values.length === 0 ? 'missing' : shown.join(', ');
  return `${path} is ${now}, and should be ${conditionInWords(condition, remembered)}`;
}

function shortened(value: string): string {
  return value.length <= MOST_SHOWN ? value : `${value.slice(0, MOST_SHOWN)}…`;
}

function alike(one: string, other: string): boolean {
  return one === other || one.toUpperCase() === other.toUpperCase();
}
