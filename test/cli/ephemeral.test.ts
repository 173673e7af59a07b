/** `serve --ephemeral`, as a test-suite starts it: a process of its own. */
import { expect } from 'chai';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LearnerServiceClient } from '../../src/client/index.js';
import { temporaryFolder } from './temporary-folder.js';

const main = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));

const Organisation = z.object({
  organisationRef: z.string(),
  ukprn: z.string(),
  orgPassword: z.string(),
  userName: z.string(),
});
const Announcement = z.strictObject({
  url: z.url(),
  services: z.record(z.string(), z.url()),
  organisations: z.looseObject({ learningProvider: Organisation, awardingOrganisation: Organisation }),
  administratorPassword: z.string().min(12),
  pid: z.number(),
  dataFolder: z.string(),
});

describe('An ephemeral register', function () {
  this.timeout(60_000);
  const temporary = temporaryFolder();
  const children: ChildProcess[] = [];

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  const start = (more: readonly string[] = [], own: NodeJS.ProcessEnv = {}): ChildProcess => {
    const args = [main, 'serve', '--environment', 'test', '--ephemeral', ...more];
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, args, {
      env: { PATH, HOME, TMPDIR: temporary.path(), ...own },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  };
  const announced = async (child: ChildProcess): Promise<z.output<typeof Announcement>> => {
    if (child.stdout === null) throw new Error('No output');
    const [line] = (await Promise.race([
      once(createInterface(child.stdout), 'line'),
      once(child, 'exit').then(() => {
        throw new Error('It ended');
      }),
    ])) as [string];
    expect(line).to.match(/^\{"url":"http:\/\/127\.0\.0\.1:\d+",/);
    return Announcement.parse(JSON.parse(line));
  };
  const folders = (): readonly string[] =>
    readdirSync(temporary.path()).filter((name) => name.startsWith('learner-register-ephemeral-'));
  const find = async ({ url, organisations }: z.output<typeof Announcement>): Promise<string | undefined> => {
    const client = new LearnerServiceClient({ address: url, ...organisations.learningProvider });
    try {
      const eleanor = { uln: '9900001000', familyName: 'Testington', givenName: 'Eleanor' };
      return (await client.learnerByULN({ findType: 'CHK', ...eleanor })).responseCode;
    } finally {
      client.close();
    }
  };

  it('says where it is in one line of JSON, answers, and leaves nothing behind when it is told to stop', async () => {
    const child = start();
    const said: string[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    const register = await announced(child);
    expect(register.pid).to.equal(child.pid);
    expect(Object.values(register.services)).to.deep.equal(
      ['LearnerService', 'LearnerServiceR9', 'ExternalService'].map((name) => `${register.url}/${name}.svc`),
    );
    expect(await find(register)).to.equal('WSRC0004');
    expect(existsSync(register.dataFolder)).to.equal(true);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
    expect(folders()).to.deep.equal([]);
    expect(said.join('').trimEnd().split('\n')).to.have.lengthOf(1);
  });

  it('runs beside another, each with its own data; Ctrl-C stops it', async () => {
    const both = [start(), start()];
    const [one, other] = await Promise.all(both.map(announced));
    expect(one?.url).to.not.equal(other?.url);
    expect(folders()).to.have.lengthOf(2);
    for (const register of [one, other])
      if (register !== undefined) expect(await find(register)).to.equal('WSRC0004');
    for (const child of both) child.kill('SIGINT');
    for (const child of both) expect(child.exitCode ?? (await once(child, 'exit'))[0]).to.equal(0);
    expect(folders()).to.deep.equal([]);
  });

  it('stops when whoever started it lets go of its standard input, if it was asked to', async () => {
    const child = start(['--until-stdin-closes']);
    await announced(child);
    child.stdin?.end();
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
    expect(folders()).to.deep.equal([]);
  });

  it('clears away what a killed one left, and not what another machine or a running process has', async () => {
    const killed = start();
    await announced(killed);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(folders()).to.have.lengthOf(1);
    const elsewhere = `learner-register-ephemeral-another_machine-1-AAAAAA`;
    const here = `learner-register-ephemeral-${hostname().replaceAll(/[^\w.]/g, '_')}`;
    const running = `${here}-${String(process.pid)}-BBBBBB`;
    for (const name of [elsewhere, running]) mkdirSync(temporary.path(name));
    const next = start();
    const { dataFolder } = await announced(next);
    expect(folders()).to.have.members([elsewhere, running, dataFolder.slice(temporary.path().length + 1)]);
    next.kill('SIGTERM');
    await once(next, 'exit');
    expect(folders()).to.have.members([elsewhere, running]);
  });

  it('is refused for live data, for PostgreSQL and for several processes', async () => {
    const database = { LR_DATABASE_URL: 'postgres://register:secret@127.0.0.1/register' };
    const refused = [start(['--environment', 'live']), start(['--workers', '2']), start([], database)];
    const ends = await Promise.all(refused.map((child) => once(child, 'exit')));
    expect(ends).to.deep.equal([
      [3, null],
      [3, null],
      [3, null],
    ]);
    expect(folders().filter((name) => !/another_machine|BBBBBB/.test(name))).to.deep.equal([]);
  });
});
