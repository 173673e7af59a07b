import { mayChangeAbilityToShare } from '../domain/ability-to-share.js';
import { learnerSearchKeys, searchKeyOf } from '../domain/demographics.js';
import type { Learner } from '../domain/learner.js';
import { checkAge } from '../domain/registration.js';
import { hasValidCheckDigit, type Uln } from '../domain/uln.js';
import { applyUpdate, type UpdateDetails } from '../domain/update.js';
import { auditEntry, type DeedParts } from './deeds.js';
import { nameSettings } from './find-by-uln.js';
import { isLive } from './found-learner.js';
import { learnerKeys } from './learner-keys.js';
import type { RecordProgress } from './batch-ports.js';
import type { Caller, ProgressRefusal } from './ports.js';

export interface LearnerUpdate {
  readonly uln: Uln;
  /** The version that the caller read. */
  readonly versionNumber: number;
  /** Absent leaves, empty clears. */
  readonly details: UpdateDetails;
}

export type UpdateCode =
  'WSRC0006' | 'WSRC0013' | 'WSRC0014' | 'WSRC0019' | 'WSRC0020' | 'WSRC0021' | 'WSRC0022';

export type UpdateLearnerOutcome = { readonly responseCode: UpdateCode } | { readonly fault: UpdateFault };

/** What no response code can say. */
export type UpdateFault = 'ageOutOfRange' | 'invalidUln';

/** A batch's record that was not handled: it is done already, or the job went to another worker. */
export interface NotHandled {
  readonly notHandled: ProgressRefusal;
}

/**
 * Changes a learner whose version the caller knows. The first check that fails decides:
 * unknown ULN (WSRC0019), linked (0022), version (0013), ability to share (0014), nothing new (0020),
 * another learner with these details (0021).
 * With `progress`, a batch's record is done in the same transaction as the change, or neither is.
 * Rule: docs/interface-specification.md, "updateSingleLearner".
 */
export function updateLearner(
  parts: DeedParts,
  update: LearnerUpdate,
  caller: Caller,
): Promise<UpdateLearnerOutcome>;
export function updateLearner(
  parts: DeedParts,
  update: LearnerUpdate,
  caller: Caller,
  progress: RecordProgress,
): Promise<UpdateLearnerOutcome | NotHandled>;
export async function updateLearner(
  parts: DeedParts,
  update: LearnerUpdate,
  caller: Caller,
  progress?: RecordProgress,
): Promise<UpdateLearnerOutcome | NotHandled> {
  const plan = await planUpdate(parts, update);
  if (plan.kind === 'write') {
    const search = learnerSearchKeys(plan.learner, nameSettings(parts));
    const entry = auditEntry(caller, parts.clock.now(), 'WSRC0006', [update.uln]);
    const keys = learnerKeys(parts, search);
    const answer = await parts.learners.update(plan.learner, update.versionNumber, keys, entry, progress);
    if (answer === 'updated') return { responseCode: 'WSRC0006' };
    if (answer === 'alreadyDone' || answer === 'leaseLost') return { notHandled: answer };
    return refuse(parts, update, caller, refusals[answer]);
  }
  if (plan.kind === 'fault') {
    await parts.audit.record(auditEntry(caller, parts.clock.now(), 'WSEC0001', [update.uln]));
    return { fault: plan.fault };
  }
  return refuse(parts, update, caller, plan.code);
}

/** What others did between the plan and the write. */
const refusals = { linked: 'WSRC0022', stale: 'WSRC0013', personExists: 'WSRC0021' } as const;

async function refuse(
  parts: DeedParts,
  update: LearnerUpdate,
  caller: Caller,
  responseCode: UpdateCode,
): Promise<UpdateLearnerOutcome> {
  await parts.audit.record(auditEntry(caller, parts.clock.now(), responseCode, [update.uln]));
  return { responseCode };
}

type Plan =
  | { readonly kind: 'write'; readonly learner: Learner }
  | { readonly kind: 'fault'; readonly fault: UpdateFault }
  | { readonly kind: 'refuse'; readonly code: UpdateCode };

async function planUpdate(parts: DeedParts, update: LearnerUpdate): Promise<Plan> {
  const { settings, clock } = parts;
  const badUln = settings.ulnCheck !== 'relaxed' && !hasValidCheckDigit(update.uln);
  if (badUln && settings.ulnCheck === 'fault') return { kind: 'fault', fault: 'invalidUln' };
  const stored = badUln ? undefined : await parts.learners.findByUln(update.uln);
  if (!isLive(stored)) return { kind: 'refuse', code: 'WSRC0019' };
  if (stored.masterUln !== undefined) return { kind: 'refuse', code: 'WSRC0022' };
  if (stored.versionNumber !== update.versionNumber) return { kind: 'refuse', code: 'WSRC0013' };
  const wanted = update.details.abilityToShare ?? stored.abilityToShare;
  if (!mayChangeAbilityToShare(stored.abilityToShare, wanted, settings.legacyOptOut)) {
    return { kind: 'refuse', code: 'WSRC0014' };
  }
  const today = clock.today();
  const { changed, learner } = applyUpdate(stored, update.details, today);
  if (changed.length === 0) return { kind: 'refuse', code: 'WSRC0020' };
  const age = { minimum: settings.minimumAge, maximum: settings.maximumAge };
  if (changed.includes('dateOfBirth') && checkAge(learner.dateOfBirth, today, age) === 'outOfRange') {
    return { kind: 'fault', fault: 'ageOutOfRange' };
  }
  const others = await parts.learners.exactUlns(searchKeyOf(learner));
  if (others.some((uln) => uln !== stored.uln) && !others.includes(stored.uln)) {
    return { kind: 'refuse', code: 'WSRC0021' };
  }
  return { kind: 'write', learner };
}
