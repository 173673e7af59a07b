/**
 * Cuts an XML file into its records, so that a file of any size is never held as a whole.
 * It looks at tags alone; each record's text is for a parser to judge.
 */
import { cutOff, longestRow } from './row.js';

/** Root, record, field: nothing lies deeper. */
const deepest = 3;
const openings = { comment: '<!--', characterData: '<![CDATA[' } as const;

/** A piece of markup in the buffer. */
interface Markup {
  readonly end: number;
  readonly kind: 'start' | 'empty' | 'end' | 'other';
}

export class RecordScanner {
  /** Why the rest is not read. */
  problem: string | undefined;
  #buffer = '';
  #at = 0;
  #depth = 0;
  #root: string | undefined;
  #recordAt = -1;
  #ended = false;

  /** Takes the next characters and gives the records that end in them. */
  push(text: string): readonly string[] {
    const records: string[] = [];
    const keep = this.#recordAt >= 0 ? this.#recordAt : this.#at;
    this.#buffer = this.#buffer.slice(keep) + text;
    this.#at -= keep;
    if (this.#recordAt >= 0) this.#recordAt = 0;
    while (this.problem === undefined && this.#next(records));
    const waiting = this.#buffer.length - (this.#recordAt >= 0 ? this.#recordAt : this.#at);
    if (waiting > longestRow) {
      this.problem ??= `A record, tag or comment is longer than ${longestRow} characters: something does not end where it should.`;
    }
    return records;
  }

  /** Call it at the end of the file. */
  finish(): void {
    if (this.#ended) return;
    this.problem ??=
      this.#root === undefined
        ? 'The file holds no XML element.'
        : `The file ends before </${this.#root}>. ${cutOff}`;
  }

  /** @returns whether to go on; false when more characters are needed or a problem stands */
  #next(records: string[]): boolean {
    const tag = this.#buffer.indexOf('<', this.#at);
    const outside = this.#depth < 2;
    const between = outside ? this.#buffer.slice(this.#at, tag === -1 ? undefined : tag) : '';
    if (between.trim() !== '') {
      this.problem = 'There is text outside of the records: is this XML?';
      return false;
    }
    if (tag === -1) {
      this.#at = this.#buffer.length;
      return false;
    }
    this.#at = tag;
    const markup = this.#markup(tag, outside);
    if (markup === undefined) return false;
    this.#enter(markup, tag, records);
    this.#at = markup.end;
    return true;
  }

  /** @returns undefined when it does not end yet, or when there is a problem */
  #markup(at: number, outside: boolean): Markup | undefined {
    const buffer = this.#buffer;
    const until = (text: string, from: number): Markup | undefined => {
      const found = buffer.indexOf(text, from);
      return found === -1 ? undefined : { end: found + text.length, kind: 'other' };
    };
    switch (buffer[at + 1]) {
      case undefined:
        return undefined;
      case '?':
        return until('?>', at + 2);
      case '!':
        if (buffer.startsWith(openings.comment, at)) return until('-->', at + openings.comment.length);
        if (buffer.startsWith(openings.characterData, at) && !outside) {
          return until(']]>', at + openings.characterData.length);
        }
        if (Object.values(openings).some((opening) => opening.startsWith(buffer.slice(at)))) return undefined;
        this.problem = 'A document type (<!DOCTYPE …>) is not taken: delete it.';
        return undefined;
      case '/': {
        const end = buffer.indexOf('>', at);
        return end === -1 ? undefined : { end: end + 1, kind: 'end' };
      }
      default: {
        const end = tagEnd(buffer, at);
        if (end === -1) return undefined;
        return { end: end + 1, kind: buffer[end - 1] === '/' ? 'empty' : 'start' };
      }
    }
  }

  #enter({ kind, end }: Markup, at: number, records: string[]): void {
    if (kind === 'other') {
      this.#declaration(at, end);
      return;
    }
    if (this.#ended) {
      this.problem = 'There is another element after the end of the first: a file has one root.';
      return;
    }
    const name = /^<\/?([^\s/>]*)/.exec(this.#buffer.slice(at, Math.min(end, at + 200)))?.[1] ?? '';
    if (kind === 'end') {
      if (this.#depth === 1 && name !== this.#root) {
        this.problem = `</${name}> ends what <${this.#root ?? ''}> began.`;
        return;
      }
      this.#depth -= 1;
    } else {
      if (this.#depth === deepest) {
        this.problem = `<${name}> is within the element of a column: elements of columns hold text alone.`;
        return;
      }
      if (this.#depth === 0) this.#root = name;
      if (this.#depth === 1) this.#recordAt = at;
      if (kind === 'start') this.#depth += 1;
    }
    if (this.#depth === 0) this.#ended = true;
    if (this.#depth !== 1 || this.#recordAt < 0) return;
    records.push(this.#buffer.slice(this.#recordAt, end));
    this.#recordAt = -1;
  }

  /** The encoding that a declaration names must be one that the bytes were read in. */
  #declaration(at: number, end: number): void {
    const text = this.#buffer.slice(at, Math.min(end, at + 200));
    const named = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
    if (named === undefined || /^(?:utf-?8|utf-16(?:le|be)?|us-ascii)$/i.test(named)) return;
    this.problem = `The XML declaration says the encoding is ${named}: save the file as UTF-8, and say so.`;
  }
}

/** Where a tag's `>` is; -1 when it is not there yet. Attribute values may hold one. */
function tagEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const close = text.indexOf('>', at);
    if (close === -1) return -1;
    const quote = /["']/.exec(text.slice(at, close));
    if (quote === null) return close;
    const end = text.indexOf(quote[0], at + quote.index + 1);
    if (end === -1) return -1;
    at = end + 1;
  }
}
