import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** All of WCAG 2.2 AA that a program can check, and what axe-core counts as good practice. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** Runs axe-core on the page as it is now and expects it to find nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  const violations = await violationsOn(page);
  const words = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `    ${html}\n    ${failureSummary ?? ''}`).join('\n')}`,
  );
  expect(words, `violations on ${page.url()}`).to.deep.equal([]);
}

const TRIES = 5;

/** A click does not wait for the page that it leads to, which may take this one's place in the middle of the work. */
async function violationsOn(page: Page): Promise<readonly Violation[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      await page.waitForLoadState('load');
      await page.evaluate(`${axeSource}; undefined`);
      return await page.evaluate<readonly Violation[]>(
        `axe.run(document, { runOnly: ${JSON.stringify(tags)}, resultTypes: ['violations'] }).then((found) => found.violations)`,
      );
    } catch (error) {
      if (tries === TRIES) throw error;
      await sleep(200);
    }
  }
}
