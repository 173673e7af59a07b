import { cp, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { readManifest, writeManifest } from '../../../src/cli/backup/manifest.js';
import { openStore } from '../../../src/store/open-store.js';
import type { Store, StoreOptions } from '../../../src/store/store.js';
import { entry, keysOf, learner, uln } from '../../store/people.js';
import { runSql } from '../../store/run-sql.js';
import { commandLine, commandLineProcess, type Ended } from '../command-line.js';
import { temporaryFolder } from '../temporary-folder.js';
import {
  findPrograms,
  startWithPrograms,
  type PostgresWithPrograms,
} from '../../../bench/postgres-with-programs.js';

interface Surroundings {
  readonly options: StoreOptions;
  readonly env: Readonly<Record<string, string>>;
}

const folder = temporaryFolder();
const allChecks = [
  'files',
  'counts',
  'batch results have their learner',
  'learning events have their learner',
  'the history of events has its learner',
  'data challenges have their learner',
  'names lead to a learner',
  'linked records have their master',
  'batch records have their job',
  'audit chain',
];

describe('A backup (sqlite)', function () {
  this.timeout(120_000);
  define(
    () => ({
      options: { kind: 'sqlite', file: folder.path('data', 'test.sqlite'), environment: 'test' },
      env: { LR_DATA_DIR: folder.path('data') },
    }),
    ['integrity', ...allChecks],
  );

  it('shows a byte that was flipped, anywhere in the file', async () => {
    const name = await newestBackup();
    const damaged = folder.path('flipped');
    await cp(join(folder.path('backups'), name), damaged, { recursive: true });
    const file = join(damaged, 'register.sqlite');
    const bytes = await readFile(file);
    const at = bytes.length - 100;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const verified = await run(['restore', damaged, '--verify']);
    expect(verified.exitCode).to.equal(1);
    expect(failures(verified)).to.include('files');
    expect((await run(['restore', damaged, '--yes'])).stderr).to.include('damaged');
  });

  it('shows rows that are missing, also when its manifest was made to fit', async () => {
    const name = await newestBackup();
    const damaged = folder.path('removed');
    await cp(join(folder.path('backups'), name), damaged, { recursive: true });
    const options: StoreOptions = {
      kind: 'sqlite',
      file: join(damaged, 'register.sqlite'),
      environment: 'test',
    };
    await runSql({ options }, 'delete from learner where uln = 9900001000');
    await runSql({ options }, `delete from audit where at = (select min(at) from audit)`);
    const read = await readManifest(damaged);
    if (!read.ok) return expect.fail(read.problem);
    await writeManifest(damaged, read.manifest);
    const verified = await run(['restore', damaged, '--verify']);
    expect(failures(verified)).to.include.members(['counts', 'names lead to a learner', 'audit chain']);
    expect(failures(verified)).not.to.include('files');
  });

  it('takes the place of a file that is damaged, which stays beside it', async () => {
    const backup = join(folder.path('backups'), await newestBackup());
    const data = folder.path(`damaged-data-${String(Date.now())}`);
    const env = { LR_DATA_DIR: data };
    expect((await runCommand(['restore', backup], env)).exitCode).to.equal(0);
    const file = join(data, 'test.sqlite');
    const bytes = await readFile(file);
    bytes.fill(0x5a, 100, bytes.length / 2);
    await writeFile(file, bytes);
    const looked = await runCommand(['doctor'], env);
    expect(looked.exitCode).to.equal(5);
    expect(looked.stdout).to.include('SQLITE_CORRUPT');
    expect((await runCommand(['restore', backup], env)).exitCode).to.equal(2);
    const restored = await runCommand(['restore', backup, '--yes'], env);
    expect(restored.exitCode, restored.stderr).to.equal(0);
    expect(restored.stderr).to.include('has to be erased again by hand');
    const kept = String(restored.json()[0]?.['replacedFile']);
    expect(await readFile(kept)).to.deep.equal(bytes);
    expect((await runCommand(['learner', 'show', '9900001000'], env)).exitCode).to.equal(0);
  });

  it('is removed when it is older than the setting allows, the newest excepted', async () => {
    const dir = folder.path('old');
    await cp(folder.path('backups'), dir, { recursive: true });
    const [name = ''] = await readdir(dir);
    const old = name.replace(/20\d\d-\d\d-\d\d/, '2020-01-01');
    await rename(join(dir, name), join(dir, old));
    const made = await run(['backup', '--to', dir]);
    expect(made.exitCode, made.stderr).to.equal(0);
    expect(made.json()[0]?.['removed']).to.include(old);
    expect(await readdir(dir)).to.include(made.json()[0]?.['backup']?.toString().split('/').at(-1));
  });

  it('is asked for by doctor when there is none that is new enough', async () => {
    const doctor = await run(['doctor']);
    const found = doctor.json().find(({ check }) => check === 'newest backup');
    expect(found).to.include({ status: 'ok' });
    const chain = doctor.json().find(({ check }) => check === 'audit chain');
    expect(chain).to.include({ status: 'ok' });
  });

  const run = (args: readonly string[]) => runCommand(args, { LR_DATA_DIR: folder.path('data') });
});

describe('A backup (postgres)', function () {
  this.timeout(120_000);
  let server: PostgresWithPrograms | undefined;

  before(async function () {
    const programs = findPrograms();
    if (programs === undefined) {
      console.warn('SKIPPED: backups of PostgreSQL. Install Debian\'s package "postgresql" to run them.');
      this.skip();
    }
    server = await startWithPrograms(programs);
  });

  after(async () => {
    await server?.stop();
  });

  define(() => {
    const url = (server?.url ?? '').replace(/postgres$/, 'register');
    const env = { LR_DATABASE_URL: url, LR_DATA_DIR: folder.path('data') };
    return {
      options: { kind: 'postgres', url, environment: 'test' },
      env: { ...env, LR_POSTGRES_PROGRAMS_DIR: server?.programsDir ?? '' },
    };
  }, [...allChecks, 'a person is claimed once']);

  it('says what is missing when there is no pg_dump', async () => {
    const env = { LR_DATABASE_URL: server?.url ?? '', LR_POSTGRES_PROGRAMS_DIR: folder.path('none') };
    const store = await openStore({ kind: 'postgres', url: env.LR_DATABASE_URL, environment: 'test' });
    await store.migrations.up();
    await store.close();
    const { exitCode, stderr } = await runCommand(['backup', '--to', folder.path('none')], env);
    expect([exitCode, stderr.includes('cannot be run')]).to.deep.equal([1, true]);
  });
});

/** What holds for both databases. */
function define(surroundings: () => Surroundings, checks: readonly string[]): void {
  const run = (args: readonly string[]) => runCommand(args, surroundings().env);
  let store: Store;
  let written = 0;

  it('is made while others write, and is whole', async () => {
    // The first command makes the register, with the published data.
    expect((await run(['organisation', 'list'])).exitCode).to.equal(0);
    store = await openStore(surroundings().options);
    const stop = new AbortController();
    const writing = writeAllTheTime(store, stop.signal);
    const { env } = surroundings();
    const made = await commandLineProcess(['backup', '--to', folder.path('backups'), '--json'], { env });
    stop.abort();
    written = await writing;
    await store.close();
    expect(made.exitCode, made.stderr).to.equal(0);
    const learners = Number(made.json()[0]?.['learners']);
    expect(learners)
      .to.be.above(100)
      .and.below((await learnersNow()) + 1);
    expect(written).to.be.above(10);
    const verified = await run(['restore', String(made.json()[0]?.['backup']), '--verify']);
    expect(verified.exitCode, verified.stdout + verified.stderr).to.equal(0);
    expect(verified.json().map(({ check }) => check)).to.have.members([...checks]);
  });

  it('is not put over a register that runs, or that has data and nobody said yes', async () => {
    const name = await newestBackup();
    const backup = join(folder.path('backups'), name);
    store = await openStore(surroundings().options);
    const running = await run(['restore', backup, '--yes']);
    await store.close();
    expect([running.exitCode, running.stderr.includes('is running')]).to.deep.equal([1, true]);
    const unasked = await run(['restore', backup]);
    expect([unasked.exitCode, unasked.stderr.includes('--yes')]).to.deep.equal([2, true]);
  });

  it('brings the register back as it was, but not those who were erased since', async () => {
    const backup = join(folder.path('backups'), await newestBackup());
    const erased = await run(['learner', 'erase', '9900001000', '--reason', 'objection', '--yes']);
    expect(erased.exitCode, erased.stderr).to.equal(0);
    const before = await learnersNow();
    const restored = await run(['restore', backup, '--yes']);
    expect(restored.exitCode, restored.stderr).to.equal(0);
    expect(restored.json()[0]).to.include({ erasedAgain: 1 });
    const { manifest } = await manifestOf(backup);
    expect(await learnersNow())
      .to.equal(manifest.counts['learner'])
      .and.below(before + 1);
    const shown = await run(['learner', 'show', '9900001000']);
    expect(shown.json()[0]).to.include({ learnerStatus: '0', familyName: '' });
    const listed = await run(['audit', 'list', '--operation', 'restore']);
    expect(listed.json()).to.have.length(1);
    // A restored register can be backed up and verified like any other.
    const again = await run(['backup', '--to', folder.path('again')]);
    expect(again.exitCode, again.stderr).to.equal(0);
    const verified = await run(['restore', String(again.json()[0]?.['backup']), '--verify']);
    expect(verified.exitCode, verified.stdout).to.equal(0);
  });

  it('is verified with the chain of the audit, which goes on after it', async () => {
    const verified = await run(['audit', 'verify']);
    expect(verified.exitCode, verified.stderr).to.equal(0);
    expect(verified.json()[0]).to.include({ whole: true });
    const file = folder.path(`audit-${surroundings().options.kind}.jsonl`);
    expect((await run(['audit', 'export', '--to', file])).exitCode).to.equal(0);
    expect((await run(['audit', 'verify', file, '--against-register'])).exitCode).to.equal(0);
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, lines.toSpliced(3, 1).join('\n'));
    const { exitCode, stderr } = await run(['audit', 'verify', file]);
    expect([exitCode, stderr.includes('Line 4: before it, 1 line')]).to.deep.equal([1, true]);
  });

  async function learnersNow(): Promise<number> {
    const [row] = await runSql(surroundings(), 'select count(*) from learner');
    return Number(row?.[0]);
  }
}

/** Registers one after the other, and seals what it has written. */
async function writeAllTheTime(store: Store, signal: AbortSignal): Promise<number> {
  const { sealAudit } = await import('../../../src/register/audit/seal-audit.js');
  const { systemClock } = await import('../../../src/clock.js');
  let written = 0;
  while (!signal.aborted) {
    written += 1;
    const person = learner({ uln: uln(5_000_000_000 + written), familyName: `Written ${String(written)}` });
    await store.learners.register(person, keysOf(store.personKeys, person), entry({ ulns: [person.uln] }));
    const parts = { chain: store.auditChain, clock: systemClock('Europe/London'), graceMs: 0 };
    if (written % 50 === 1) await sealAudit(parts);
  }
  return written;
}

function runCommand(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  return commandLine([...args, '--json'], { env });
}

function failures(ended: Ended): readonly unknown[] {
  return ended
    .json()
    .filter(({ status }) => status === 'failed')
    .map(({ check }) => check);
}

async function newestBackup(): Promise<string> {
  return (await readdir(folder.path('backups'))).sort().at(-1) ?? '';
}

async function manifestOf(backup: string) {
  const read = await readManifest(backup);
  return read.ok ? read : expect.fail(read.problem);
}
