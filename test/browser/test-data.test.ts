/** The pages of test data, learners and faults in a real browser. */
import { expect } from 'chai';
import { expectAccessible } from './accessibility.js';
import { describePages, expectNoSidewaysScroll, picture } from './pages-in-browser.js';

describePages('the pages of test data', {}, (pages) => {
  it('lead from the list to a learner, and are accessible', async () => {
    const page = await pages.open();
    await page.goto('/learners');
    await expectAccessible(page);
    await page.getByLabel('Search').fill('notsharing');
    await page.getByRole('button', { name: 'Search' }).click();
    await picture(page, 'learners');
    await page.getByRole('link', { name: 'Norah Notsharing' }).click();
    expect(await page.getByRole('row', { name: /GetLearnerLearningEvents/ }).textContent()).to.include(
      'WSEC0206',
    );
    await expectAccessible(page);
    await picture(page, 'learner');
    await page.goto('/learners/9900080105');
    await expectAccessible(page);
  });

  it('put data back and add learners by form', async () => {
    pages.expectConsoleErrors(/400/);
    const page = await pages.open({ signedIn: 'TSTLP1' });
    await page.goto('/test-data');
    await expectAccessible(page);
    await picture(page, 'test-data');
    await page.getByRole('button', { name: 'Put the data back' }).click();
    expect(await page.title()).to.match(/^Error: /);
    await expectAccessible(page);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Put the data back' }).click();
    await page.getByText('It took less than a second').waitFor();
    await page.getByLabel('How many learners?').fill('12');
    await page.getByRole('button', { name: 'Add the learners' }).click();
    await page.getByText('12 learners were added').waitFor();
    await expectAccessible(page);
  });

  it('switch a fault on and off, also without JavaScript', async () => {
    pages.expectConsoleErrors(/400/);
    for (const javaScript of [true, false]) {
      const page = await pages.open({ signedIn: 'TSTLP1', javaScript });
      await page.goto('/faults');
      if (javaScript) await expectAccessible(page);
      await page.getByLabel('A slow answer').check();
      await page.getByLabel('How slow, in seconds?').fill('500');
      await page.getByRole('button', { name: 'Switch on' }).click();
      expect(await page.title()).to.match(/^Error: /);
      if (javaScript) await expectAccessible(page);
      await page.getByLabel('How slow, in seconds?').fill('2');
      if (javaScript) await picture(page, 'faults');
      await page.getByRole('button', { name: 'Switch on' }).click();
      await page.getByText('Switched on:').first().waitFor();
      await page.getByRole('button', { name: 'Switch it off' }).click();
      await page.getByText('No fault is switched on').waitFor();
    }
  });

  it('fit a narrow screen', async () => {
    const page = await pages.open({ signedIn: 'TSTLP1', width: 320 });
    for (const path of [
      '/learners',
      '/learners/9900001000',
      '/test-data',
      '/faults',
      '/learners/generated?seed=1&count=5',
    ]) {
      await page.goto(path);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
    await picture(page, 'generated-narrow');
  });
});
