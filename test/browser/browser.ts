/** One headless browser for all tests of a process. It comes from npm, so that the tests need nothing installed. */
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

export type StartedBrowser =
  { readonly ok: true; readonly browser: Browser } | { readonly ok: false; readonly reason: string };

let starting: Promise<StartedBrowser> | undefined;

/** Starts it once. Where it cannot start, the reason is given, and in CI (`CI=true`) it is an error. */
export function sharedBrowser(): Promise<StartedBrowser> {
  starting ??= start();
  return starting;
}

async function start(): Promise<StartedBrowser> {
  try {
    const executablePath = await chromium.executablePath();
    return { ok: true, browser: await playwright.launch({ executablePath, args, headless: true }) };
  } catch (error) {
    if (process.env['CI'] === 'true') throw error;
    return { ok: false, reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown' };
  }
}

/** Tests run where there is no user namespace for a sandbox, and little shared memory; all pages are our own. */
const args = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--hide-scrollbars',
];

// Of all files together: mocha's root hook.
after(async () => {
  const started = await starting;
  if (started?.ok === true) await started.browser.close();
});
