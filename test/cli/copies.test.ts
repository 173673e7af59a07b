/** Copies of the test data, and learners made up, from the command line. */
import { expect } from 'chai';
import { commandLine, type Ended } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

describe('Commands for test data', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();

  function run(...args: readonly string[]): Promise<Ended> {
    return commandLine([...args, '--data', folder.path('data'), '--json']);
  }

  before(async () => {
    const added = await run(
      'organisation',
      'add',
      '--ref',
      'TSTK7Q',
      '--ukprn',
      '99000077',
      '--name',
      'Vendor',
      '--kind',
      'learningProvider',
    );
    expect(added.exitCode, added.stderr).to.equal(0);
  });

  it('give, list, share, reset and take copies', async () => {
    const given = await run('copy', 'give', 'tstk7q');
    expect(given.json()).to.deep.equal([{ copy: 'tstk7q', organisations: ['TSTK7Q'] }]);
    const shared = await run('copy', 'give', 'TSTAO2', '--share-with', 'TSTK7Q');
    expect(shared.json()[0]).to.deep.include({ organisations: ['TSTAO2', 'TSTK7Q'] });
    const [listed] = (await run('copy', 'list')).json();
    expect(listed).to.include({ copy: 'tstk7q', resetAt: null });
    const made = await run('learner', 'generate', '--count', '40', '--seed', '5', '--organisation', 'TSTK7Q');
    expect(made.json()).to.deep.equal([{ organisationRef: 'TSTK7Q', added: 40, thereAlready: 0 }]);
    const reset = await run('copy', 'reset', 'TSTK7Q', '--yes');
    expect(reset.exitCode, reset.stderr).to.equal(0);
    expect(reset.json()[0]?.['milliseconds']).to.be.a('number');
    const again = await run(
      'learner',
      'generate',
      '--count',
      '40',
      '--seed',
      '5',
      '--organisation',
      'TSTK7Q',
    );
    expect(again.json()[0]).to.include({ added: 40 });
    expect((await run('copy', 'take', 'TSTAO2', '--yes')).exitCode).to.equal(0);
    expect((await run('copy', 'take', 'TSTK7Q', '--yes')).exitCode).to.equal(0);
    const none = await run('copy', 'take', 'TSTK7Q', '--yes');
    expect([none.exitCode, none.stderr]).to.deep.include(1);
    expect(none.stderr).to.include('has no copy');
    expect((await run('copy', 'list')).stdout).to.equal('');
  });

  it('reset the data of one organisation, which the others share', async () => {
    await run('learner', 'generate', '--count', '10', '--organisation', 'TSTLP1');
    const reset = await run('reset', '--organisation', 'TSTLP1', '--yes');
    expect(reset.json()[0]).to.include({ organisationRef: 'TSTLP1', data: 'base' });
    const again = await run('learner', 'generate', '--count', '10', '--organisation', 'TSTLP1');
    expect(again.json()[0]).to.include({ added: 10 });
    expect((await run('organisation', 'show', 'TSTK7Q')).exitCode).to.equal(0);
  });

  it('take every copy away when all is reset', async () => {
    await run('copy', 'give', 'TSTK7Q');
    const reset = await run('reset', '--yes');
    expect(reset.exitCode, reset.stderr).to.equal(0);
    expect((await run('copy', 'list')).stdout).to.equal('');
  });

  it('make learners up without a register', async () => {
    const made = await commandLine(['learner', 'generate', '--count', '3', '--seed', '11']);
    expect(made.json()).to.have.length(3);
    expect((await commandLine(['learner', 'generate', '--count', '3', '--seed', '11'])).stdout).to.equal(
      made.stdout,
    );
    const tooMany = await commandLine(['learner', 'generate', '--count', '5001']);
    expect(tooMany.exitCode).to.equal(2);
  });

  it('refuse the live environment and organisations that are not there', async () => {
    const live = await run('copy', 'list', '--environment', 'live');
    expect([live.exitCode, live.stderr.includes('no test data')]).to.deep.equal([2, true]);
    expect((await run('copy', 'give', 'TSTZZZ')).stderr).to.include('TSTZZZ');
    expect((await run('reset', '--organisation', 'TSTZZZ', '--yes')).exitCode).to.equal(1);
    expect((await run('copy', 'reset', 'TSTLP1', '--yes')).stderr).to.include('has no copy');
  });
});
