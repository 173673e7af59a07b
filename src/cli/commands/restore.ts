import { z } from 'zod';
import type { Config } from '../../config.js';
import { openStore } from '../../store/open-store.js';
import { restoreInPlace, stateOf } from '../../store/backup/restore.js';
import { damagedFiles, readManifest, type Manifest } from '../backup/manifest.js';
import { programSettingsOf, storeOptionsOf } from '../backup/store-options.js';
import { stampOf } from '../backup/backup-folder.js';
import { verifyBackup } from '../backup/verify-backup.js';
import { command, type Run } from '../command-spec.js';
import { unlessConfirmed } from '../confirm.js';
import { registerOf } from '../context.js';
import { eraseAgain, erasuresSince } from '../backup/erase-again.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';

export const restore = command({
  usage: 'restore <folder>',
  summary: 'Put a backup in the place of the register; with --verify, only look whether it is whole',
  examples: [
    'learner-register restore /backups/register/register-live-2026-09-01T12-00-00.000Z --verify --environment live',
    'learner-register restore /backups/register/register-live-2026-09-01T12-00-00.000Z --environment live --yes',
  ],
  configure(spec) {
    spec
      .option('--verify', 'restore aside, check everything, and leave the register alone')
      .option('-y, --yes', 'overwrite a register that has data');
  },
  options: z.object({ verify: z.boolean().optional(), yes: z.boolean().optional() }),
  async run(run, { verify, yes }, [folder = '']) {
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    const { config } = settings;
    const read = await readManifest(folder);
    if (!read.ok) {
      const whatToDo = 'Name the folder that "learner-register backup" made, or take another backup.';
      return run.output.refuse({ exitCode: exitCodes.failed, problem: read.problem, whatToDo });
    }
    const { manifest } = read;
    const database = config.databaseUrl === undefined ? 'sqlite' : 'postgres';
    if (manifest.database !== database || manifest.environment !== config.environment) {
      return run.output.refuse({
        exitCode: exitCodes.usage,
        problem: `This is a backup of the ${manifest.environment} environment in ${manifest.database}.`,
        whatToDo: 'Choose the same with --environment, and the same kind of database with LR_DATABASE_URL.',
      });
    }
    return verify === true
      ? verifyOnly(run, config, folder, manifest)
      : restoreNow(run, config, folder, manifest, yes === true);
  },
});

async function verifyOnly(run: Run, config: Config, folder: string, manifest: Manifest): Promise<ExitCode> {
  const findings = await verifyBackup(folder, manifest, storeOptionsOf(config), programSettingsOf(config));
  run.output.list(
    findings.map(({ check, ok, finding }) => ({ check, status: ok ? 'ok' : 'failed', finding })),
  );
  if (findings.every(({ ok }) => ok)) return exitCodes.ok;
  return run.output.refuse({
    exitCode: exitCodes.failed,
    problem: 'This backup is not whole.',
    whatToDo: 'Take another one, and make a new one now.',
  });
}

async function restoreNow(
  run: Run,
  config: Config,
  folder: string,
  manifest: Manifest,
  yes: boolean,
): Promise<ExitCode> {
  const { output } = run;
  const options = storeOptionsOf(config);
  const state = await stateOf(options);
  if (state === 'inUse') {
    return output.refuse({
      exitCode: exitCodes.failed,
      problem: 'The register is running: something has its database open.',
      whatToDo: 'Stop the service, its workers and every other command first.',
    });
  }
  if (state === 'filled' || state === 'damaged') {
    const refusal = await unlessConfirmed(
      run,
      `What is in the ${config.environment} register now is replaced by what it was at ${manifest.madeAt}.`,
      yes,
    );
    if (refusal !== undefined) return refusal;
  }
  const damaged = await damagedFiles(folder, manifest);
  if (damaged.length > 0) {
    return output.refuse({
      exitCode: exitCodes.failed,
      problem: `The backup is damaged: ${damaged.join(', ')}.`,
      whatToDo: 'Take another backup.',
    });
  }
  const begun = Date.now();
  const erasures = state === 'filled' ? await erasuresSince(options, new Date(manifest.madeAt)) : [];
  const restored = await restoreInPlace(options, folder, programSettingsOf(config), stampOf(new Date(begun)));
  if (!restored.ok) {
    const { problem, whatToDo } = restored;
    return output.refuse({ exitCode: exitCodes.failed, problem, whatToDo });
  }
  const store = await openStore(options);
  try {
    const register = registerOf(config, store);
    const { pending } = await store.migrations.status();
    let erasedAgain = 0;
    if (pending.length === 0) {
      await store.audit.record(localAudit(register.clock, 'restore')([], `as of ${manifest.madeAt}`));
      erasedAgain = await eraseAgain(register, erasures);
    }
    output.record({
      restored: folder,
      asOf: manifest.madeAt,
      seconds: (Date.now() - begun) / 1000,
      learners: manifest.counts['learner'] ?? 0,
      pendingMigrations: pending,
      erasedAgain,
      ...(restored.kept === undefined ? {} : { replacedFile: restored.kept }),
    });
    if (state === 'damaged') {
      output.warn(
        'What was replaced could not be read: whoever was erased since the backup has to be erased again by hand.',
      );
    }
    if (erasures.length > erasedAgain) {
      output.warn(`Erase again, after the migrations: ${erasures.map(({ uln }) => uln).join(', ')}.`);
    }
  } finally {
    await store.close();
  }
  output.note('Run "learner-register doctor", then start the service.');
  return exitCodes.ok;
}
