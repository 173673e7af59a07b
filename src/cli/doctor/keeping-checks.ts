import type { Config } from '../../config.js';
import type { AuditChain } from '../../register/audit-ports.js';
import { sealHash } from '../../register/audit/audit-digest.js';
import { backupDirOf, listBackups } from '../backup/backup-folder.js';
import { doubtful, fine, wrong, type Finding } from './finding.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Rounds of sealing that may fail to come before somebody should look. */
const ROUNDS_MISSED = 10;

/** How old the newest backup is. */
export async function backupAge(config: Config, now: Date): Promise<Finding> {
  const folder = backupDirOf(config);
  const [newest] = await listBackups(folder, config.environment);
  const whatToDo = 'Run "learner-register backup", and let a timer do it from now on.';
  if (newest === undefined) {
    const text = `none in ${folder}`;
    return config.environment === 'test'
      ? fine('newest backup', `${text}; the test environment needs none`)
      : doubtful('newest backup', text, whatToDo);
  }
  const hours = (now.getTime() - newest.madeAt.getTime()) / HOUR_MS;
  const text = `${newest.name}, ${hours.toFixed(1)} hours old`;
  return hours <= config.backupMaxAgeHours
    ? fine('newest backup', text)
    : doubtful('newest backup', text, whatToDo);
}

/** Whether the audit is sealed as it grows, and the last seal is what it was. All of it: `audit verify`. */
export async function auditChainEnd(
  chain: Pick<AuditChain, 'lastSeal' | 'cutAfter'>,
  config: Pick<Config, 'auditSealSeconds'>,
  now: Date,
): Promise<Finding> {
  const last = await chain.lastSeal();
  if (last !== undefined && sealHash(last) !== last.hash) {
    const whatToDo = 'Run "learner-register audit verify", and find out who writes to the database.';
    return wrong('audit chain', `seal ${String(last.sealNo)} was changed`, whatToDo);
  }
  const oldest = await chain.cutAfter(last?.until ?? -1, now.getTime(), 1);
  const text = last === undefined ? 'no seal yet' : `${String(last.sealNo)} seals`;
  if (oldest === undefined) return fine('audit chain', `${text}, nothing unsealed`);
  const minutes = (now.getTime() - oldest) / MINUTE_MS;
  const unsealed = `${text}, entries unsealed for ${minutes.toFixed(0)} minutes`;
  const late = Math.max(10, (ROUNDS_MISSED * config.auditSealSeconds) / 60);
  if (minutes <= late) return fine('audit chain', unsealed);
  return doubtful('audit chain', unsealed, 'Start the service, or a worker: the batch worker seals.');
}
