/** Finds the tags of a text and nothing more. Right for every well-formed text; for others, up to where it is not. */

export interface MarkupVisitor {
  /** `at` is the place of '<', `end` that after '>'. Each visit gives whether to go on. */
  startTag(at: number, end: number, empty: boolean, attributes: number): boolean;
  endTag?(at: number): boolean;
  /** Characters between markup, or those of a CDATA section. */
  text?(from: number, to: number): void;
  /** Markup that begins with '<!' and is neither comment nor CDATA section. */
  declaration?(at: number): boolean;
}

export function visitMarkup(text: string, visitor: MarkupVisitor): void {
  let from = 0;
  for (;;) {
    const at = text.indexOf('<', from);
    if (at < 0) return;
    if (at > from) visitor.text?.(from, at);
    const next = text.charCodeAt(at + 1);
    if (next === 0x2f /* / */) {
      if (visitor.endTag?.(at) === false) return;
      from = after(text, '>', at);
    } else if (next === 0x3f /* ? */) {
      from = after(text, '?>', at + 2);
    } else if (next !== 0x21 /* ! */) {
      const tag = tagEnd(text, at);
      if (tag.end < 0) return;
      if (!visitor.startTag(at, tag.end, text.charCodeAt(tag.end - 2) === 0x2f, tag.attributes)) return;
      from = tag.end;
    } else if (text.startsWith('<!--', at)) {
      from = after(text, '-->', at + 4);
    } else if (text.startsWith('<![CDATA[', at)) {
      from = after(text, ']]>', at + 9);
      if (from > 0) visitor.text?.(at + 9, from - 3);
    } else {
      if (visitor.declaration?.(at) === false) return;
      from = after(text, '>', at);
    }
    if (from <= 0) return;
  }
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
}

const found = { end: 0, attributes: 0 };

/** '>' may stand in the value of an attribute. */
function tagEnd(text: string, at: number): { readonly end: number; readonly attributes: number } {
  found.end = -1;
  found.attributes = 0;
  for (let index = at + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x3e /* > */) {
      found.end = index + 1;
      break;
    }
    if (code === 0x22 || code === 0x27) {
      found.attributes++;
      const close = text.indexOf(code === 0x22 ? '"' : "'", index + 1);
      if (close < 0) break;
      index = close;
    }
  }
  return found;
}

/** Where a character of a text stands, both counted from 1. */
export function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end >= offset) return { line, column: offset - start + 1 };
    line++;
    start = end + 1;
  }
}

/** Offsets of start tags by their number in the text, counted from 0. */
export function startTagOffsets(text: string, wanted: ReadonlySet<number>): Map<number, number> {
  const offsets = new Map<number, number>();
  let ordinal = 0;
  visitMarkup(text, {
    startTag: (at) => {
      if (wanted.has(ordinal)) offsets.set(ordinal, at);
      ordinal++;
      return offsets.size < wanted.size;
    },
  });
  return offsets;
}
