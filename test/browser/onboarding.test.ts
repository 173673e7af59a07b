import { expect } from 'chai';
import { temporaryFolder } from '../whole/served.js';
import { expectAccessible } from './accessibility.js';
import { describePages, expectNoSidewaysScroll, picture, tabTo, type Page } from './pages-in-browser.js';

/** For long journeys on a machine that has much else to do. */
const patience = 90_000;

const next = (page: Page) => page.locator('main form button[type=submit]').first().click();

/** Fills in the application of a vendor, looking at each page on the way. */
async function fillIn(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  await page.goto('/apply');
  await look('apply-start');
  await page.getByRole('button', { name: 'Start now' }).click();
  await look('apply-kind');
  await page.getByLabel('Vendor of a management').check();
  await next(page);
  await page.getByLabel('Name').fill('Fictional Systems');
  await look('apply-organisation');
  await next(page);
  await page.getByLabel('Full name').fill('Vera Vendor');
  await page.getByLabel('E-mail address').fill('vera@vendor.test');
  await look('apply-contact');
  await next(page);
  await page.getByLabel('Name').fill('Mock MIS');
  await page.getByLabel('Version').fill('1.0');
  await look('apply-product');
  await next(page);
  await page.getByLabel('Learning providers').check();
  await page.getByLabel('Awarding organisations').check();
  await look('apply-customers');
  await next(page);
  await page.getByLabel('Find learners').check();
  await page.getByLabel('Send achievements').check();
  await look('apply-operations');
  await next(page);
  await page.getByLabel('We will use fictitious data only').check();
  await look('apply-agreement');
  await next(page);
  await look('apply-check');
  await next(page);
  await page.getByRole('heading', { name: 'Application received' }).waitFor();
  await look('apply-sent');
}

const reference = async (page: Page): Promise<string> =>
  /AP-[A-Z2-9]{8}/.exec(await page.locator('main').innerText())?.[0] ?? '';

describePages(
  'onboarding',
  { settings: { dataDir: temporaryFolder(), maxDelayMilliseconds: '60000' } },
  (pages) => {
    it('goes from the application to credentials that are shown once', async function () {
      this.timeout(patience);
      const page = await pages.open();
      await fillIn(page, async (name) => {
        await expectAccessible(page);
        await picture(page, name);
      });
      const applied = await reference(page);
      await page.getByRole('link', { name: 'Your application' }).click();
      await expectAccessible(page);
      expect(await page.locator('main').innerText()).to.include('has not decided yet');

      const administrator = await pages.open({ signedIn: 'administrator' });
      for (const path of [
        '/administration',
        '/administration/applications',
        `/administration/applications/${applied}`,
      ]) {
        await administrator.goto(path);
        await expectAccessible(administrator);
      }
      await administrator.getByRole('button', { name: 'Approve' }).click();
      await expectAccessible(administrator);
      await picture(administrator, 'administration-approved');
      await administrator
        .getByRole('link', { name: /^Organisation TST/ })
        .first()
        .click();
      await expectAccessible(administrator);
      await picture(administrator, 'administration-organisation');
      await administrator.goto('/administration/organisations');
      await expectAccessible(administrator);

      await page.reload();
      await page.getByLabel('Make a client certificate').check();
      await expectAccessible(page);
      await picture(page, 'status-approved');
      await page.getByRole('button', { name: 'Show credentials once' }).click();
      await page.getByRole('heading', { name: 'Your credentials' }).waitFor();
      await expectAccessible(page);
      await picture(page, 'credentials');
      const download = page.waitForEvent('download');
      await page.getByRole('link', { name: /PFX/ }).click();
      expect((await download).suggestedFilename()).to.match(/^tst\w{3}\.pfx$/);

      await page.goto('/apply/sent');
      await page.getByRole('link', { name: 'Your application' }).click();
      expect(await page.locator('main').innerText()).to.include('The credentials were shown on');
      await expectAccessible(page);
    });

    it('says what is wrong beside the field, and in the summary', async () => {
      const page = await pages.open();
      pages.expectConsoleErrors(/400/);
      await page.goto('/apply/kind');
      await next(page);
      expect(await page.title()).to.match(/^Error: /);
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Select what your organisation is' }).click();
      expect(await page.evaluate('document.activeElement.id')).to.equal('applicant');
      await page.getByLabel('Learning provider').check();
      await next(page);
      await next(page);
      await expectAccessible(page);
      await page.getByRole('link', { name: /UKPRN/ }).click();
      expect(await page.evaluate('document.activeElement.id')).to.equal('ukprn');
    });

    it('can be done with the keyboard alone', async () => {
      const page = await pages.open();
      await page.goto('/apply');
      await tabTo(page, 'Start now');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/apply/kind');
      await tabTo(page, 'Learning provider');
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      for (const [name, answers] of Object.entries({
        organisation: { Name: 'Imaginary Town College', UKPRN: '10001234' },
        contact: { 'Full name': 'Carl College', 'E-mail address': 'carl@college.test' },
        product: { Name: 'Own program', Version: '0' },
      })) {
        await page.waitForURL(`**/apply/${name}`);
        for (const [label, text] of Object.entries(answers)) {
          await tabTo(page, label);
          await page.keyboard.type(text);
        }
        await page.keyboard.press('Enter');
      }
      await page.waitForURL('**/apply/operations');
      await tabTo(page, 'Verify learners');
      await page.keyboard.press('Space');
      await tabTo(page, 'Continue');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/apply/agreement');
      await tabTo(page, 'We will use fictitious data only');
      await page.keyboard.press('Space');
      await tabTo(page, 'Continue');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/apply/check');
      await tabTo(page, 'Send application');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Application received' }).waitFor();
    });

    it('works without JavaScript', async () => {
      const page = await pages.open({ javaScript: false });
      await fillIn(page, () => Promise.resolve());
      expect(await reference(page)).to.match(/^AP-/);
      const college = await pages.open({ javaScript: false, signedIn: 'TSTLP1' });
      await college.goto('/certificates/new/usual');
      await college.getByRole('button', { name: 'Make key and certificate' }).click();
      await college.getByRole('heading', { name: /Your certificate/ }).waitFor();
      const download = college.waitForEvent('download');
      await college.getByRole('link', { name: /PFX/ }).click();
      expect((await download).suggestedFilename()).to.equal('tstlp1.pfx');
    });

    it('fits a narrow screen', async function () {
      this.timeout(patience);
      const page = await pages.open({ width: 320 });
      await fillIn(page, async (name) => {
        await expectNoSidewaysScroll(page);
        if (name === 'apply-check' || name === 'apply-operations') await picture(page, `${name}-narrow`);
      });
      await expectAccessible(page);
      const college = await pages.open({ width: 320, signedIn: 'TSTLP1' });
      for (const path of [
        '/certificates',
        '/certificates/new',
        '/certificates/new/usual',
        '/certificates/bind',
        '/live-request',
      ]) {
        await college.goto(path);
        await expectNoSidewaysScroll(college);
        await expectAccessible(college);
      }
      const administrator = await pages.open({ width: 320, signedIn: 'administrator' });
      for (const path of [
        '/administration',
        '/administration/applications',
        '/administration/organisations',
        '/administration/organisations/TSTLP1',
      ]) {
        await administrator.goto(path);
        await expectNoSidewaysScroll(administrator);
        await expectAccessible(administrator);
      }
      await picture(administrator, 'administration-organisation-narrow');
    });

    it('has pages of certificates that everybody can use', async function () {
      this.timeout(patience);
      const page = await pages.open({ signedIn: 'TSTLP1' });
      await page.goto('/certificates/new');
      await expectAccessible(page);
      await page.getByLabel('An expired one').check();
      await next(page);
      await page.waitForURL('**/certificates/new/expired');
      await expectAccessible(page);
      await picture(page, 'certificates-new');
      await page.getByRole('button', { name: 'Make key and certificate' }).click();
      await page.getByRole('heading', { name: /Your certificate/ }).waitFor();
      await expectAccessible(page);
      await picture(page, 'certificates-made');
      await page.goto('/certificates/bind');
      await expectAccessible(page);
      await picture(page, 'certificates-bind');
      await page.goto('/certificates');
      await expectAccessible(page);
      await picture(page, 'certificates');
      await page.getByRole('link', { name: 'Revoke' }).first().click();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Revoke certificate' }).click();
      await page.getByText('is revoked').waitFor();
    });

    it('leads to a live connection', async function () {
      this.timeout(patience);
      const page = await pages.open({ signedIn: 'TSTAO1' });
      const look = async (name: string): Promise<void> => {
        await expectAccessible(page);
        await picture(page, name);
      };
      await page.goto('/live-request');
      await look('live-start');
      await page.getByRole('button', { name: 'Start now' }).click();
      await page.getByLabel('Name').fill('Real Awards');
      await page.getByLabel('UKPRN').fill('10001299');
      await look('live-organisation');
      await next(page);
      for (const name of ['Carl Contact', 'Tess Technical']) {
        await page.getByLabel('Full name').fill(name);
        await page.getByLabel('E-mail address').fill('someone@awards.test');
        await expectAccessible(page);
        await next(page);
      }
      await page.getByLabel('Up to 100').first().check();
      await page.getByLabel('More than 10,000').last().check();
      await look('live-volumes');
      await next(page);
      await page.getByLabel('Subject').fill('CN=ws.awards.test');
      await look('live-certificate');
      await next(page);
      await page.getByLabel('Full name').fill('Pat Principal');
      await page.getByLabel('Their role').fill('Director');
      await page.getByLabel('They agree').check();
      await look('live-agreement');
      await next(page);
      await look('live-check');
      await next(page);
      await page.getByRole('heading', { name: 'Request received' }).waitFor();
      await look('live-sent');
      const administrator = await pages.open({ signedIn: 'administrator' });
      await administrator.goto('/administration/live-requests');
      await expectAccessible(administrator);
      await administrator.getByRole('link', { name: /^LR-/ }).click();
      await expectAccessible(administrator);
      await administrator.getByLabel('Reference in the live register').fill('AWARD1');
      await administrator.getByRole('button', { name: 'Approve' }).click();
      await expectAccessible(administrator);
      await picture(administrator, 'administration-live-approved');
    });
  },
);
