/** Writes the table of settings into docs/operations.md; with --check says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { settingsTable } from '../src/config.js';

const page = new URL('../../docs/operations.md', import.meta.url);
const before = readFileSync(page, 'utf8');
const after = before.replace(
  /(<!-- settings -->\n)[\s\S]*(<!-- end of settings -->)/,
  (_, start: string, end: string) => `${start}\n${settingsTable().trim()}\n\n${end}`,
);

if (!process.argv.includes('--check')) {
  writeFileSync(page, after);
} else if (before !== after) {
  console.error('docs/operations.md has an old table of settings: run npm run docs');
  process.exitCode = 1;
}
