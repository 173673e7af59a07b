/**
 * Turns libxml2's complaints into the words of Xerces, which the service has always used in its faults and
 * which people search for (docs/interface-specification.md, faults).
 */
import { explainStructure } from './explain-structure.js';
import { explainValue, PATTERN, patternTexts, type PatternTexts } from './explain-values.js';
import type { Complaint } from './libxml.js';
import {
  haveSameLocalName,
  localName,
  namespaceOf,
  nextSibling,
  ordinals,
  parentElement,
  previousSibling,
  textOf,
  type Document,
  type Element,
} from './libxml-elements.js';
import type { Problem } from './read-result.js';
import { placeOf, startTagOffsets } from './scan-markup.js';
import type { FieldSpec, OperationSpec, TypeSpec } from './spec.js';

/** What explaining needs to know of the contract. */
export interface Explanation {
  readonly specs: readonly OperationSpec[];
  readonly schemaFiles: ReadonlyMap<string, Buffer>;
}

type Problems = readonly [Problem, ...Problem[]];

/** A longer list helps nobody. */
const MOST_PROBLEMS = 20;

/** The problems of a well-formed message that the schemas refuse, as they come in it. */
export function explainInvalid(
  complaints: readonly Complaint[],
  document: Document,
  text: string,
  explanation: Explanation,
): Problems {
  const chosen = patternsFirst(complaints).slice(0, MOST_PROBLEMS);
  const patterns = patternTexts(explanation.schemaFiles);
  const numbers = ordinals(
    document,
    new Set(chosen.map(({ element }) => element).filter((element) => element !== 0)),
  );
  const offsets = startTagOffsets(text, new Set(numbers.values()));
  const problems = chosen.map((complaint): Problem => {
    const words = explain(complaint, explanation.specs, patterns);
    const { element, line } = complaint;
    if (element === 0) return { text: words, ...(line > 0 && { line }) };
    const offset = offsets.get(numbers.get(element) ?? -1);
    return {
      text: words,
      path: pathOf(element),
      ...(offset === undefined ? { line } : placeOf(text, offset)),
    };
  });
  return atLeastOne(problems);
}

/** Where several facets of one value fail, people look for the pattern. */
function patternsFirst(complaints: readonly Complaint[]): Complaint[] {
  const sorted: Complaint[] = [];
  for (const complaint of complaints) {
    let at = sorted.length;
    if (complaint.code === PATTERN) {
      while (at > 0 && sorted[at - 1]?.element === complaint.element && isLength(sorted[at - 1]?.code)) at--;
    }
    sorted.splice(at, 0, complaint);
  }
  return sorted;
}

function isLength(code: number | undefined): boolean {
  return code === 1830 || code === 1831 || code === 1832;
}

function explain(complaint: Complaint, specs: readonly OperationSpec[], patterns: PatternTexts): string {
  const { code, message, element } = complaint;
  if (element === 0) return message;
  const isAttribute = message.startsWith("Element '") && message.includes("', attribute '");
  const field = fieldOf(element, specs);
  if (field?.value !== undefined && !isAttribute) {
    const words = explainValue(code, message, textOf(element), field.value, patterns);
    if (words !== undefined) return words;
  }
  return explainStructure(complaint, field, typeOf(element, specs), typeOf(parentElement(element), specs));
}

/** The type of an element with children; undefined when the specs do not know the element. */
function typeOf(element: Element, specs: readonly OperationSpec[]): TypeSpec | undefined {
  if (element === 0) return undefined;
  const request = specs.find(({ request }) => {
    return localName(element) === request.element && namespaceOf(element) === request.namespace;
  })?.request;
  return request?.type ?? fieldOf(element, specs)?.type;
}

function fieldOf(element: Element, specs: readonly OperationSpec[]): FieldSpec | undefined {
  const parent = parentElement(element);
  if (parent === 0) return undefined;
  const name = localName(element);
  const namespace = namespaceOf(element);
  return typeOf(parent, specs)?.fields.find((field) => field.name === name && field.namespace === namespace);
}

/** `/Envelope/Body/SubmitBatch/Learner[2]/Gender`, with a number where an element has brothers of its name. */
function pathOf(element: Element): string {
  let path = '';
  for (let at = element; at !== 0; at = parentElement(at)) {
    let before = 0;
    for (let sibling = previousSibling(at); sibling !== 0; sibling = previousSibling(sibling)) {
      if (haveSameLocalName(sibling, at)) before++;
    }
    let repeated = before > 0;
    for (let sibling = nextSibling(at); !repeated && sibling !== 0; sibling = nextSibling(sibling)) {
      repeated = haveSameLocalName(sibling, at);
    }
    path = `/${localName(at)}${repeated ? `[${before + 1}]` : ''}${path}`;
  }
  return path;
}

/** What libxml2 says of text that is not well-formed, in plainer words. */
const PLAINER: readonly (readonly [RegExp, string])[] = [
  [/^Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)$/, '<$1> of line $2 is closed by </$3>'],
  [/^Premature end of data in tag (\S+) line (\d+)$/, '<$1> of line $2 is never closed'],
  [/^Document is empty$/, 'there is no element in it'],
  [/^Start tag expected, '<' not found$/, 'it does not begin with an element'],
  [/^Extra content at the end of the document$/, 'something follows the end of the root element'],
  [
    /^(?:PCDATA|CData section|xmlParseComment|xmlParsePI).*[Ii]nvalid [Cc]har(?:acter)? value (?:0x)?(\S+)$/,
    'character number $1 is not allowed',
  ],
  [/^xmlParseCharRef: invalid xmlChar value (\d+)$/, 'a reference to character number $1 is not allowed'],
  [/^Entity '(.*)' not defined$/, 'the entity &$1; is not defined'],
  [
    /^Namespace prefix (\S+) (?:on|for) (\S+)(?: on \S+)? is not defined$/,
    'the prefix of $1:$2 is not declared',
  ],
];

/**
 * The problems of a message that is no XML.
 *
 * @param zero where its first NUL is, if that is what is wrong
 */
export function explainMalformed(complaints: readonly Complaint[], text: string, zero?: number): Problems {
  if (zero !== undefined) {
    return [
      {
        text: 'The message is not well-formed XML: character number 0 is not allowed.',
        ...placeOf(text, zero),
      },
    ];
  }
  const problems = complaints.slice(0, MOST_PROBLEMS).map(({ message, line, column }): Problem => {
    const rule = PLAINER.find(([pattern]) => pattern.test(message));
    const words = rule === undefined ? message : message.replace(rule[0], rule[1]);
    return {
      text: `The message is not well-formed XML: ${words.replace(/\.?$/, '.')}`,
      ...(line > 0 && { line }),
      ...(column > 0 && { column }),
    };
  });
  return atLeastOne(problems);
}

function atLeastOne(problems: readonly Problem[]): Problems {
  const [first, ...rest] = problems;
  return first === undefined ? [{ text: 'The message is not well-formed XML.' }] : [first, ...rest];
}
