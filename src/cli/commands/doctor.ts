import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Config, LoadedConfig } from '../../config.js';
import { openQuestions } from '../../store/backup/rows.js';
import { storeOptionsOf } from '../backup/store-options.js';
import { command } from '../command-spec.js';
import { openDatabase } from '../context.js';
import { serverCertificate } from '../doctor/certificate-checks.js';
import { databaseClock, durabilityChecks } from '../doctor/database-checks.js';
import { fine, wrong, type Finding } from '../doctor/finding.js';
import { auditChainEnd, backupAge } from '../doctor/keeping-checks.js';
import { clockSanity, contractFiles, dataFolder, freeSpace, nodeVersion } from '../doctor/machine-checks.js';
import { registerChecks } from '../doctor/register-checks.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';

export const doctor = command({
  usage: 'doctor',
  summary: 'Check settings, data folder, database, clock and files, and say what to do',
  examples: ['learner-register doctor', 'learner-register doctor --environment live --json'],
  options: z.object({}),
  async run(run) {
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    const findings = [
      fine('settings', `${settings.config.environment} environment, ${settings.warnings.length} warning(s)`),
      nodeVersion(process.versions.node),
      await contractFiles(),
      await dataFolder(settings.config.dataDir),
      await freeSpace(settings.config.dataDir),
      ...(await backupFindings(settings.config)),
      await serverCertificate(settings.config, new Date()),
    ];
    const database = await databaseFindings(settings);
    findings.push(...database.findings);
    run.output.list(findings.map((finding) => ({ ...finding })));
    if (findings.every(({ status }) => status !== 'failed')) return exitCodes.ok;
    return database.exitCode;
  },
});

async function backupFindings(config: Config): Promise<readonly Finding[]> {
  const age = await backupAge(config, new Date());
  if (config.backupDir === undefined || !existsSync(config.backupDir)) return [age];
  return [{ ...(await freeSpace(config.backupDir)), check: 'free space for backups' }, age];
}

/** What only the database's own words can tell. */
async function ownWords(config: Config): Promise<readonly Finding[]> {
  const questions = await openQuestions(storeOptionsOf(config));
  try {
    return [...(await durabilityChecks(questions)), ...(await databaseClock(questions))];
  } finally {
    await questions.close();
  }
}

async function databaseFindings({
  config,
}: LoadedConfig): Promise<{ readonly findings: readonly Finding[]; readonly exitCode: ExitCode }> {
  const opened = await openDatabase(config);
  if (!opened.ok) {
    const { problem, whatToDo, exitCode } = opened.refusal;
    const advice =
      exitCode === exitCodes.notReachable ? 'Check that it runs, its address, and who may use it.' : whatToDo;
    return { findings: [wrong('database', problem, advice), clockSanity(new Date(), undefined)], exitCode };
  }
  const store = opened.value;
  try {
    const findings = await registerChecks(store, config);
    const migrated = findings.length > 1;
    const [newest] = migrated ? await store.audit.list({ limit: 1 }) : [];
    const chain = migrated ? [await auditChainEnd(store.auditChain, config, new Date())] : [];
    return {
      findings: [
        fine('database', 'can be reached'),
        ...(await ownWords(config)),
        ...findings,
        ...chain,
        clockSanity(new Date(), newest?.at),
      ],
      exitCode: exitCodes.failed,
    };
  } finally {
    await store.close();
  }
}
