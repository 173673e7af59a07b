import { expect } from 'chai';
import { passwordOfPublished } from '../published-organisations.js';
import { expectAccessible } from './accessibility.js';
import {
  administratorPassword,
  describePages,
  expectNoSidewaysScroll,
  picture,
  tabTo,
} from './pages-in-browser.js';

describePages('the frame of the web pages', {}, (pages) => {
  it('is accessible on every page of its own', async () => {
    const page = await pages.open();
    for (const path of ['/', '/sign-in', '/sign-in/administrator']) {
      await page.goto(path);
      expect(await page.title(), path).to.match(/ – TEST: Learner Register$/);
      await expectAccessible(page);
    }
    pages.expectConsoleErrors(/404/);
    await page.goto('/nothing-here');
    expect(await page.title()).to.equal('Page not found – TEST: Learner Register');
    await expectAccessible(page);
    await picture(page, 'not-found');
  });

  it('says TEST above everything, on every page', async () => {
    const page = await pages.open();
    await page.goto('/');
    const band = page.getByRole('region', { name: 'Environment' });
    expect(await band.innerText()).to.include('TEST ENVIRONMENT');
    expect((await band.boundingBox())?.y).to.equal(0);
    await picture(page, 'home');
  });

  it('lets somebody in with the keyboard alone', async () => {
    const page = await pages.open();
    await page.goto('/');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to main content' });
    expect((await skip.boundingBox())?.height).to.be.greaterThan(20);
    await tabTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sign-in');
    await tabTo(page, 'Organisation reference');
    await page.keyboard.type('TSTLP1');
    await tabTo(page, 'Password');
    await page.keyboard.type(passwordOfPublished('TSTLP1'));
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/');
    expect(await page.getByText('Signed in as').innerText()).to.include('Fictional Park College');
    await tabTo(page, 'Sign out');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('says what is wrong, links to the field and begins its title with Error:', async () => {
    const page = await pages.open();
    pages.expectConsoleErrors(/40[03]/);
    await page.goto('/sign-in');
    await page.locator('main form button[type=submit]').first().click();
    expect(await page.title()).to.match(/^Error: /);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Enter the password' }).click();
    expect(await page.evaluate('document.activeElement.id')).to.equal('password');
    await page.locator('#organisation').fill('TSTLP1');
    await page.locator('#password').fill('not its password');
    await page.keyboard.press('Enter');
    await page.getByText('The organisation or the password is wrong').first().waitFor();
    expect(await page.locator('#organisation').inputValue()).to.equal('TSTLP1');
    expect(await page.locator('#password').inputValue()).to.equal('');
    await picture(page, 'sign-in-refused');
  });

  it('works without JavaScript', async () => {
    const page = await pages.open({ javaScript: false, signedIn: 'TSTAO1' });
    expect(await page.getByText('Signed in as').innerText()).to.include('Imaginary Awards');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in as Fictional Park College' }).click();
    expect(await page.getByText('Signed in as').innerText()).to.include('TSTLP1');
  });

  it('fits a narrow screen', async () => {
    const page = await pages.open({ width: 320 });
    for (const path of ['/', '/sign-in', '/sign-in/administrator']) {
      await page.goto(path);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
    await page.goto('/sign-in');
    await picture(page, 'sign-in-narrow');
    const signedIn = await pages.open({ width: 320, signedIn: 'TSTLP1' });
    await expectNoSidewaysScroll(signedIn);
    await picture(signedIn, 'home-narrow');
  });

  it('leads back to the page that was asked for, and to no other site', async () => {
    const page = await pages.open();
    await page.goto('/sign-in?return=/docs/');
    await page.getByRole('button', { name: 'Sign in as Fictional Park College' }).click();
    expect(new URL(page.url()).pathname).to.equal('/docs/');
    const lured = await pages.open();
    await lured.goto('/sign-in?return=//elsewhere.example/');
    await lured.getByRole('button', { name: 'Sign in as Fictional Park College' }).click();
    expect(lured.url()).to.equal(`${pages.register().origin}/`);
  });

  it('shows who is signed in what there is, on a page that is accessible', async () => {
    for (const signedIn of ['TSTLP1', 'administrator']) {
      const page = await pages.open({ signedIn });
      await page.goto('/');
      await expectAccessible(page);
      const entries = await page.locator('.lr-found__entry a').all();
      expect(entries.length, signedIn).to.be.greaterThan(0);
      for (const entry of entries) {
        const address = (await entry.getAttribute('href')) ?? '';
        expect((await page.request.get(address)).status(), address).to.equal(200);
      }
      await picture(page, `home-of-${signedIn.toLowerCase()}`);
    }
  });

  it('lets the administrator in', async () => {
    const page = await pages.open();
    await page.goto('/sign-in/administrator');
    await picture(page, 'sign-in-administrator');
    await page.locator('#password').fill(administratorPassword);
    await page.keyboard.press('Enter');
    await page.getByText('Signed in as').waitFor();
    expect(await page.getByText('Signed in as').innerText()).to.include('administrator');
    await expectAccessible(page);
  });

  it('loads nothing from elsewhere', async () => {
    const page = await pages.open();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.goto('/sign-in', { waitUntil: 'networkidle' });
    expect(addresses.length).to.be.greaterThan(4);
    expect(addresses.filter((each) => !each.startsWith(pages.register().origin))).to.deep.equal([]);
    expect(addresses.filter((each) => /font|crest|crown/.test(each))).to.deep.equal([]);
    await picture(page, 'sign-in');
  });

  it('is at work when scripts may run: the menu, and showing the password', async () => {
    const page = await pages.open();
    await page.goto('/sign-in');
    await page.locator('#password').fill('secret');
    await page.getByRole('button', { name: 'Show password' }).click();
    expect(await page.locator('#password').getAttribute('type')).to.equal('text');
  });
});
