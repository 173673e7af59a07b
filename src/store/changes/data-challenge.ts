import { isOpen, type ChallengeStatus, type SuppliedValues } from '../../domain/data-challenge.js';
import type { EventChangeKind, LearningEvent } from '../../domain/learning-event.js';
import type { AuditValue } from '../audit-row.js';
import { challengeOf, challengeRow, type NewChallenge } from '../challenge-row.js';
import {
  changedEventRow,
  eventKey,
  historyRow,
  learningEventOf,
  recordedText,
} from '../learning-event-row.js';
import type { Row } from '../values.js';
import { rowOf, run, writeAudit, type Change } from './change.js';

/** Stores a challenge and marks its event; gives its number. */
export function* openChallenge(
  challenge: NewChallenge,
  audit: readonly AuditValue[],
): Change<number | 'unknownLearner' | 'unknownEvent'> {
  if ((yield* rowOf('learnerIsThere', challenge.uln)) === undefined) return 'unknownLearner';
  if (challenge.eventId !== undefined) {
    const event = yield* eventOf(challenge.uln, challenge.eventId);
    if (event?.standing !== 'live') return 'unknownEvent';
    yield* run('countChallenge', 1, ...eventKey(event));
  }
  const challengeNo = Number((yield* rowOf('nextChallengeNumber'))?.[0]);
  yield* run('insertChallenge', ...challengeRow(challenge, challengeNo));
  yield* writeAudit(audit);
  return challengeNo;
}

/** What a decision does, as plain values. */
export interface ChallengeDecision {
  readonly status: ChallengeStatus;
  readonly resolution: string;
  readonly resolvedDate?: string;
  readonly event?:
    { readonly kind: 'corrected'; readonly values: SuppliedValues } | { readonly kind: 'withdrawn' };
  /** For the history of the event. */
  readonly at: number;
  readonly organisationRef: string;
}

/** Moves a challenge on or ends it; gives the row as it is then. */
export function* resolveChallenge(
  challengeNo: number,
  expected: ChallengeStatus,
  decision: ChallengeDecision,
  audit: readonly AuditValue[],
): Change<Row | 'notFound' | 'changed'> {
  const row = yield* rowOf('challengeByNumber', challengeNo);
  if (row === undefined) return 'notFound';
  const challenge = challengeOf(row);
  if (challenge.status !== expected) return 'changed';
  const { status, resolution, resolvedDate } = decision;
  const { uln, eventId } = challenge;
  const event = eventId === undefined ? undefined : yield* eventOf(uln, eventId);
  if (event !== undefined) {
    if (isOpen(challenge.status) && !isOpen(status)) yield* run('countChallenge', -1, ...eventKey(event));
    if (decision.event !== undefined) yield* changeEvent(event, decision);
  }
  yield* run('resolveChallenge', resolution, resolvedDate ?? null, status, uln, challengeNo);
  yield* writeAudit(audit);
  return (yield* rowOf('challengeByNumber', challengeNo)) ?? 'notFound';
}

function* eventOf(uln: string, eventId: number): Change<LearningEvent | undefined> {
  const row = yield* rowOf('eventByNumber', uln, eventId);
  return row === undefined ? undefined : learningEventOf(row);
}

/** Writes the corrected event; a correction that corrects nothing, or a second withdrawal, leaves no trace. */
function* changeEvent(before: LearningEvent, decision: ChallengeDecision): Change<void> {
  const { event: wanted, at, organisationRef } = decision;
  const after: LearningEvent =
    wanted?.kind === 'corrected'
      ? { ...before, recorded: { ...before.recorded, ...wanted.values }, version: before.version + 1 }
      : { ...before, standing: 'withdrawn', version: before.version + 1 };
  const isSame =
    recordedText(before.recorded) === recordedText(after.recorded) && before.standing === after.standing;
  if (isSame) return;
  const change: EventChangeKind = wanted?.kind === 'corrected' ? 'corrected' : 'withdrawn';
  yield* run('insertEventHistory', ...historyRow(before, new Date(at), organisationRef, change));
  yield* run('updateEvent', ...changedEventRow(after), ...eventKey(after));
}
