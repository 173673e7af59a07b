import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { commandLine, type Ended } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const fixture = fileURLToPath(
  new URL('../../../fixtures/batch-files/achievements/QCF_90000002_2026-09-01_001.CSV', import.meta.url),
);

describe('batch commands on achievements', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const run = (...args: string[]): Promise<Ended> => commandLine([...args, '--data', folder.path('data')]);
  const submit = (file: string, ...more: string[]): Promise<Ended> =>
    run('batch', 'submit', folder.path(file), '--organisation', 'TSTAO1', '--wait', '--json', ...more);

  it('go from provisional to final, and from the errors to a corrected file', async () => {
    const [first, second, third] = ['001', '002', '003'].map((at) => `QCF_90000002_2026-09-01_${at}.CSV`) as [
      string,
      string,
      string,
    ];
    await copyFile(fixture, folder.path(first));
    await copyFile(fixture, folder.path(second));
    const provisional = await submit(first, '--submission-type', 'provisional');
    expect(provisional.exitCode).to.equal(4);
    expect(provisional.json()[0]).to.deep.include({
      kind: 'achievement',
      jobType: 'P',
      status: 'Successful',
      created: 2,
      learnerDataErrors: 1,
      businessRuleErrors: 1,
      successfulProvisional: 2,
      fileName: first,
    });
    const final = (await submit(second)).json()[0];
    expect(final).to.deep.include({ jobType: 'F', created: 0, promotedToFinal: 2, successfulFinal: 2 });

    const jobId = String(final?.['jobId']);
    const errors = await run('batch', 'exceptions', jobId, '--file', folder.path(third));
    expect(errors.exitCode).to.equal(0);
    const text = await readFile(folder.path(third), 'utf8');
    await writeFile(
      folder.path(third),
      text
        .replace('"Excellent"', '"Pass"')
        .replace('"Somebody"', '"Testington"')
        .replace('"Else"', '"Eleanor"'),
    );
    const corrected = await submit(third);
    expect(corrected.json()[0]).to.deep.include({ recordCount: 2, created: 1, businessRuleErrors: 1 });
    const shown = await run('batch', 'show', String(corrected.json()[0]?.['jobId']));
    expect(shown.stdout).to.match(/promotedToFinal +0/);
  });

  it('are refused before anything is stored when they cannot be right', async () => {
    const name = 'QCF_90000002_2026-09-02_001.CSV';
    await copyFile(fixture, folder.path(name));
    const jobs = async (): Promise<number> => (await run('batch', 'list', '--json')).json().length;
    const before = await jobs();
    const college = await run('batch', 'submit', folder.path(name), '--organisation', 'TSTLP1');
    expect(college.exitCode).to.equal(1);
    expect(college.stderr).to.include('lacks the right achievements');
    const other = await run('batch', 'submit', folder.path(name), '--organisation', 'TSTAO2');
    expect(other.exitCode).to.equal(1);
    expect(other.stderr).to.include("The organisation in the file's name is not TEST0005 or TSTAO2");
    expect((await submit(name, '--verify')).exitCode).to.equal(2);
    expect((await submit(name, '--job-type', 'CHK')).exitCode).to.equal(2);
    expect((await submit(name, '--submission-type', 'X')).exitCode).to.equal(2);
    await writeFile(folder.path('QCF_90000002_2026-09-02_002.CSV'), 'Uln,Action\r\n1,2\r\n');
    expect((await submit('QCF_90000002_2026-09-02_002.CSV')).exitCode).to.equal(1);
    expect(await jobs()).to.equal(before);
  });

  it('are checked row by row', async () => {
    const name = 'QCF_TSTAO1_2026-09-03_001.CSV';
    const text = await readFile(fixture, 'utf8');
    await writeFile(folder.path(name), text.replace('2022-08-18', '18/08/2022'));
    const ended = await run('batch', 'validate', folder.path(name), '--organisation', 'TSTAO1', '--json');
    expect(ended.exitCode).to.equal(4);
    const found = ended.json();
    expect(found.at(-1)).to.include({ achievements: 4, fileProblems: 0, rowProblems: 1, exceptions: 1 });
    expect(found[0]).to.include({ row: 2, column: 'AchievementAwardDate', code: 'F002' });
  });
});
