import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { commandLine } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

describe('commands about scenarios', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const run = (...args: readonly string[]) => commandLine([...args, '--data', folder.path('data'), '--json']);

  it('list them with their states', async () => {
    const { exitCode, json, stderr } = await run('scenario', 'list', '--organisation', 'tstlp1');
    expect(exitCode, stderr).to.equal(0);
    const scenarios = json();
    expect(scenarios.find(({ id }) => id === 'find-exact')).to.deep.equal({
      id: 'find-exact',
      group: 'basic',
      need: 'required',
      state: 'open',
      reason: '',
    });
    expect(scenarios.some(({ group }) => group === 'achievement')).to.equal(false);
  });

  it('write a report, know it again, and see when somebody changed it', async () => {
    const file = folder.path('report.json');
    const written = await run('scenario', 'report', '--organisation', 'TSTAO1', '--file', file);
    expect(written.exitCode, written.stderr).to.equal(0);
    const verified = await run('scenario', 'verify', file);
    expect(verified.exitCode, verified.stderr).to.equal(0);
    expect(verified.json()[0]).to.include({ genuine: true, organisation: 'TSTAO1', requiredDone: 0 });

    const changed = (await readFile(file, 'utf8')).replace('"state": "open"', '"state": "done"');
    await writeFile(file, changed);
    const refused = await run('scenario', 'verify', file);
    expect(refused.exitCode).to.equal(1);
    expect(refused.stderr).to.contain('checksum is wrong');

    const elsewhere = await commandLine(['scenario', 'report', '--organisation', 'TSTAO1', '--data', folder.path('other')]);
    await writeFile(file, elsewhere.stdout);
    expect((await run('scenario', 'verify', file)).stderr).to.contain('not made by this environment');
  });

  it('refuse what is no report, and organisations that are not there', async () => {
    const file = folder.path('nothing.json');
    await writeFile(file, '{}');
    expect((await run('scenario', 'verify', file)).stderr).to.contain('no scenario report');
    expect((await run('scenario', 'verify', folder.path('missing.json'))).exitCode).to.equal(1);
    const nobody = await run('scenario', 'list', '--organisation', 'NOBODY');
    expect([nobody.exitCode, nobody.stderr]).to.satisfy(([code, text]: [number, string]) => code === 1 && text.includes('NOBODY'));
  });
});
