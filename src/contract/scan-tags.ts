/**
 * Reads tags and text of a message one after the other, in one pass, as far as they are plain: declarations of
 * namespaces and xsi:nil for attributes, names in ASCII, references to characters and to the five entities.
 * Whatever else there is makes it unsure.
 */
import { AMPERSAND, endOfPlain, LESS, referenced } from './scan-characters.js';

export const XSI_NAMESPACE = 'http://www.w3.org/2001/XMLSchema-instance';

/** Namespace names that are surely valid URI references. Others are for the validator to judge. */
const PLAIN_URI =
  /^(?:https?:\/\/[A-Za-z0-9][A-Za-z0-9.-]*(?:\/[A-Za-z0-9._~-]*)*#?|urn:[A-Za-z0-9][A-Za-z0-9:._-]*)$/;
/** Prefixes are looked for one after the other. */
const MOST_DECLARED = 60;
const RESERVED_URIS = new Set(['http://www.w3.org/XML/1998/namespace', 'http://www.w3.org/2000/xmlns/']);

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
export const SLASH = 47;
const COLON = 58;
const EQUALS = 61;
export const GREATER = 62;

const NAME_START = 2;
const NAME = 1;
/** By character code: may stand in a name, may begin one. Names beyond ASCII go to the validator. */
const NAME_CHARACTERS = new Uint8Array(128);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_') {
  NAME_CHARACTERS[character.charCodeAt(0)] = NAME_START | NAME;
}
for (const character of '0123456789-.') NAME_CHARACTERS[character.charCodeAt(0)] = NAME;

/** Stands for "leave it to the validator"; no value of a request can be mistaken for it. */
export const UNSURE = Symbol('unsure');
export type Unsure = typeof UNSURE;

/** Which xsi:nil an element carries. */
export const NO_NIL = 0;
export const NIL_TRUE = 1;
export const NIL_FALSE = 2;

export class TagScanner {
  /** Known namespace names, so that they are one string each and compare quickly. */
  readonly #uris: Map<string, string>;

  text = '';
  /** Next character to read. */
  at = 0;
  /** How many namespace declarations are in scope; the innermost is the last. */
  declared = 0;
  defaultNamespace = '';
  // The start tag read last.
  nameStart = 0;
  localStart = 0;
  nameEnd = 0;
  empty = false;
  nil = NO_NIL;

  #length = 0;
  readonly #prefixes: string[] = [];
  readonly #namespaces: string[] = [];

  /** @param uris namespace names that need no further check */
  constructor(uris: Iterable<string>) {
    this.#uris = new Map(Array.from(uris, (uri) => [uri, uri]));
  }

  /** Begins a text. */
  begin(text: string): void {
    this.text = text;
    this.#length = text.length;
    this.at = 0;
    this.declared = 0;
    this.defaultNamespace = '';
  }

  /** Text up to the next '<'. */
  characters(): string | Unsure {
    const text = this.text;
    const start = this.at;
    const at = endOfPlain(text, start);
    const code = text.charCodeAt(at);
    if (code === AMPERSAND) return this.#escapedCharacters(start, at);
    if (code !== LESS) return UNSURE;
    this.at = at;
    return text.slice(start, at);
  }

  /** The same for text with references: `start` is where it begins, `first` the first of them. */
  #escapedCharacters(start: number, first: number): string | Unsure {
    const text = this.text;
    let value = text.slice(start, first);
    let at = first;
    while (text.charCodeAt(at) === AMPERSAND) {
      const end = text.indexOf(';', at);
      // '&#x10FFFF;' is the longest there is, save for zeros in front.
      if (end < 0 || end - at > 12) return UNSURE;
      const character = referenced(text.slice(at + 1, end));
      if (character === undefined) return UNSURE;
      at = endOfPlain(text, end + 1);
      value += character + text.slice(end + 1, at);
    }
    if (text.charCodeAt(at) !== LESS) return UNSURE;
    this.at = at;
    return value;
  }

  blanks(): void {
    const text = this.text;
    let at = this.at;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== SPACE && code !== LF && code !== CR && code !== TAB) break;
      at++;
    }
    this.at = at;
  }

  /** Reads the end tag of an element that holds elements; blanks may stand before it. */
  closing(start: number, end: number): boolean {
    this.blanks();
    return this.endTag(start, end);
  }

  /** Reads an end tag, which must have the name that stands at `start` to `end`. */
  endTag(start: number, end: number): boolean {
    const text = this.text;
    let at = this.at;
    if (text.charCodeAt(at) !== LESS || text.charCodeAt(at + 1) !== SLASH) return false;
    at += 2;
    for (let from = start; from < end; from++, at++) {
      if (text.charCodeAt(from) !== text.charCodeAt(at)) return false;
    }
    this.at = at;
    if (text.charCodeAt(at) !== GREATER) {
      this.blanks();
      if (text.charCodeAt(this.at) !== GREATER) return false;
    }
    this.at++;
    return true;
  }

  /** Reads a start tag with its attributes; blanks may stand before it. */
  startTag(): boolean {
    this.blanks();
    const text = this.text;
    if (text.charCodeAt(this.at) !== LESS) return false;
    const start = this.at + 1;
    const local = this.#name(start);
    if (local < 0) return false;
    this.nameStart = start;
    this.localStart = local;
    this.nameEnd = this.at;
    this.nil = NO_NIL;
    const code = text.charCodeAt(this.at);
    if (code !== GREATER && code !== SLASH) return this.#attributes();
    return this.#tagEnd(code);
  }

  /** Takes '>' or '/>'. */
  #tagEnd(code: number): boolean {
    this.empty = code === SLASH;
    if (this.empty && this.text.charCodeAt(this.at + 1) !== GREATER) return false;
    this.at += this.empty ? 2 : 1;
    return true;
  }

  /**
   * Reads a name with or without a prefix, ASCII only.
   * @returns where its local part begins; -1 when it is no such name
   */
  #name(start: number): number {
    const text = this.text;
    let local = start;
    let at = start;
    if (((NAME_CHARACTERS[text.charCodeAt(at)] ?? 0) & NAME_START) === 0) return -1;
    for (;;) {
      const code = text.charCodeAt(++at);
      if ((NAME_CHARACTERS[code] ?? 0) !== 0) continue;
      if (code !== COLON || local !== start) break;
      local = ++at;
      if (((NAME_CHARACTERS[text.charCodeAt(at)] ?? 0) & NAME_START) === 0) return -1;
    }
    this.at = at;
    return text.charCodeAt(at) === COLON ? -1 : local;
  }

  /** Understands namespace declarations and xsi:nil, nothing else. */
  #attributes(): boolean {
    const text = this.text;
    const outer = this.declared;
    let hasDefault = false;
    let nilStart = 0;
    let nilEnd = 0;
    for (;;) {
      const before = this.at;
      this.blanks();
      const code = text.charCodeAt(this.at);
      if (code === GREATER || code === SLASH) {
        if (nilEnd > 0 && this.#resolve(nilStart, nilEnd) !== XSI_NAMESPACE) return false;
        return this.#tagEnd(code);
      }
      if (this.at === before) return false;
      const start = this.at;
      const local = this.#name(start);
      if (local < 0) return false;
      const end = this.at;
      const value = this.#attributeValue();
      if (value === UNSURE) return false;
      if (local === start) {
        if (end - start !== 5 || !text.startsWith('xmlns', start) || hasDefault) return false;
        const uri = value === '' ? '' : this.#uri(value);
        if (uri === undefined) return false;
        hasDefault = true;
        this.defaultNamespace = uri;
      } else if (local - start === 6 && text.startsWith('xmlns', start)) {
        const uri = this.#uri(value);
        if (uri === undefined || !this.#declare(text.slice(local, end), uri, outer)) return false;
      } else {
        if (end - local !== 3 || !text.startsWith('nil', local) || nilEnd > 0) return false;
        nilStart = start;
        nilEnd = local - 1;
        if (value === 'true' || value === '1') this.nil = NIL_TRUE;
        else if (value === 'false' || value === '0') this.nil = NIL_FALSE;
        else return false;
      }
    }
  }

  /** Reads `="value"`, a value without references and with nothing to normalise. */
  #attributeValue(): string | Unsure {
    const text = this.text;
    this.blanks();
    if (text.charCodeAt(this.at) !== EQUALS) return UNSURE;
    this.at++;
    this.blanks();
    const quote = text.charCodeAt(this.at);
    if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return UNSURE;
    const start = this.at + 1;
    for (let at = start; at < this.#length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.at = at + 1;
        return text.slice(start, at);
      }
      if (code < SPACE || code > 126 || code === LESS || code === AMPERSAND) return UNSURE;
    }
    return UNSURE;
  }

  /** The namespace name itself; undefined when it might be none. */
  #uri(value: string): string | undefined {
    const known = this.#uris.get(value);
    if (known !== undefined) return known;
    return PLAIN_URI.test(value) && !RESERVED_URIS.has(value) ? value : undefined;
  }

  /** Adds a declaration; false when this element has declared the prefix already or nobody may. */
  #declare(prefix: string, namespace: string, outer: number): boolean {
    if (prefix === 'xml' || prefix === 'xmlns' || this.declared === MOST_DECLARED) return false;
    for (let index = outer; index < this.declared; index++)
      if (this.#prefixes[index] === prefix) return false;
    this.#prefixes[this.declared] = prefix;
    this.#namespaces[this.declared] = namespace;
    this.declared++;
    return true;
  }

  /** The namespace of the prefix that stands at `start` to `end`; undefined when it is not declared. */
  #resolve(start: number, end: number): string | undefined {
    for (let index = this.declared - 1; index >= 0; index--) {
      const prefix = this.#prefixes[index];
      if (prefix?.length === end - start && this.text.startsWith(prefix, start))
        return this.#namespaces[index];
    }
    return undefined;
  }

  namespaceOfTag(): string | undefined {
    if (this.localStart === this.nameStart) return this.defaultNamespace;
    return this.#resolve(this.nameStart, this.localStart - 1);
  }

  isLocal(name: string): boolean {
    return this.nameEnd - this.localStart === name.length && this.text.startsWith(name, this.localStart);
  }
}
