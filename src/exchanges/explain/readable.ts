/** A message as people read it: fields with their names in words, their values, and what the values stand for. */
import type { MessageElement } from '../../contract/read-tree.js';
import { labelOf } from './field-names.js';
import { valueInWords } from './value-words.js';

export interface ReadableField {
  /** As the message has it: `LastKnownPostCode`. */
  readonly name: string;
  /** In words: "Last known postcode". */
  readonly label: string;
  readonly value: string;
  /** Characters of the value that were left out at its end. */
  readonly leftOut?: number;
  /** What the value stands for, where it does not speak for itself. */
  readonly meaning?: string;
  /** The element is there without a value. */
  readonly without?: 'empty' | 'nil';
}

export interface ReadableGroup {
  readonly name: string;
  readonly label: string;
  /** From 1, where several groups of the name stand beside each other. */
  readonly number?: number;
  readonly fields: readonly ReadableField[];
  readonly groups: readonly ReadableGroup[];
}

export interface ReadableMessage {
  /** What is in the Body; absent when there is nothing. */
  readonly content?: ReadableGroup;
  /** What is in the Header, if anything. */
  readonly headers?: ReadableGroup;
  /** Groups that were left out, since nobody reads that many. */
  readonly leftOut: number;
}

/** A batch of 200 learners is shown whole. */
const MOST_GROUPS = 250;
/** Of one value: more than any but a file may have. */
const MOST_CHARACTERS = 20_000;

/** The elements of a message in words. Takes any tree: what is no envelope is shown from its root. */
export function readable(root: MessageElement): ReadableMessage {
  const budget = { groups: MOST_GROUPS, leftOut: 0 };
  const body = root.name === 'Envelope' ? root.children.find(({ name }) => name === 'Body') : undefined;
  const header = root.name === 'Envelope' ? root.children.find(({ name }) => name === 'Header') : undefined;
  const content = root.name === 'Envelope' ? body?.children[0] : root;
  const headers = header === undefined || header.children.length === 0 ? undefined : header;
  return {
    ...(content === undefined ? {} : { content: group(content, budget) }),
    ...(headers === undefined ? {} : { headers: group(headers, budget) }),
    leftOut: budget.leftOut,
  };
}

interface Budget {
  groups: number;
  leftOut: number;
}

function group(element: MessageElement, budget: Budget, number?: number): ReadableGroup {
  const fields: ReadableField[] = [];
  const groups: ReadableGroup[] = [];
  const all = new Map<string, number>();
  for (const { name } of element.children) all.set(name, (all.get(name) ?? 0) + 1);
  const counts = new Map<string, number>();
  for (const child of element.children) {
    if (child.children.length === 0) {
      fields.push(field(child));
      continue;
    }
    const count = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, count);
    if (budget.groups === 0) {
      budget.leftOut++;
      continue;
    }
    budget.groups--;
    groups.push(group(child, budget, all.get(child.name) === 1 ? undefined : count));
  }
  if (element.children.length === 0) fields.push(field(element));
  const { name } = element;
  return { name, label: labelOf(name), ...(number === undefined ? {} : { number }), fields, groups };
}

function field({ name, text, nil }: MessageElement): ReadableField {
  const label = labelOf(name);
  if (nil) return { name, label, value: '', without: 'nil' };
  if (text === '') return { name, label, value: '', without: 'empty' };
  const meaning = valueInWords(name, text);
  const leftOut = text.length - MOST_CHARACTERS;
  return {
    name,
    label,
    value: text.slice(0, MOST_CHARACTERS),
    ...(leftOut > 0 && { leftOut }),
    ...(meaning === undefined ? {} : { meaning }),
  };
}
