import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { countsTable, scenarioChapters } from '../../src/scenarios/guide-page.js';
import { allScenarios } from '../../src/scenarios/load-scenarios.js';

describe('docs/testing-guide.md', () => {
  const page = readFileSync(new URL('../../../docs/testing-guide.md', import.meta.url), 'utf8');

  it('tells of the scenarios as they are', () => {
    expect(page, 'npm run docs').to.contain(countsTable(allScenarios()));
    expect(page, 'npm run docs').to.contain(scenarioChapters(allScenarios()));
  });

  it('has a place in itself for each of its links', () => {
    const places = new Set(
      [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replaceAll(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
      ),
    );
    for (const [, place = ''] of page.matchAll(/\]\(#([^)]+)\)/g))
      expect(places.has(place), place).to.equal(true);
  });
});
