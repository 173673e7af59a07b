import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { commandLine, type Ended } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

describe('commands about scenarios', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  function run(...args: readonly string[]): Promise<Ended> {
    return commandLine(['scenario', ...args, '--data', folder.path('data'), '--json']);
  }

  it('list them with their states', async () => {
    const { exitCode, json, stderr } = await run('list', '--organisation', 'tstlp1');
    expect(exitCode, stderr).to.equal(0);
    expect(json().find(({ id }) => id === 'find-exact')).to.deep.equal({
      id: 'find-exact',
      group: 'basic',
      need: 'required',
      state: 'open',
      reason: '',
    });
    expect(json().some(({ group }) => group === 'achievement')).to.equal(false);
  });

  it('write a report, know it again, and see when somebody changed it', async () => {
    const file = folder.path('report.json');
    const written = await run('report', '--organisation', 'TSTAO1', '--file', file);
    expect(written.exitCode, written.stderr).to.equal(0);
    const verified = await run('verify', file);
    expect(verified.exitCode, verified.stderr).to.equal(0);
    expect(verified.json()[0]).to.include({ genuine: true, organisation: 'TSTAO1', requiredDone: 0 });

    const report = await readFile(file, 'utf8');
    await writeFile(file, report.replace('"state": "open"', '"state": "done"'));
    const changed = await run('verify', file);
    expect(changed.exitCode).to.equal(1);
    expect(changed.stderr).to.contain('checksum is wrong');

    await writeFile(file, report.replace('"seal": "hmac-sha256:', '"seal": "hmac-sha256:0'));
    expect((await run('verify', file)).stderr).to.contain('not made by this environment');
  });

  it('print a report as one line of JSON', async () => {
    const { json } = await run('report', '--organisation', 'TSTLP1');
    expect(json()).to.have.length(1);
    expect(json()[0]).to.include({ format: 'learner-register scenario report 1', product: null });
  });

  it('refuse what is no report, and organisations that are not there', async () => {
    const file = folder.path('nothing.json');
    await writeFile(file, '{}');
    expect((await run('verify', file)).stderr).to.contain('no scenario report');
    expect((await run('verify', folder.path('missing.json'))).exitCode).to.equal(1);
    const nobody = await run('list', '--organisation', 'NOBODY');
    expect(nobody.exitCode).to.equal(1);
    expect(nobody.stderr).to.contain('NOBODY');
  });
});
