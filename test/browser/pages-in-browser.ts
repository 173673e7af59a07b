/**
 * Tests of pages in a real browser.
 *
 *     describePages('the list of exchanges', {}, (pages) => {
 *       it('shows what was sent', async () => {
 *         const page = await pages.open({ signedIn: 'TSTLP1' });   // or no option, { javaScript: false }, { width: 320 }
 *         await pages.register().send(someMessage);
 *         await page.goto('/exchanges');
 *         await expectAccessible(page);                            // axe-core, WCAG 2.2 AA: no violation
 *         await expectNoSidewaysScroll(page);                      // on a narrow screen
 *         await picture(page, 'exchanges');                        // .pictures/exchanges.png
 *       });
 *     });
 *
 * Each `describePages` starts a register of its own with the published test data and stops it; the browser is shared.
 * After each test its pages are closed, and the test fails when a page wrote an error to the console, such as a violation
 * of the Content-Security-Policy; `pages.expectConsoleErrors(/404/)` says which ones are meant.
 * Where no browser starts, the tests are skipped and say so; with CI=true they fail.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { hashPassword } from '../../src/access/password-hash.js';
import { passwordOfPublished } from '../published-organisations.js';
import { runRegister, type RegisterOptions, type RunningRegister } from '../running-register.js';
import { sharedBrowser } from './browser.js';

export type { Page } from 'playwright-core';

export interface PageOptions {
  /** Reference of a published organisation to sign in as, or `administrator`. Nobody unless given. */
  readonly signedIn?: string;
  readonly javaScript?: boolean;
  /** In pixels; 1100 unless given. 320 is the narrowest that WCAG asks for (1.4.10 Reflow). */
  readonly width?: number;
  /** In pixels; 800 unless given, 640 on a narrow screen. */
  readonly height?: number;
}

export interface Pages {
  /** The register that the pages are of. */
  register(): RunningRegister;
  /** A page in a context of its own: no cookies of another. Relative addresses are the register's. */
  open(options?: PageOptions): Promise<Page>;
  /** In this test, console errors that match are meant. */
  expectConsoleErrors(pattern: RegExp): void;
}

/** The administrator's password in these registers. */
export const administratorPassword = 'Administrator-Of-Tests-1';

export function describePages(title: string, options: RegisterOptions, tests: (pages: Pages) => void): void {
  describe(title, () => {
    let register: RunningRegister | undefined;
    const contexts: BrowserContext[] = [];
    const consoleErrors: string[] = [];
    let meant: RegExp[] = [];
    const running = (): RunningRegister => {
      if (register === undefined) throw new Error('The register runs only within tests');
      return register;
    };

    before(async function () {
      this.timeout(60_000);
      const started = await sharedBrowser();
      if (!started.ok) {
        console.warn(`\n  NOT TESTED: ${title}. No browser starts here: ${started.reason}\n`);
        this.skip();
      }
      register = await runRegister(options);
      await setAdministratorPassword(register);
    });

    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
      const unexpected = consoleErrors.splice(0).filter((text) => !meant.some((each) => each.test(text)));
      meant = [];
      expect(unexpected, 'errors on the console').to.deep.equal([]);
    });

    after(() => register?.stop());

    tests({
      register: running,
      async open({ signedIn, javaScript = true, width = 1100, height = width < 500 ? 640 : 800 } = {}) {
        const started = await sharedBrowser();
        if (!started.ok) throw new Error(started.reason);
        const context = await started.browser.newContext({
          baseURL: running().origin,
          javaScriptEnabled: javaScript,
          viewport: { width, height },
          locale: 'en-GB',
        });
        context.setDefaultTimeout(10_000);
        contexts.push(context);
        const page = await context.newPage();
        page.on('console', (message) => {
          if (message.type() === 'error') consoleErrors.push(message.text());
        });
        page.on('pageerror', (error) => consoleErrors.push(error.message));
        if (signedIn !== undefined) await signIn(page, signedIn);
        return page;
      },
      expectConsoleErrors(pattern) {
        meant.push(pattern);
      },
    });
  });
}

async function setAdministratorPassword({ store }: RunningRegister): Promise<void> {
  const hash = await hashPassword(administratorPassword, { memoryCost: 1024, timeCost: 2 });
  await store.portalSettings.setPasswordHash(hash, false);
}

/** Signs in by the form. */
export async function signIn(page: Page, as: string): Promise<void> {
  if (as === 'administrator') {
    await page.goto('/sign-in/administrator');
    await page.locator('#password').fill(administratorPassword);
  } else {
    await page.goto('/sign-in');
    await page.locator('#organisation').fill(as);
    await page.locator('#password').fill(passwordOfPublished(as));
  }
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

const folder = fileURLToPath(new URL('../../../.pictures/', import.meta.url));

/** Writes `.pictures/<name>.png`: for people to look at. */
export async function picture(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage, animations: 'disabled' });
}

/** WCAG 1.4.10: on a narrow screen nobody has to scroll in two directions. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [needed, there] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  );
  expect(needed, 'the width that the page takes').to.be.at.most(there);
}

/** Presses Tab until what has the focus carries these words; fails when it cannot be reached. */
export async function tabTo(page: Page, words: string): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const label = await page.evaluate<string>(focusedWords);
    if (label.includes(words)) return;
    seen.push(label);
  }
  expect.fail(`"${words}" cannot be reached with Tab; reached: ${seen.slice(0, 40).join(' | ')}`);
}

const focusedWords = `(() => {
  const at = document.activeElement;
  if (at === null) return '';
  const label = at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent ?? '';
  return label.replace(/\\s+/g, ' ').trim();
})()`;
