import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config } from '../../config.js';
import { backUp } from '../../store/backup/back-up.js';
import type { Store } from '../../store/store.js';
import { backupDirOf, backupName, removeOldBackups } from '../backup/backup-folder.js';
import { writeManifest, type Manifest } from '../backup/manifest.js';
import { programSettingsOf, storeOptionsOf } from '../backup/store-options.js';
import { command, type Run } from '../command-spec.js';
import { registerOf } from '../context.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';
import { packageVersion } from '../package-version.js';
import { withDatabase } from '../with-database.js';

export const backup = command({
  usage: 'backup',
  summary: 'Copy the whole register while it runs, and remove backups that are too old',
  examples: [
    'learner-register backup',
    'learner-register backup --to /backups/register --environment live',
    'learner-register backup --json',
  ],
  configure(spec) {
    spec.option('--to <folder>', 'the folder of backups (default: LR_BACKUP_DIR)');
  },
  options: z.object({ to: z.string().min(1).optional() }),
  async run(run, { to }) {
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    const { config } = settings;
    return withDatabase(run, (store) => makeBackup(run, config, store, to ?? backupDirOf(config)));
  },
});

async function makeBackup(run: Run, config: Config, store: Store, dir: string): Promise<ExitCode> {
  const { output } = run;
  const { clock } = registerOf(config, store);
  const begun = clock.now();
  const { done, pending } = await store.migrations.status();
  if (done.length === 0) {
    return output.refuse({
      exitCode: exitCodes.failed,
      problem: 'There is nothing to copy: the database has no tables.',
      whatToDo: 'Check whether --environment, --data or LR_DATABASE_URL name the register you mean.',
    });
  }
  if (pending.length === 0) await store.audit.record(localAudit(clock, 'backup')([], 'begun'));
  else output.note('The database lacks migrations, so this backup is not in its audit.');

  const name = backupName(config.environment, begun);
  const partial = join(dir, `${name}.partial`);
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const made = await backUp(storeOptionsOf(config), partial, programSettingsOf(config));
  if (!made.ok) {
    await rm(partial, { recursive: true, force: true });
    return output.refuse({ exitCode: exitCodes.failed, problem: made.problem, whatToDo: made.whatToDo });
  }
  const lastSeal = await sealNumbered(store, made.counts['audit_seal']);
  const manifest = await writeManifest(partial, {
    madeAt: begun.toISOString(),
    seconds: (clock.now().getTime() - begun.getTime()) / 1000,
    version: packageVersion(),
    environment: config.environment,
    database: config.databaseUrl === undefined ? 'sqlite' : 'postgres',
    migrations: [...made.migrations],
    counts: made.counts,
    ...(lastSeal === undefined ? {} : { lastSeal }),
  });
  await rename(partial, join(dir, name));
  const removed = await removeOldBackups(dir, config.environment, config.backupKeepDays, clock.now());
  output.record({
    backup: join(dir, name),
    seconds: manifest.seconds,
    bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
    learners: manifest.counts['learner'] ?? 0,
    auditEntries: manifest.counts['audit'] ?? 0,
    removed,
  });
  output.note('Look whether it is whole: "learner-register restore --verify" and its name.');
  return exitCodes.ok;
}

/** Seals are numbered without a gap, so the number of them is that of the last. */
async function sealNumbered(store: Store, seals: number | undefined): Promise<Manifest['lastSeal']> {
  if (seals === undefined || seals === 0) return undefined;
  const [seal] = await store.auditChain.seals(seals - 1, 1);
  return seal === undefined ? undefined : { sealNo: seal.sealNo, hash: seal.hash };
}
