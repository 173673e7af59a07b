/** What is refused before any XML library sees it, since it only costs time. */
import type { Problem } from './read-result.js';
import { placeOf, visitMarkup } from './scan-markup.js';
import type { OperationSpec, TypeSpec } from './spec.js';

const DEEPEST = 64;
/** Start tags and attributes. The largest job there is, 5000 learners to verify, has 35,000. */
const MOST_TAGS = 250_000;
/** libxml2 compares each namespace declaration of an element with each other. */
const MOST_ATTRIBUTES = 100;
/** Envelope, Body, request: what is deeper has values. */
const FIELD_DEPTH = 4;

/** How long a value may be, by the name of its element. */
export type LongestValues = ReadonlyMap<string, number>;

/** A value without a limit of its own has a pattern, which no long value fits. */
const LONGEST_WITHOUT_LIMIT = 100;

/** A character may be written as a reference, `&#x10FFFF;`, zeros in front. */
const CHARACTERS_EACH = 16;

export function longestValues(specs: readonly OperationSpec[]): LongestValues {
  const longest = new Map<string, number>();
  const seen = new Set<TypeSpec>();
  const visit = (type: TypeSpec): void => {
    if (seen.has(type)) return;
    seen.add(type);
    for (const { name, value, type: inner } of type.fields) {
      if (inner !== undefined) visit(inner);
      if (value === undefined) continue;
      const limit =
        value.maxLength ?? (value.pattern || value.base !== 'string' ? LONGEST_WITHOUT_LIMIT : Infinity);
      longest.set(name, Math.max(longest.get(name) ?? 0, limit));
    }
  };
  for (const { request } of specs) visit(request.type);
  return longest;
}

/**
 * Looks for a document type, elements too deep, tags too many and values far too long (a pattern takes libxml2
 * half a microsecond for each character). Says nothing of a text that is not well-formed.
 */
export function findExcess(text: string, longest: LongestValues): Problem | undefined {
  const names: number[] = [];
  let inBody = false;
  let tags = 0;
  let characters = 0;
  let problem: Problem | undefined;

  const refuse = (at: number, words: string): false => {
    const path = names.map((name) => `/${localNameAt(text, name)}`).join('');
    problem = { text: words, ...placeOf(text, at), ...(path !== '' && { path }) };
    return false;
  };
  const valueEnds = (): boolean => {
    const length = characters;
    characters = 0;
    const at = names.at(-1);
    if (length < 1000 || at === undefined || !inBody || names.length < FIELD_DEPTH) return true;
    const name = localNameAt(text, at);
    const limit = longest.get(name);
    if (limit === undefined || length <= limit * CHARACTERS_EACH) return true;
    return refuse(
      at - 1,
      `The value of '${name}' is far too long: ${length} characters, where ${limit} are allowed.`,
    );
  };

  visitMarkup(text, {
    declaration: (at) => refuse(at, 'DOCTYPE is not allowed.'),
    text: (from, to) => {
      characters += to - from;
    },
    startTag: (at, _end, empty, attributes) => {
      if (!valueEnds()) return false;
      tags += 1 + attributes;
      if (tags > MOST_TAGS) return refuse(at, `The message has more than ${MOST_TAGS} tags and attributes.`);
      if (attributes > MOST_ATTRIBUTES) {
        return refuse(at, `An element has more than ${MOST_ATTRIBUTES} attributes.`);
      }
      if (names.length === 1) inBody = localNameAt(text, at + 1) === 'Body';
      if (names.length === DEEPEST) return refuse(at, `Elements are nested more than ${DEEPEST} deep.`);
      if (!empty) names.push(at + 1);
      return true;
    },
    endTag: () => {
      if (!valueEnds()) return false;
      names.pop();
      return true;
    },
  });
  return problem;
}

const NAME = /[^\s/>]*/y;

function localNameAt(text: string, at: number): string {
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0].slice(0, 200) ?? '';
  return name.slice(name.indexOf(':') + 1);
}
