import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config.js';
import { readManifest } from './manifest.js';

const DAY_MS = 86_400_000;
/** `register-live-2026-09-01T12-00-00Z`; while it is being made, `.partial` stands behind it. */
const nameForm = /^register-(test|live)-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})(?:\.\d{3})?Z$/;

export function backupDirOf({ backupDir, dataDir }: Pick<Config, 'backupDir' | 'dataDir'>): string {
  return backupDir ?? join(dataDir, 'backups');
}

export function backupName(environment: Config['environment'], at: Date): string {
  return `register-${environment}-${stampOf(at)}`;
}

/** A moment as part of a file's name. */
export function stampOf(at: Date): string {
  return at.toISOString().replaceAll(':', '-');
}

export interface FoundBackup {
  readonly name: string;
  readonly madeAt: Date;
}

/** The backups of this environment in a folder, newest first; none when there is no folder. */
export async function listBackups(
  folder: string,
  environment: Config['environment'],
): Promise<readonly FoundBackup[]> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch {
    return [];
  }
  return names
    .flatMap((name) => {
      const [, of, date = '', hour = '', minute = '', second = ''] = nameForm.exec(name) ?? [];
      if (of !== environment) return [];
      return [{ name, madeAt: new Date(`${date}T${hour}:${minute}:${second}Z`) }];
    })
    .sort((one, other) => other.madeAt.getTime() - one.madeAt.getTime());
}

/**
 * Removes backups of this environment that are older than so many days, but never the newest; 0 keeps all. What only
 * looks like one, without a manifest, is left alone. Gives the names.
 */
export async function removeOldBackups(
  folder: string,
  environment: Config['environment'],
  keepDays: number,
  now: Date,
): Promise<readonly string[]> {
  if (keepDays === 0) return [];
  const [, ...older] = await listBackups(folder, environment);
  const removed: string[] = [];
  for (const { name, madeAt } of older) {
    if (madeAt.getTime() >= now.getTime() - keepDays * DAY_MS) continue;
    if (!(await readManifest(join(folder, name))).ok) continue;
    await rm(join(folder, name), { recursive: true, force: true });
    removed.push(name);
  }
  return removed;
}
