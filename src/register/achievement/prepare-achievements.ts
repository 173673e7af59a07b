import { fieldErrorOf, foundError, readAchievement, type Achievement } from '../../domain/achievement.js';
import { errorOf, type AchievementError } from '../../domain/achievement-code.js';
import { learnerError, statedUln } from '../../domain/achievement-learner.js';
import type { Learner } from '../../domain/learner.js';
import type { Uln } from '../../domain/uln.js';
import type { BatchRecord } from '../batch-ports.js';
import { nameSettings } from '../find-by-uln.js';
import { isLive } from '../found-learner.js';
import type { LearnerReader } from '../ports.js';
import type { AchievementParts } from './achievement-parts.js';

/** A record whose values have the right form, and whose learner is the one it says. */
export interface Prepared {
  readonly record: BatchRecord;
  readonly achievement: Achievement;
  readonly learner: Learner;
  /** The ULN that stands for the person. */
  readonly root: Uln;
  /** Every record of the person, the root first. */
  readonly family: readonly Uln[];
}

export interface Refused {
  readonly record: BatchRecord;
  readonly error: AchievementError;
  /** Whom the register looked up for it. */
  readonly uln?: Uln;
}

/** Reads the records and finds their learners: one question for all, and another for the masters of linked ones. */
export async function prepareAchievements(
  parts: AchievementParts,
  records: readonly BatchRecord[],
): Promise<{ readonly prepared: readonly Prepared[]; readonly refused: readonly Refused[] }> {
  const refused: Refused[] = [];
  const stated: { record: BatchRecord; achievement: Achievement; uln: Uln }[] = [];
  const checkDigitMatters = parts.settings.ulnCheck !== 'relaxed';
  for (const record of records) {
    const found = foundError(record.fields);
    const read = found === undefined ? readAchievement(record.fields) : undefined;
    if (read?.ok !== true) {
      refused.push({ record, error: found ?? fieldErrorOf(read?.errors ?? []) });
      continue;
    }
    const uln = statedUln(read.achievement.uln, checkDigitMatters);
    if (uln.ok) stated.push({ record, achievement: read.achievement, uln: uln.uln });
    else refused.push({ record, error: errorOf(uln.code) });
  }
  const learners = await learnersWithMasters(
    parts.learners,
    stated.map(({ uln }) => uln),
  );
  const prepared: Prepared[] = [];
  for (const { record, achievement, uln } of stated) {
    const learner = learners.get(uln);
    const master = learner?.masterUln === undefined ? undefined : learners.get(learner.masterUln);
    const isKnown = isLive(learner) && (learner.masterUln === undefined || isLive(master));
    if (!isKnown) {
      refused.push({ record, error: errorOf('L003'), uln });
      continue;
    }
    const named = { learner, ...(master === undefined ? {} : { master }) };
    const code = learnerError(achievement, named, nameSettings(parts));
    const { uln: root, linkedUlns } = master ?? learner;
    if (code === undefined)
      prepared.push({ record, achievement, learner, root, family: [root, ...linkedUlns] });
    else refused.push({ record, error: errorOf(code), uln });
  }
  return { prepared, refused };
}

async function learnersWithMasters(
  reader: Pick<LearnerReader, 'findByUlns'>,
  ulns: readonly Uln[],
): Promise<ReadonlyMap<Uln, Learner>> {
  if (ulns.length === 0) return new Map();
  const found = await reader.findByUlns([...new Set(ulns)]);
  const masters = new Set<Uln>();
  for (const { masterUln } of found.values()) {
    if (masterUln !== undefined && !found.has(masterUln)) masters.add(masterUln);
  }
  if (masters.size === 0) return found;
  return new Map([...found, ...(await reader.findByUlns([...masters]))]);
}
