/** A message with each element on a line of its own, for reading: not the bytes that travelled. */
import { escapeText } from '../../contract/escape-xml.js';
import type { MessageElement } from '../../contract/read-tree.js';

const MOST_CHARACTERS = 250_000;

export interface IndentedMessage {
  readonly lines: readonly string[];
  /** Lines that were left out, since nobody reads that many. */
  readonly leftOut: number;
}

/** Elements by their local names, without prefixes and namespaces. */
export function indented(root: MessageElement): IndentedMessage {
  const page = { lines: [] as string[], characters: 0, leftOut: 0 };
  write(root, '', page);
  return { lines: page.lines, leftOut: page.leftOut };
}

interface Page {
  readonly lines: string[];
  characters: number;
  leftOut: number;
}

function put(page: Page, line: string): void {
  if (page.characters + line.length > MOST_CHARACTERS) page.leftOut += 1;
  else page.lines.push(line);
  page.characters += line.length;
}

function write({ name, nil, text, children }: MessageElement, margin: string, page: Page): void {
  if (children.length === 0) {
    if (nil) put(page, `${margin}<${name} nil="true"/>`);
    else if (text === '') put(page, `${margin}<${name}/>`);
    else put(page, `${margin}<${name}>${escapeText(text)}</${name}>`);
    return;
  }
  put(page, `${margin}<${name}>`);
  for (const child of children) write(child, `${margin}  `, page);
  put(page, `${margin}</${name}>`);
}
