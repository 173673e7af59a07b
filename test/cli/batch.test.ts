import { copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import { commandLine, commandLineProcess, type Ended } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const fixtures = fileURLToPath(new URL('../../../fixtures/batch-files/', import.meta.url));
const name = 'LRB_90000001_010920260900';
const table = (text: string): string[][] => parse(text, { bom: true });
const codesOf = (text: string): (string | undefined)[] =>
  table(text)
    .slice(1)
    .map((row) => row.at(-1));

describe('batch commands', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const run = (...args: string[]): Promise<Ended> => commandLine([...args, '--data', folder.path('data')]);
  const submit = (file: string, ...more: string[]): Promise<Ended> =>
    run('batch', 'submit', file, '--organisation', 'TSTLP1', '--wait', '--json', ...more);

  it('checks the filled templates of both versions and formats', async () => {
    for (const version of ['2A', '3A']) {
      for (const kind of ['CSV', 'XML']) {
        const { exitCode, stdout } = await run('batch', 'validate', `${fixtures}${version}/${name}.${kind}`);
        expect(exitCode, version + kind).to.equal(4);
        expect(stdout).to.match(/LastKnownPostCode, RC006: .*\nThe file can be submitted; 1 row/);
      }
    }
  });

  it('lists every problem by row and column, and ends with 4', async () => {
    const file = folder.path(`${name}.CSV`);
    const content = await readFile(`${fixtures}3A/${name}.CSV`, 'utf8');
    await writeFile(file, content.replace('2007-07-19', '19/07/2007').replace('H801200001001', '123'));
    const ended = await run('batch', 'validate', file, '--organisation', 'TSTLP1', '--json');
    expect(ended.exitCode).to.equal(4);
    const found = ended.json();
    expect(found.slice(0, 2).map(({ row, column, code }) => [row, column, code])).to.deep.equal([
      [3, 'DateOfBirth', 'RC011'],
      [3, 'UPN', 'RC012'],
    ]);
    expect(found.at(-1)).to.include({ learners: 6, fileProblems: 0, rowProblems: 3, exceptions: 2 });
    const cut = await run('batch', 'validate', file, '--most', '1');
    expect(cut.stdout).to.include('2 more problem(s)');
  });

  it('ends with 0 on a file in order, and wants the UKPRN of the organisation', async () => {
    const file = folder.path(`${name}.CSV`);
    const content = await readFile(`${fixtures}3A/${name}.CSV`, 'utf8');
    await writeFile(file, content.replace(/("O'Sample"(?:,"[^"]*"){7},)""/, '$1"ZT9 9ZZ"'));
    expect((await run('batch', 'validate', file)).stdout).to.equal('The file is in order. Learners: 6.\n');
    expect((await run('batch', 'validate', file, '--organisation', 'TSTLP1')).exitCode).to.equal(0);
    const other = await run('batch', 'validate', file, '--organisation', 'TSTAO1', '--json');
    expect(other.exitCode).to.equal(4);
    expect(other.json().at(-1)).to.include({ fileProblems: 2 });
    expect((await run('batch', 'validate', file, '--organisation', 'NOBODY')).exitCode).to.equal(1);
  });

  it('refuses what it cannot take, and keeps nothing of it', async () => {
    await mkdir(folder.path('refused'));
    const lower = folder.path('refused', `${name}.csv`);
    await copyFile(`${fixtures}3A/${name}.CSV`, lower);
    const inLowerCase = await run('batch', 'submit', lower, '--organisation', 'TSTLP1');
    expect([inLowerCase.exitCode, inLowerCase.stderr.includes('upper case')]).to.deep.equal([2, true]);
    expect((await run('batch', 'validate', lower)).stdout).to.include('warning');

    const cut = folder.path('refused', `${name}.CSV`);
    const content = await readFile(`${fixtures}3A/${name}.CSV`, 'utf8');
    await writeFile(cut, content.slice(0, content.length - 200));
    const cutOff = await run('batch', 'submit', cut, '--organisation', 'TSTLP1');
    expect(cutOff.exitCode).to.equal(1);
    expect(cutOff.stderr).to.include('cut off').and.include('batch validate');
    for (const ref of ['TSTDS1', 'TSTOT1', 'NOBODY']) {
      expect((await run('batch', 'submit', cut, '--organisation', ref)).exitCode, ref).to.equal(1);
    }
    expect(
      (await run('batch', 'submit', folder.path('no.CSV'), '--organisation', 'TSTLP1')).exitCode,
    ).to.equal(2);
    expect((await run('batch', 'submit', cut)).exitCode).to.equal(2);
    expect((await run('batch', 'list', '--json')).json()).to.deep.equal([]);
  });

  it('submits a file, works on it, and gives its output and its exceptions', async () => {
    const ended = await submit(`${fixtures}3A/${name}.CSV`);
    expect(ended.exitCode, ended.stderr).to.equal(4);
    const [job = {}] = ended.json();
    expect(job).to.include({
      status: 'Successful',
      recordCount: 6,
      recordsDone: 6,
      newLearners: 1,
      rejected: 1,
    });
    const jobId = String(job['jobId']);
    expect((await run('batch', 'show', jobId, '--json')).json()[0]).to.deep.equal(job);
    expect((await run('batch', 'list', '--organisation', 'TSTLP1')).stdout).to.include('Successful');

    const output = await run('batch', 'output', jobId);
    expect(codesOf(output.stdout)).to.deep.equal(['RC002', 'RC001', 'RC005', 'RC007', 'RC006', 'RC002']);
    const given = table(output.stdout)[2]?.[4] ?? '';
    expect((await run('learner', 'show', given, '--json')).json()[0]).to.include({
      familyName: 'Nowhereton',
    });

    const target = folder.path('exceptions');
    await mkdir(target);
    expect((await run('batch', 'exceptions', jobId, '--file', target)).exitCode).to.equal(0);
    const [exceptions = ''] = await readdir(target);
    expect(exceptions).to.match(/^LRB_90000001_\d{12}\.CSV$/);
    expect((await stat(folder.path('exceptions', exceptions))).mode & 0o077).to.equal(0);
    const text = await readFile(folder.path('exceptions', exceptions), 'utf8');
    expect(table(text).map((row) => row.at(-2))).to.deep.equal(['ReturnCode', 'RC007', 'RC006']);

    const corrected = folder.path('exceptions', exceptions);
    await writeFile(corrected, text.replace(/("O'Sample"(?:,"[^"]*"){7},)""/, '$1"ZT9 9ZZ"'));
    const again = await submit(corrected);
    expect(again.json()[0]).to.include({ newLearners: 1, possibleMatch: 1, rejected: 0 });
  });

  it('makes bad rows exceptions, in XML as well', async () => {
    const file = folder.path(`${name}.XML`);
    const content = await readFile(`${fixtures}2A/${name}.XML`, 'utf8');
    await writeFile(file, content.replace('2003-11-02', '02/11/2003').replace('2005-07-23', '1910-01-01'));
    const ended = await submit(file, '--job-type', 'CHK');
    const jobId = String(ended.json()[0]?.['jobId']);
    const output = await run('batch', 'output', jobId);
    expect([...output.stdout.matchAll(/<ReturnCode>(\w+)</g)].map(([, code]) => code)).to.deep.equal([
      'RC002',
      'RC002',
      'RC011',
      'RC013',
      'RC006',
      'RC004',
    ]);
    const target = folder.path('worklist.CSV');
    await run('batch', 'exceptions', jobId, '--file', target);
    expect(await readFile(target, 'utf8')).to.include('Excel turned the date');
  });

  it('verifies the ULNs of a file', async () => {
    const ended = await submit(`${fixtures}3A/${name}.CSV`, '--verify');
    expect(ended.exitCode, ended.stderr).to.equal(4);
    const [job = {}] = ended.json();
    expect(job).to.include({ kind: 'verification', jobType: 'CHK', status: 'Successful' });
    const output = await run('batch', 'output', String(job['jobId']));
    expect(codesOf(output.stdout)).to.deep.equal([
      'RC011',
      'RC011',
      'WSRC0022',
      'RC011',
      'RC011',
      'WSRC0004',
    ]);
    const wrong = await run(
      'batch',
      'submit',
      'x.CSV',
      '--organisation',
      'TSTLP1',
      '--verify',
      '--job-type',
      'FUL',
    );
    expect(wrong.exitCode).to.equal(2);
  });

  it('says so when a job is not there, not finished, or not failed', async () => {
    for (const command of ['show', 'output', 'exceptions', 'retry']) {
      expect((await run('batch', command, '999')).exitCode, command).to.equal(1);
      expect((await run('batch', command, '0x1')).exitCode, command).to.equal(2);
    }
    const waiting = await run(
      ...['batch', 'submit', `${fixtures}3A/${name}.CSV`, '--organisation', 'TSTLP1', '--json'],
    );
    expect(waiting.exitCode).to.equal(0);
    const [job = {}] = waiting.json();
    expect(job['status']).to.equal('Waiting');
    for (const command of ['output', 'exceptions']) {
      expect((await run('batch', command, String(job['jobId']))).stderr).to.include('not finished');
    }
    expect((await run('batch', 'retry', String(job['jobId']))).stderr).to.include('has not failed');
  });

  it('submits nothing when it is interrupted while it reads', async () => {
    const file = folder.path('LRB_90000001_020920260900.CSV');
    const [headings = '', first = '', second = ''] = (
      await readFile(`${fixtures}3A/${name}.CSV`, 'utf8')
    ).split('\r\n');
    const many = 60_000;
    const rows = `${second}\r\n`.repeat(many - 1);
    await writeFile(file, `${headings}\r\n${first.replace('"6"', `"${many}"`)}\r\n${rows}`);
    const before = (await run('batch', 'list', '--json')).json().length;
    const ended = await commandLineProcess(
      ['batch', 'submit', file, '--organisation', 'TSTLP1', '--data', folder.path('data')],
      { stopAt: { text: 'Reading', signal: 'SIGINT' } },
    );
    expect([ended.exitCode, ended.stdout]).to.deep.equal([130, '']);
    expect((await run('batch', 'list', '--json')).json()).to.have.length(before);
  });
});
