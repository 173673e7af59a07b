import type { Questions } from '../../store/backup/rows.js';
import { doubtful, fine, wrong, type Finding } from './finding.js';

/** With one of them off, what was answered may be lost with the power. */
const durability = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;
/** Of clocks that are kept right, the differences are of milliseconds. */
const CLOCKS_APART_MS = 2_000;

/** What PostgreSQL is set to; SQLite is set by the register itself. */
export async function durabilityChecks({ kind, ask }: Questions): Promise<readonly Finding[]> {
  if (kind === 'sqlite') return [];
  const rows = await ask(
    `select name, setting from pg_settings where name in (${durability.map((name) => `'${name}'`).join(', ')})`,
  );
  const settings = new Map(rows.map(([name, setting]) => [String(name), String(setting)]));
  return durability.map((name) => {
    const setting = settings.get(name) ?? 'unknown';
    if (isDurable(name, setting)) return fine(name, setting);
    return wrong(name, setting, `Set ${name} to on: with ${setting}, answered writes can be lost.`);
  });
}

/** `local` waits for the disk here and not for standbys, and so do the stricter values. */
function isDurable(name: (typeof durability)[number], setting: string): boolean {
  if (name === 'synchronous_commit') return ['on', 'local', 'remote_write', 'remote_apply'].includes(setting);
  return setting === 'on';
}

/** Whether this machine and the database's agree on the time. */
export async function databaseClock({ kind, ask }: Questions): Promise<readonly Finding[]> {
  if (kind === 'sqlite') return [];
  const before = Date.now();
  const [row] = await ask('select extract(epoch from clock_timestamp()) * 1000');
  const middle = (before + Date.now()) / 2;
  const apart = Math.round(Number(row?.[0]) - middle);
  const text = `${String(Math.abs(apart))} ms ${apart < 0 ? 'behind' : 'ahead of'} this machine`;
  if (Math.abs(apart) <= CLOCKS_APART_MS) return [fine("the database's clock", text)];
  return [doubtful("the database's clock", text, 'Keep both clocks right with NTP.')];
}
