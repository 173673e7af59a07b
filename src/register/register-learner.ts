import { learnerSearchKeys, searchKeyOf } from '../domain/demographics.js';
import type { LearnerDetails } from '../domain/learner.js';
import { checkAge, findMustPrecede, newLearner, type LatestFind } from '../domain/registration.js';
import { drawUln, type Uln } from '../domain/uln.js';
import { auditEntry, type DeedParts } from './deeds.js';
import { nameSettings } from './find-by-uln.js';
import { learnerKeys } from './learner-keys.js';
import type { RecordProgress } from './batch-ports.js';
import type { Caller } from './ports.js';
import type { NotHandled } from './update-learner.js';

/** Why a learner was not registered, for the log and the tester. */
export type NotRegistered = 'personExists' | 'noRecentFind' | 'tooSoonAfterPossible';

export type RegisterLearnerOutcome =
  | { readonly responseCode: 'WSRC0005'; readonly uln: Uln }
  | { readonly responseCode: 'WSRC0021'; readonly reason: NotRegistered }
  | { readonly fault: 'ageOutOfRange' };

/** A registration for a record of a batch. */
export interface RecordRegistration {
  /** The find by the same details that was made just before, so that it need not be looked up. */
  readonly find: LatestFind;
  /** Becomes durable with the learner, or not at all. */
  progress(uln: Uln): RecordProgress;
}

/** Far more draws than a register of any size needs: two in a row are taken once in a hundred at 80 million. */
const MOST_DRAWS = 50;

/**
 * Registers a new learner and gives the ULN, durable before it resolves.
 * WSRC0021 when the person is there already, or no find by these details came first.
 * Rule: docs/interface-specification.md, "registerSingleLearner".
 */
export function registerLearner(
  parts: DeedParts,
  details: LearnerDetails,
  caller: Caller,
): Promise<RegisterLearnerOutcome>;
export function registerLearner(
  parts: DeedParts,
  details: LearnerDetails,
  caller: Caller,
  record: RecordRegistration,
): Promise<RegisterLearnerOutcome | NotHandled>;
export async function registerLearner(
  parts: DeedParts,
  details: LearnerDetails,
  caller: Caller,
  record?: RecordRegistration,
): Promise<RegisterLearnerOutcome | NotHandled> {
  const { settings, clock, random, learners } = parts;
  const today = clock.today();
  const age = { minimum: settings.minimumAge, maximum: settings.maximumAge };
  if (checkAge(details.dateOfBirth, today, age) === 'outOfRange') {
    await parts.audit.record(auditEntry(caller, clock.now(), 'WSEC0001', []));
    return { fault: 'ageOutOfRange' };
  }
  const refusal = await reasonToRefuse(parts, details, caller, record?.find);
  if (refusal !== undefined) return refuse(parts, caller, refusal);

  const keys = learnerKeys(parts, learnerSearchKeys(details, nameSettings(parts)));
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const learner = newLearner(
      details,
      drawUln((bound) => random.integer(bound)),
      today,
    );
    const entry = auditEntry(caller, clock.now(), 'WSRC0005', [learner.uln]);
    const answer = await learners.register(learner, keys, entry, record?.progress(learner.uln));
    if (answer === 'registered') return { responseCode: 'WSRC0005', uln: learner.uln };
    if (answer === 'personExists') return refuse(parts, caller, 'personExists');
    if (answer === 'alreadyDone' || answer === 'leaseLost') return { notHandled: answer };
  }
  throw new Error(`No free ULN in ${String(MOST_DRAWS)} draws`);
}

async function refuse(
  parts: DeedParts,
  caller: Caller,
  reason: NotRegistered,
): Promise<RegisterLearnerOutcome> {
  await parts.audit.record(auditEntry(caller, parts.clock.now(), 'WSRC0021', []));
  return { responseCode: 'WSRC0021', reason };
}

async function reasonToRefuse(
  parts: DeedParts,
  details: LearnerDetails,
  caller: Caller,
  find: LatestFind | undefined,
): Promise<NotRegistered | undefined> {
  const { findBeforeRegister, findWindowMinutes, findWaitSeconds } = parts.settings;
  if (find !== undefined) {
    // It has just looked for the same five details; whoever came since has claimed them, and the store refuses.
    if (!findBeforeRegister) return undefined;
    const verdict = findMustPrecede(find, parts.clock.now(), findWindowMinutes, findWaitSeconds);
    return verdict === 'ok' ? undefined : verdict;
  }
  const key = searchKeyOf(details);
  if ((await parts.learners.exactUlns(key)).length > 0) return 'personExists';
  if (!findBeforeRegister) return undefined;
  const now = parts.clock.now();
  const since = new Date(now.getTime() - findWindowMinutes * 60_000);
  const latest = await parts.audit.latestFind(caller.organisationRef, parts.personKeys.keyOf(key), since);
  const verdict = findMustPrecede(latest, now, findWindowMinutes, findWaitSeconds);
  return verdict === 'ok' ? undefined : verdict;
}
