/** The documentation as the tests see it: its headings, tables, fenced blocks and links. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../../', import.meta.url));

export interface Fence {
  /** What stands after the backticks: `xml request`. */
  readonly info: string;
  readonly text: string;
}

export interface Page {
  /** From the repository's root: `docs/architecture.md`. */
  readonly path: string;
  readonly text: string;
  readonly headings: readonly string[];
  readonly fences: readonly Fence[];
}

/** Every page for readers, the README among them. */
export function listPages(): readonly Page[] {
  const names = ['docs', 'docs/adr'].flatMap((folder) =>
    readdirSync(join(repository, folder))
      .filter((name) => name.endsWith('.md'))
      .sort()
      .map((name) => `${folder}/${name}`),
  );
  return ['README.md', ...names].map(readPage);
}

export function readPage(path: string): Page {
  const text = readFileSync(join(repository, path), 'utf8');
  const fences: Fence[] = [];
  const headings: string[] = [];
  let open: { info: string; lines: string[] } | undefined;
  for (const line of text.split('\n')) {
    if (open === undefined) {
      const heading = /^#{1,6} (.*)$/.exec(line)?.[1];
      if (heading !== undefined) headings.push(heading);
      if (line.startsWith('```')) open = { info: line.slice(3), lines: [] };
    } else if (line === '```') {
      fences.push({ info: open.info, text: open.lines.join('\n') });
      open = undefined;
    } else open.lines.push(line);
  }
  return { path, text, headings, fences };
}

/** What stands under a heading of any level, up to the next heading of that level or a higher one. */
export function sectionOf(page: Page, heading: string): string {
  const lines = page.text.split('\n');
  const at = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (at < 0) throw new Error(`${page.path} has no section "${heading}"`);
  const level = /^#+/.exec(lines[at] ?? '')?.[0].length ?? 0;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => (/^(#+) /.exec(line)?.[1]?.length ?? Infinity) <= level);
  return rest.slice(0, end < 0 ? undefined : end).join('\n');
}

/** The rows of the table whose first column has this title, each cell without its backticks. */
export function tableOf(text: string, firstColumn: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`));
  if (head < 0) throw new Error(`No table begins with the column "${firstColumn}"`);
  const body = lines.slice(head + 2);
  const end = body.findIndex((line) => !line.startsWith('|'));
  return body.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

/** The anchor that renderers of Markdown make of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
