import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { allCommands } from '../../src/cli/commands/index.js';
import { publishedTestData } from '../../src/cli/test-data.js';
import {
  commandLine,
  commandLineProcess,
  type Ended,
  type Given,
  type GivenProcess,
} from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const commands = await allCommands();

const { learners, organisations } = publishedTestData();

describe('command line', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const run = (args: string, given?: Given): Promise<Ended> =>
    commandLine([...args.split(' '), '--data', folder.path('data')], given);
  const runAside = (args: string, given?: GivenProcess): Promise<Ended> =>
    commandLineProcess([...args.split(' '), '--data', folder.path('data')], given);

  it('describes each command with examples', async () => {
    for (const { usage } of commands) {
      const words = usage.split(' ').filter((word) => !/^[<[]/.test(word));
      const { exitCode, stdout } = await commandLine([...words, '--help']);
      expect(exitCode, usage).to.equal(0);
      expect(stdout, usage).to.match(/Examples:\n {2}\S/);
    }
  });

  it('ends with 2 on what it does not understand', async () => {
    for (const args of [
      'nonsense',
      'uln check',
      'uln generate many',
      'learner show 12',
      'audit list --limit 0',
      'organisation',
    ]) {
      const { exitCode, stdout, stderr } = await run(args);
      expect([args, exitCode, stdout]).to.deep.equal([args, 2, '']);
      expect(stderr).not.to.equal('');
    }
  });

  it('ends with 3 on wrong settings, all of them told', async () => {
    const { exitCode, stderr } = await run('config show', { env: { LR_PORT: 'x', LR_LOG_LEVEL: 'loud' } });
    expect(exitCode).to.equal(3);
    expect(stderr)
      .to.match(/LR_PORT/)
      .and.match(/LR_LOG_LEVEL/);
  });

  it('ends with 5 when the database cannot be reached', async () => {
    const url = 'postgres://nobody:Hidden-Word@127.0.0.1:1/none';
    const { exitCode, stderr } = await run('organisation list', { env: { LR_DATABASE_URL: url } });
    expect(exitCode).to.equal(5);
    expect(stderr).not.to.include('Hidden-Word');
  });

  it('masks secrets when it shows the settings', async () => {
    const url = 'postgres://nobody:Hidden-Word@127.0.0.1:1/none';
    const { exitCode, stdout } = await run('config show --json', { env: { LR_DATABASE_URL: url } });
    expect(exitCode).to.equal(0);
    expect(stdout).to.include('LR_DATABASE_URL').and.not.include('Hidden-Word');
  });

  it('checks ULNs from arguments and from standard input', async () => {
    const ended = await runAside('uln check - 1000000000 --json', {
      stdin: '1234567890\n\n9999999999\nabc\n',
    });
    expect(ended.exitCode).to.equal(1);
    expect(ended.json().map(({ valid }) => valid)).to.deep.equal([false, false, false, true]);
    expect((await run('uln check 9276308686')).exitCode).to.equal(0);
  });

  it('makes as many ULNs as asked for', async () => {
    const ended = await run('uln generate 50');
    const ulns = ended.stdout.trimEnd().split('\n');
    expect(new Set(ulns).size).to.equal(50);
    expect((await run(`uln check ${ulns.join(' ')}`)).exitCode).to.equal(0);
  });

  it('starts the test environment with the published data', async () => {
    const ended = await run(`learner show ${learners.exact.uln} --json`);
    expect(ended.exitCode).to.equal(0);
    expect(ended.json()[0]).to.include({ uln: learners.exact.uln, familyName: learners.exact.familyName });
    const listed = (await run('organisation list --json')).json();
    expect(listed).to.have.length(Object.keys(organisations).length);
    expect(JSON.stringify(listed)).not.to.match(/argon2|Password/i);
  });

  it('records in the audit who looked, also in vain', async () => {
    const { exitCode } = await run(`learner show ${learners.noMatch.uln}`);
    expect(exitCode).to.equal(1);
    const [entry] = (await run(`audit list --uln ${learners.noMatch.uln} --json`)).json();
    expect(entry).to.include({ organisationRef: 'LOCAL', operation: 'learner show', outcome: 'WSRC0001' });
    expect(entry?.['ulns']).to.deep.equal([learners.noMatch.uln]);
  });

  it('links and unlinks, and says what it would do', async () => {
    const pair = `${learners.notShared.uln} ${learners.exact.uln}`;
    expect((await run(`learner link ${pair} --dry-run --json`)).json()[0]).to.include({
      outcome: 'would be linked',
    });
    expect((await run(`learner link ${pair} --json`)).json()[0]).to.include({ outcome: 'linked' });
    expect((await run(`learner link ${pair}`)).exitCode).to.equal(1);
    const [linked] = (await run(`learner show ${learners.notShared.uln} --json`)).json();
    expect(linked).to.include({ masterUln: learners.exact.uln, learnerStatus: '2' });
    expect((await run(`learner unlink ${learners.notShared.uln}`)).exitCode).to.equal(0);
    expect((await run(`learner unlink ${learners.notShared.uln}`)).exitCode).to.equal(1);
  });

  it('takes passwords from files and standard input, never from arguments', async () => {
    const refused = await run('organisation password TSTLP1 --password Secret-Word-0001');
    expect(refused.exitCode).to.equal(2);
    expect(refused.stdout + refused.stderr).not.to.include('Secret-Word-0001');
    await writeFile(folder.path('short.txt'), 'short\n');
    expect(
      (await run(`organisation password TSTLP1 --password-file ${folder.path('short.txt')}`)).exitCode,
    ).to.equal(2);
    const set = await run('organisation password TSTLP1 --password-stdin --json', {
      stdin: 'Secret-Word-0001\n',
    });
    expect(set.json()[0]).to.deep.equal({ organisationRef: 'TSTLP1', previousPassword: 'kept' });
    expect((await run('organisation show TSTLP1 --json')).json()[0]).to.include({ passwords: 2 });
  });

  it('adds an organisation with a password that it shows once', async () => {
    const args = 'organisation add --ref abc123 --ukprn 10001234 --name Fictional --kind other --json';
    const [added] = (await run(args)).json();
    expect(added?.['orgPassword']).to.match(/^[A-Za-z0-9]{16}$/);
    expect((await run(args)).exitCode).to.equal(1);
    expect((await run('organisation show ABC123')).stdout).not.to.include(String(added?.['orgPassword']));
    const changed = await run('organisation rights ABC123 --add plr --remove find,verify --json');
    expect(changed.json()[0]?.['rights']).to.deep.equal(['retrieve', 'plr']);
    expect((await run('organisation disable ABC123')).exitCode).to.equal(2);
    expect((await run('organisation disable ABC123 --yes --json')).json()[0]).to.include({
      status: 'disabled',
    });
    expect((await run('organisation enable ABC123 --json')).json()[0]).to.include({ status: 'active' });
  });

  it('imports a file, ends with 4 when rows were refused, and does not import it twice', async () => {
    const file = folder.path('people.csv');
    const header =
      'GivenName,FamilyName,DateOfBirth,Gender,LastKnownPostCode,VerificationType,AbilityToShare';
    await writeFile(
      file,
      `${header}\nAnn,Imported,2004-01-01,2,ZT1 1AA,1,1\nBen,Imported,2004-13-01,1,ZT1 1AA,1,1\n`,
    );
    const dry = await run(`learner import ${file} --dry-run --json`);
    expect([dry.exitCode, dry.json()[0]?.['stored']]).to.deep.equal([4, 0]);
    const first = await run(`learner import ${file} --json`);
    expect(first.exitCode).to.equal(4);
    expect(first.json()[0]).to.include({
      rows: 2,
      stored: 1,
      refused: 1,
      refusedFile: `${file}.refused.csv`,
    });
    expect(await readFile(`${file}.refused.csv`, 'utf8')).to.match(/\n2,dateOfBirth must be a date/);
    const second = await run(`learner import ${file} --json`);
    expect(second.exitCode).to.equal(0);
    expect(second.json()[0]).to.include({ rows: 0, stored: 0 });
    expect((await run('learner import /no/such/file.csv')).exitCode).to.equal(2);
    await writeFile(file, `${header},Surname\n`);
    const unknown = await run(`learner import ${file}`);
    expect(unknown.exitCode).to.equal(2);
    expect(unknown.stderr).to.include('"Surname" is not known');
  });

  it('ends with 130 when it is interrupted, and goes on from there', async () => {
    const file = folder.path('many.csv');
    const header =
      'GivenName,FamilyName,DateOfBirth,Gender,LastKnownPostCode,VerificationType,AbilityToShare';
    const rows = Array.from({ length: 25_000 }, (_, index) => `Ann,Many${index},2004-01-01,2,ZT1 1AA,1,1`);
    await writeFile(file, `${header}\n${rows.join('\n')}\n`);
    const stopped = await runAside(`learner import ${file} --json`, {
      stopAt: { text: 'Reading', signal: 'SIGINT' },
    });
    expect(stopped.exitCode, stopped.stderr).to.equal(130);
    expect(stopped.json()[0]).to.include({ interrupted: true });
    const rest = await run(`learner import ${file} --json`);
    expect(rest.exitCode).to.equal(0);
    expect(Number(stopped.json()[0]?.['stored']) + Number(rest.json()[0]?.['stored'])).to.equal(rows.length);
  });

  it('asks on a terminal, and does nothing but for a yes', async () => {
    const question = /All learners.* will be lost\. Type "yes" to go on: /;
    for (const stdin of ['no\n', 'y\n', '\n', '']) {
      const { exitCode, stdout, stderr } = await run('reset', { stdin, isTerminal: true });
      expect([exitCode, stdout], stdin).to.deep.equal([1, '']);
      expect(stderr).to.match(question).and.include('Nothing was done.');
    }
    const { exitCode, stderr } = await run('reset', { stdin: ' Yes\n', isTerminal: true });
    expect(exitCode).to.equal(0);
    expect(stderr).to.match(question);
  });

  it('resets the test environment when told twice', async () => {
    expect((await run('reset')).exitCode).to.equal(2);
    const ended = await run('reset --yes --json');
    expect(ended.json()[0]).to.include({
      environment: 'test',
      organisations: Object.keys(organisations).length,
    });
    expect((await run('organisation show ABC123')).exitCode).to.equal(1);
  });

  it('finds nothing wrong with a healthy register', async () => {
    const ended = await run('doctor --json');
    expect(ended.exitCode, ended.stdout).to.equal(0);
    expect(ended.json().filter(({ status }) => status !== 'ok')).to.deep.equal([]);
  });

  it('serves until it is told to stop', async () => {
    const ended = await runAside('serve --port 0 --log-level silent', {
      stopAt: { text: 'answers on http://', signal: 'SIGTERM' },
    });
    expect(ended.exitCode).to.equal(0);
    expect(ended.stderr).to.match(/The test environment answers on http:\/\/127\.0\.0\.1:\d+\//);
  });
});

describe('command line in the live environment', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const run = (args: string, given?: Given): Promise<Ended> =>
    commandLine([...args.split(' '), '--environment', 'live', '--data', folder.path('data')], given);

  it('starts empty', async () => {
    expect((await run('organisation list --json')).stdout).to.equal('');
    expect((await run(`learner show ${learners.exact.uln}`)).exitCode).to.equal(1);
  });

  it('refuses published passwords', async () => {
    const args =
      'organisation add --ref TSTLP1 --ukprn 90000001 --name Fictional --kind other --password-stdin';
    const { exitCode, stderr } = await run(args, { stdin: organisations.learningProvider.orgPassword });
    expect(exitCode).to.equal(2);
    expect(stderr)
      .to.match(/published/)
      .and.not.include(organisations.learningProvider.orgPassword);
  });

  it('is never reset, and takes no wrong check digits', async () => {
    expect((await run('reset --yes')).exitCode).to.equal(2);
    const file = folder.path('empty.jsonl');
    await writeFile(file, '');
    expect((await run(`learner import ${file} --any-check-digit`)).exitCode).to.equal(2);
  });

  it('has a database that does not open as the test environment', async () => {
    await run('migrate up');
    await copyFile(folder.path('data', 'live.sqlite'), folder.path('data', 'test.sqlite'));
    const { exitCode, stderr } = await commandLine(['organisation', 'list', '--data', folder.path('data')]);
    expect(exitCode).to.equal(3);
    expect(stderr).to.match(/other environment/);
  });
});
