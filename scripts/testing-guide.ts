/** Writes the scenarios into docs/testing-guide.md; with --check says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { countsTable, scenarioChapters } from '../src/scenarios/guide-page.js';
import { allScenarios } from '../src/scenarios/load-scenarios.js';

const page = new URL('../../docs/testing-guide.md', import.meta.url);
const before = readFileSync(page, 'utf8');
const scenarios = allScenarios();
const after = [
  ['counts', countsTable(scenarios)],
  ['scenarios', scenarioChapters(scenarios)],
].reduce(
  (text, [name = '', made = '']) =>
    text.replace(
      new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*(<!-- end of ${name} -->)`),
      (_, start: string, end: string) => `${start}\n${made}\n\n${end}`,
    ),
  before,
);

if (!process.argv.includes('--check')) {
  writeFileSync(page, after);
} else if (before !== after) {
  console.error('docs/testing-guide.md has old scenarios: run npm run docs');
  process.exitCode = 1;
}
