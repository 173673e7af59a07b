/** Makes the pictures of the README: `npm run pictures` writes them to docs/pictures; otherwise they go to .pictures. */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { describePages, type Page } from './pages-in-browser.js';
import { sendSomeRequests } from './some-requests.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = join(root, process.env['PICTURES'] === 'docs' ? 'docs/pictures' : '.pictures/docs');

/** So large at most: the README loads all of them. */
const MOST_BYTES = 150_000;

async function keep(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  // So that nothing looks pointed at.
  await page.mouse.move(0, 0);
  await page.screenshot({ path, animations: 'disabled' });
  expect(statSync(path).size, name).to.be.within(5_000, MOST_BYTES);
}

describePages('the pictures of the README', {}, (pages) => {
  it('show the start page', async () => {
    const page = await pages.open({ height: 900 });
    await page.goto('/');
    await keep(page, 'start');
  });

  it('show what an organisation finds after some requests', async () => {
    await sendSomeRequests(pages.register());
    const page = await pages.open({ signedIn: 'TSTLP1', height: 900 });
    await page.goto('/');
    await keep(page, 'home');
    await page.goto('/exchanges');
    await keep(page, 'messages');
    await page.goto('/exchanges?code=WSEC0001');
    await page.locator('main a[href^="/exchanges/"]').first().click();
    await keep(page, 'message');
    await page.goto('/scenarios');
    await keep(page, 'scenarios');
  });
});
