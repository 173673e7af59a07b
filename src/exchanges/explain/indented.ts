/** A message with each element on a line of its own, for reading: not the bytes that travelled. */
import { escapeText } from '../../contract/escape-xml.js';
import type { MessageElement } from '../../contract/read-tree.js';

const MOST_LINES = 5000;

export interface IndentedMessage {
  readonly lines: readonly string[];
  readonly leftOut: number;
}

/** Elements by their local names, without prefixes and namespaces. */
export function indented(root: MessageElement): IndentedMessage {
  const lines: string[] = [];
  write(root, '', lines);
  return { lines: lines.slice(0, MOST_LINES), leftOut: Math.max(0, lines.length - MOST_LINES) };
}

function write({ name, nil, text, children }: MessageElement, margin: string, lines: string[]): void {
  if (children.length === 0) {
    if (nil) lines.push(`${margin}<${name} nil="true"/>`);
    else if (text === '') lines.push(`${margin}<${name}/>`);
    else lines.push(`${margin}<${name}>${escapeText(text)}</${name}>`);
    return;
  }
  lines.push(`${margin}<${name}>`);
  for (const child of children) write(child, `${margin}  `, lines);
  lines.push(`${margin}</${name}>`);
}
