import { expect } from 'chai';
import { ScriptedClient } from '../scenarios/scripted-client.js';
import { faultyLearningProvider } from '../scenarios/faulty-client.js';
import { learningProvider } from '../scenarios/passing-client.js';
import { expectAccessible } from './accessibility.js';
import { describePages, expectNoSidewaysScroll, picture, tabTo, type Page } from './pages-in-browser.js';

describePages('the pages of the scenarios', {}, (pages) => {
  let client: ScriptedClient;

  beforeEach(() => {
    client = new ScriptedClient(pages.register(), 'learningProvider');
  });

  afterEach(() => {
    client.close();
  });

  async function run(...ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await learningProvider[id]?.(client);
      client.wait(10);
    }
  }

  const stateOf = (page: Page, id: string) => page.locator(`#state-${id}`).innerText();

  it('show what is done, what failed with the reason, and what is open', async () => {
    await run('find-exact', 'uln-linked', 'verify', 'register-new');
    await faultyLearningProvider.scripts['find-possible']?.(client);
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/scenarios');
    expect(await stateOf(page, 'find-exact')).to.equal('Done');
    expect(await stateOf(page, 'register-new')).to.equal('Done');
    expect(await stateOf(page, 'find-possible')).to.equal('Failed');
    expect(await stateOf(page, 'update')).to.equal('Open');
    const row = page.locator('li', { has: page.locator('#state-find-possible') });
    expect(await row.innerText()).to.contain('LastKnownPostCode is ZT3 9QX, and should be ZT3 9QR');
    await expectAccessible(page);
    await picture(page, 'scenarios');
  });

  it('tell on the home page how far the organisation is', async () => {
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/');
    const card = page.locator('.lr-card', { hasText: 'Scenarios' });
    expect(await card.innerText()).to.match(/\d+ of \d+ done/);
    await card.getByRole('link').click();
    expect(await page.title()).to.match(/^Scenarios/);
  });

  it('tick a scenario while somebody watches', async () => {
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/scenarios');
    expect(await stateOf(page, 'uln-unknown')).to.equal('Open');
    await run('uln-unknown');
    await page.locator('#state-uln-unknown .govuk-tag--green').waitFor();
    expect(await page.locator('#live-words').textContent()).to.contain('Ask for a ULN that nobody has: Done');
  });

  it('say what to send, with values to copy, and show the messages that prove it', async () => {
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/scenarios/uln-linked');
    const text = await page.locator('main').innerText();
    for (const words of ['learnerByULN', '9900001027', 'Linkington', 'WSRC0022', 'Step 2', '9900001019']) {
      expect(text).to.contain(words);
    }
    expect(await page.locator('#scenario-results tbody tr').count()).to.equal(2);
    await expectAccessible(page);
    await picture(page, 'scenario');
    await page.getByRole('link', { name: /Copy of message number 1/ }).click();
    const copy = await page.locator('main').innerText();
    expect(copy).to.contain('FindLearnerByULN').and.to.contain('*'.repeat(16));
    expect(copy).not.to.contain('Test-Provider-01');
    await expectAccessible(page);
    await picture(page, 'scenario-evidence');
  });

  it('lead from the evidence to the message itself', async () => {
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/scenarios/find-exact');
    await page.locator('#scenario-results a').first().click();
    await page.waitForURL(/\/exchanges\//);
    expect(await page.locator('main').innerText()).to.contain('learnerByDemographics');
  });

  it('start a scenario again, by keyboard and without scripts', async () => {
    await run('verify-unknown');
    const page = await pages.open({ signedIn: 'TSTLP1', javaScript: false });
    await page.goto('/scenarios/verify-unknown');
    expect(await page.locator('#scenario-results').innerText()).to.contain('Done');
    await page.locator('main form button[type=submit]').click();
    expect(await page.locator('.govuk-notification-banner').innerText()).to.contain('is open again');
    expect(await page.locator('#scenario-results').innerText()).to.contain('Open');
  });

  it('make a report for the product, which prints well', async () => {
    const page = await pages.open({ signedIn: 'TSTLP1' });
    pages.expectConsoleErrors(/400/);
    await page.goto('/scenarios/report');
    expect(await page.locator('main').innerText()).to.contain('Not stated yet');
    await page.getByRole('link', { name: /Change the product/i }).click();
    await page.locator('main form button[type=submit]').click();
    expect(await page.title()).to.match(/^Error: /);
    await expectAccessible(page);
    await page.locator('#name').fill('Imaginary MIS');
    await page.locator('#version').fill('4.2');
    await page.locator('main form button[type=submit]').click();
    expect(await page.locator('main').innerText())
      .to.contain('Imaginary MIS, version 4.2')
      .and.to.contain('hmac-sha256:');
    await expectAccessible(page);
    await picture(page, 'scenario-report');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.lr-identity').isVisible()).to.equal(false);
    expect(await page.getByRole('link', { name: /Download/ }).isVisible()).to.equal(false);
    await page.setViewportSize({ width: 794, height: 1123 });
    await picture(page, 'scenario-report-printed');
  });

  it('fit a narrow screen, and can be worked by keyboard', async () => {
    const page = await pages.open({ signedIn: 'TSTLP1', width: 320 });
    for (const path of [
      '/scenarios',
      '/scenarios/batch-known',
      '/scenarios/uln-linked',
      '/scenarios/report',
      '/scenarios/start-again',
    ]) {
      await page.goto(path);
      await expectNoSidewaysScroll(page);
    }
    await expectAccessible(page);
    await page.goto('/scenarios');
    await picture(page, 'scenarios-narrow');
    await tabTo(page, 'Find a learner whose details all agree');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/scenarios\/find-exact$/);
  });

  it('know nothing of scenarios and copies that are not the organisation’s', async () => {
    pages.expectConsoleErrors(/404/);
    const page = await pages.open({ signedIn: 'TSTLP1' });
    for (const path of [
      '/scenarios/achievement-create',
      '/scenarios/nothing',
      '/scenarios/find-exact/evidence/9',
    ]) {
      expect((await page.goto(path))?.status(), path).to.equal(404);
    }
    const other = await pages.open({ signedIn: 'TSTOT1' });
    await other.goto('/scenarios');
    expect(await other.locator('.govuk-tag--green').count()).to.equal(0);
  });
});
