/** Writes docs/response-codes.md from the table of codes; with --check says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { responseCodePage } from '../src/domain/response-code-page.js';

const page = new URL('../../docs/response-codes.md', import.meta.url);
const text = responseCodePage();

if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') !== text) {
    console.error('docs/response-codes.md is out of date: run node dist/scripts/response-codes.js');
    process.exitCode = 1;
  }
} else {
  writeFileSync(page, text);
}
