import { expect } from 'chai';
import { hashPassword } from '../../src/access/password-hash.js';
import { usualRights } from '../../src/domain/organisation.js';
import { passwordPlaceholder } from '../../src/samples/sample.js';
import { parseHttpFile } from '../samples/downloads.js';
import { expectAccessible } from './accessibility.js';
import { describePages, expectNoSidewaysScroll, picture } from './pages-in-browser.js';

describePages('the pages of ready samples', {}, (pages) => {
  it('are for everybody, with the organisations whose passwords are published', async () => {
    const page = await pages.open();
    await page.goto('/samples');
    await expectAccessible(page);
    await picture(page, 'samples');
    expect(await page.getByRole('row').count()).to.equal(3 + 18);
    await page.getByRole('link', { name: 'learnerByULN', exact: true }).click();
    const message = await page.getByRole('region', { name: 'Message' }).innerText();
    expect(message).to.include('<OrgPassword>Test-Provider-01</OrgPassword>');
    expect(await page.getByRole('region', { name: 'curl, in a shell' }).innerText()).to.include(
      `curl --silent --show-error '${pages.register().origin}/LearnerService.svc'`,
    );
    await expectAccessible(page);
    await picture(page, 'sample');
  });

  it('hand out files by their names', async () => {
    const page = await pages.open({ javaScript: false });
    await page.goto('/samples');
    for (const [name, file] of [
      [/WSDL and XSD/, 'learner-register-wsdl.zip'],
      [/SoapUI/, 'learner-register-soapui-project.xml'],
      [/\.http file/, 'learner-register.http'],
      [/for curl/, 'learner-register-requests.zip'],
    ] as const) {
      const arriving = page.waitForEvent('download');
      await page.getByRole('link', { name }).click();
      expect((await arriving).suggestedFilename()).to.equal(file);
    }
  });

  it('carry the reference of who is signed in, and say what it may not do', async () => {
    const page = await pages.open({ signedIn: 'TSTAO1' });
    await page.goto('/samples');
    const rows = page.getByRole('table', { name: 'LearnerService', exact: true }).getByRole('row');
    expect(await rows.filter({ hasText: 'learnerByULN' }).innerText()).to.include('WSEC0006');
    expect(await rows.filter({ hasText: 'verifyLearner' }).innerText()).to.include('WSRC0004');
    const file = await (await page.request.get('/samples/requests.http')).text();
    expect(file)
      .to.include('@organisationRef = TSTAO1\n')
      .and.to.include('@orgPassword = Test-Awarding-01\n');
    for (const { name, url, body } of parseHttpFile(file)) {
      const service = new URL(url).pathname.slice(1, -4);
      const answer = await pages.register().sendTo(service, body);
      expect(answer.body.includes('WSEC0006'), name).to.equal(
        /^(?:learnerBy|registerS|updateS|UpdateL|LearnerByU|GetLearner|ViewA|submitBatchR)/.test(name),
      );
    }
  });

  it('leave a gap for a password that is not published, and fit on a narrow screen', async () => {
    const page = await pages.open({ width: 320 });
    const own = {
      organisationRef: 'OWNORG',
      ukprn: '90009999',
      name: 'College & Sons',
      kind: 'learningProvider',
    } as const;
    const hash = await hashPassword('Own-Password--01', { memoryCost: 1024, timeCost: 2 });
    await pages
      .register()
      .store.organisations.add({ ...own, status: 'active', rights: usualRights(own.kind) }, hash);
    await page.goto('/sign-in?return=/samples');
    await page.locator('#organisation').fill('OWNORG');
    await page.locator('#password').fill('Own-Password--01');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/samples');
    expect(await page.locator('main').innerText())
      .to.include(passwordPlaceholder)
      .and.to.include('College & Sons');
    await expectNoSidewaysScroll(page);
    await picture(page, 'samples-narrow');
    await page.goto('/samples/LearnerService/verifyLearner');
    expect(await page.getByRole('region', { name: 'Message' }).innerText()).to.include(
      `<OrgPassword>${passwordPlaceholder}</OrgPassword>`,
    );
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });

  it('are not there for names that are none', async () => {
    const page = await pages.open();
    pages.expectConsoleErrors(/404/);
    await page.goto('/samples/LearnerService/nothing');
    expect(await page.title()).to.match(/^Page not found/);
  });
});
