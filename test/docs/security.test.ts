import { expect } from 'chai';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPage, repository, sectionOf, tableOf } from './page.js';

describe('docs/security.md', () => {
  const rows = tableOf(
    sectionOf(readPage('docs/security.md'), 'Attacks that were tried'),
    'Attack (OWASP Top 10, 2021)',
  );

  it('names for each attack a test that is there, by words of its title', () => {
    expect(rows.length).to.be.greaterThan(20);
    for (const [attack = '', , tests = ''] of rows) {
      const cited = [...tests.matchAll(/`?(test\/[\w/.-]+\.test\.ts)`? ((?:"[^"]+"(?:, )?)+)/g)];
      expect(cited, attack).not.to.have.length(0);
      for (const [, file = '', titles = ''] of cited) {
        expect(existsSync(join(repository, file)), file).to.equal(true);
        const text = readFileSync(join(repository, file), 'utf8');
        const named = [...text.matchAll(/\bit\(\s*(['"`])(.*?)\1,/gs)].map(([, , title]) => title ?? '');
        for (const [, words = ''] of titles.matchAll(/"([^"]+)"/g)) {
          expect(
            named.some((title) => title.includes(words)),
            `${file}: ${words}`,
          ).to.equal(true);
        }
      }
    }
  });
});
