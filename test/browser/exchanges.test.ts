import { expect } from 'chai';
import { byDemographics, byUln, nearlyMarcus, verification } from '../portal/exchanges/requests.js';
import { expectAccessible } from './accessibility.js';
import { describePages, expectNoSidewaysScroll, picture, tabTo, type Page } from './pages-in-browser.js';

describePages('the message inspector', {}, (pages) => {
  async function sendSome(): Promise<void> {
    const { send } = pages.register();
    await send(byUln());
    await send(byUln({ uln: '99000010' }));
    await send(verification());
    await send(byUln({}, { password: 'Wrong-Password-1' }));
    await send(byDemographics(nearlyMarcus));
  }

  /** Opens the newest exchange with this code. */
  async function openOne(page: Page, code: string): Promise<void> {
    await page.goto(`/exchanges?code=${code}`);
    await page.locator('#exchange-rows a').first().click();
    await page.getByRole('heading', { name: 'What happened' }).waitFor();
  }

  it('is accessible: the list, each kind of exchange, and sending again', async () => {
    await sendSome();
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/exchanges');
    await page.getByText('Watching for new messages.').waitFor();
    await expectAccessible(page);
    await picture(page, 'exchanges');
    for (const [code, name] of [
      ['WSRC0004', 'exchange-found'],
      ['WSRC0003', 'exchange-possible'],
      ['WSEC0001', 'exchange-problem'],
      ['WSEC0005', 'exchange-unproved'],
    ] as const) {
      await openOne(page, code);
      await expectAccessible(page);
      await picture(page, name);
    }
    await openOne(page, 'WSRC0004');
    await page.getByRole('button', { name: 'Send again, edited' }).click();
    await expectAccessible(page);
    await picture(page, 'exchange-replay');
  });

  it('says that there are new ones without moving anything or taking the focus', async () => {
    await sendSome();
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/exchanges');
    const first = page.locator('#exchange-rows a').first();
    await first.focus();
    const before = await page.locator('#exchange-rows tr').count();
    await pages.register().send(byUln({ givenName: 'Live' }));
    const show = page.getByRole('button', { name: 'Show 1 new message' });
    await show.waitFor();
    expect(await page.locator('#exchange-rows tr').count()).to.equal(before);
    expect(
      await page.evaluate(`document.activeElement === document.querySelector('#exchange-rows a')`),
    ).to.equal(true);
    await picture(page, 'exchanges-new');
    await show.click();
    await page.getByText('1 new message is shown.').waitFor();
    expect(await page.locator('#exchange-rows tr').count()).to.equal(before + 1);
    const focused = await page.evaluate(
      'document.activeElement.closest("tr") === document.querySelector("#exchange-rows tr")',
    );
    expect(focused).to.equal(true);
  });

  it('shows new ones at once where somebody asks for that, and remembers it', async () => {
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/exchanges');
    await page.getByLabel('Show new messages at once').check();
    await page.reload();
    expect(await page.getByLabel('Show new messages at once').isChecked()).to.equal(true);
    await page.getByLabel('Show new messages at once').focus();
    await pages.register().send(byUln({ givenName: 'AtOnce' }));
    await page.getByText('1 new message is shown.').waitFor();
    expect(await page.locator('#exchange-rows tr').count()).to.be.greaterThan(0);
    expect(await page.evaluate('document.activeElement.id')).to.equal('live-at-once');
  });

  it('holds no connection while nobody sees the page, and misses nothing meanwhile', async () => {
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await pages.register().send(byUln());
    const connected = page.waitForResponse(/events/);
    await page.goto('/exchanges');
    await connected;
    const becomes = (state: string): Promise<unknown> =>
      page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' }); document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await becomes('hidden');
    await pages.register().send(byUln());
    await pages.register().send(byUln());
    await becomes('visible');
    await page.getByRole('button', { name: 'Show 2 new messages' }).waitFor();
  });

  it('leads from a problem to its line', async () => {
    await pages.register().send(byUln({ uln: '99000010' }));
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await openOne(page, 'WSEC0001');
    await page.getByRole('link', { name: 'Line 8, column 7' }).click();
    expect(new URL(page.url()).hash).to.equal('#request-line-8');
    expect(await page.locator('#request-line-8 mark').innerText()).to.equal('<ULN>99000010</ULN>');
    expect(
      await page.evaluate(
        `document.querySelector('#request-line-8').getBoundingClientRect().bottom <= innerHeight`,
      ),
    ).to.equal(true);
  });

  it('can be used with the keyboard alone', async () => {
    await sendSome();
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/exchanges');
    await tabTo(page, 'Filter and search');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Code');
    await page.keyboard.type('WSRC0003');
    await page.keyboard.press('Enter');
    await page.waitForURL(/code=WSRC0003/);
    // The region around the table has the words, too, and comes first.
    await tabTo(page, 'learnerByDemographics');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'How the match was decided' }).waitFor();
    await tabTo(page, 'Send again, edited');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Send the request again' }).waitFor();
    const message = await page.locator('#request').inputValue();
    await page.locator('#request').fill(message.replace('zt39qr', 'ZT3 9QX'));
    await tabTo(page, 'Password of the organisation');
    await page.keyboard.type('Test-Provider-01');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Beside the earlier one' }).waitFor();
    expect(await page.locator('h1').innerText()).to.include('WSRC0004');
    await expectAccessible(page);
    await picture(page, 'exchange-beside');
  });

  it('works without JavaScript', async () => {
    await sendSome();
    const page = await pages.open({ signedIn: 'TSTLP1', javaScript: false });
    await page.goto('/exchanges');
    expect(await page.locator('#live').isVisible()).to.equal(false);
    await page.locator('summary').first().click();
    await page.locator('#code').fill('WSEC0001');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.locator('#exchange-rows a').first().click();
    await page.getByText('ULN must be ten digits, the first not 0.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Send again, edited' }).click();
    await page.locator('#password').fill('Test-Provider-01');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.getByRole('heading', { name: 'Beside the earlier one' }).waitFor();
  });

  it('fits a narrow screen', async () => {
    await sendSome();
    const page = await pages.open({ signedIn: 'TSTLP1', width: 320 });
    await page.goto('/exchanges');
    await page.getByText('Watching for new messages.').waitFor();
    await picture(page, 'exchanges-narrow');
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    for (const code of ['WSRC0003', 'WSEC0001', 'WSRC0004']) {
      await openOne(page, code);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await picture(page, `exchange-narrow-${code}`);
    }
  });
});
