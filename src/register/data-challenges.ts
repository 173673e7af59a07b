/**
 * What the register does about data challenges: somebody says that a number or an event is wrong, an operator decides.
 * Rule: docs/data-challenges.md.
 */
import {
  mayBecome,
  type ChallengeKind,
  type ChallengeStatus,
  type DataChallenge,
  type SuppliedValues,
  type UlnRemedy,
} from '../domain/data-challenge.js';
import { recordedMembers, type LearningEvent } from '../domain/learning-event.js';
import type { Uln } from '../domain/uln.js';
import { auditEntry } from './deeds.js';
import type { AuditTrail, Caller, Clock, LearnerReader } from './ports.js';
import type { ChallengeResolution, DataChallenges, LearningEventReader } from './plr-ports.js';

export interface ChallengeParts {
  readonly learners: Pick<LearnerReader, 'findByUln'>;
  readonly events: Pick<LearningEventReader, 'liveEvents'>;
  readonly challenges: DataChallenges;
  readonly audit: Pick<AuditTrail, 'record'>;
  readonly clock: Clock;
}

export interface ChallengeToOpen {
  /** Of any of the records that stand for the person. */
  readonly uln: Uln;
  /** The event that is wrong; without it, the challenge is about the number itself. */
  readonly eventId?: number;
  readonly details: string;
  /** What the event should say. */
  readonly supplied: SuppliedValues;
  /** In whose name the caller asks; the caller's own when absent. */
  readonly challenger?: Pick<Caller, 'organisationRef' | 'userName'>;
}

export type OpenChallengeOutcome =
  | { readonly challenge: DataChallenge }
  /** `sameValues`: the event says already what the challenge wants. */
  | { readonly refusal: 'unknownLearner' | 'unknownEvent' | 'sameValues' };

/** Opens a challenge. While it is open, an event that it is about says so to whoever reads it. */
export async function openChallenge(
  parts: ChallengeParts,
  wanted: ChallengeToOpen,
  caller: Caller,
): Promise<OpenChallengeOutcome> {
  const at = parts.clock.now();
  const refuse = async (refusal: 'unknownLearner' | 'unknownEvent' | 'sameValues') => {
    await parts.audit.record(auditEntry(caller, at, refusal, [wanted.uln]));
    return { refusal };
  };
  const learner = await parts.learners.findByUln(wanted.uln);
  if (learner === undefined) return refuse('unknownLearner');
  const { eventId, details, supplied } = wanted;
  let uln = wanted.uln;
  let original: SuppliedValues = {};
  if (eventId !== undefined) {
    const event = await eventOfPerson(parts, learner, eventId);
    if (event === undefined) return refuse('unknownEvent');
    uln = event.uln;
    original = valuesNow(event, supplied);
    if (saysSo(event, supplied)) return refuse('sameValues');
  }
  const kind: ChallengeKind = eventId === undefined ? 'uln' : 'event';
  const { organisationRef, userName } = wanted.challenger ?? caller;
  const createdDate = parts.clock.today();
  const ulns = [...new Set([uln, wanted.uln])];
  const opened = await parts.challenges.open(
    {
      uln,
      kind,
      ...(eventId === undefined ? {} : { eventId }),
      createdDate,
      organisationRef,
      userName,
      details,
      original,
      supplied,
    },
    auditEntry(caller, at, 'New', ulns),
  );
  return typeof opened === 'string' ? refuse(opened) : { challenge: opened };
}

export interface ChallengeFilter {
  readonly uln?: Uln;
  readonly status?: ChallengeStatus;
  /** Those that this organisation opened. */
  readonly organisationRef?: string;
  readonly limit: number;
}

/** Newest first. The audit has who looked, and whose challenges they were. */
export async function listChallenges(
  parts: Pick<ChallengeParts, 'challenges' | 'audit' | 'clock'>,
  filter: ChallengeFilter,
  caller: Caller,
): Promise<readonly DataChallenge[]> {
  const found = await parts.challenges.list(filter);
  const ulns = [...new Set(found.map(({ uln }) => uln))];
  await parts.audit.record(auditEntry(caller, parts.clock.now(), 'listed', ulns));
  return found;
}

/** One challenge as a whole; the audit has who looked. */
export async function showChallenge(
  parts: Pick<ChallengeParts, 'challenges' | 'audit' | 'clock'>,
  referenceNo: string,
  caller: Caller,
): Promise<DataChallenge | undefined> {
  const found = await parts.challenges.find(referenceNo);
  const [outcome, ulns] = found === undefined ? ['notFound', []] : ['shown', [found.uln]];
  await parts.audit.record(auditEntry(caller, parts.clock.now(), outcome, ulns));
  return found;
}

export interface ChallengeDecision {
  readonly status: Exclude<ChallengeStatus, 'New'>;
  /** What was decided and why. */
  readonly words: string;
  /** Of an accepted challenge of an event: what becomes of it. `supplied` takes what the challenger wanted. */
  readonly event?: 'supplied' | 'withdrawn' | SuppliedValues;
  /** Of an accepted challenge of a number: what was done about it. */
  readonly remedy?: UlnRemedy;
}

export type ResolveChallengeOutcome =
  | { readonly challenge: DataChallenge }
  | {
      readonly refusal:
        | 'notFound'
        /** It was decided already, or somebody was quicker. */
        | 'notOpen'
        /** An accepted challenge must say what becomes of the event. */
        | 'needsCorrection'
        /** An accepted challenge must say what was done about the number. */
        | 'needsRemedy'
        /** Only an accepted challenge changes anything, and only what it is about. */
        | 'changesNothing';
    };

/** Decides a challenge, or hands it on to the awarding organisation. What an event was before stays in its history. */
export async function resolveChallenge(
  parts: Pick<ChallengeParts, 'challenges' | 'audit' | 'clock'>,
  referenceNo: string,
  decision: ChallengeDecision,
  caller: Caller,
): Promise<ResolveChallengeOutcome> {
  const at = parts.clock.now();
  const challenge = await parts.challenges.find(referenceNo);
  const refuse = async (refusal: Extract<ResolveChallengeOutcome, { refusal: unknown }>['refusal']) => {
    const ulns = challenge === undefined ? [] : [challenge.uln];
    await parts.audit.record(auditEntry(caller, at, refusal, ulns));
    return { refusal };
  };
  if (challenge === undefined) return refuse('notFound');
  if (!mayBecome(challenge.status, decision.status)) return refuse('notOpen');
  const resolution = resolutionOf(challenge, decision, parts.clock.today());
  if (typeof resolution === 'string') return refuse(resolution);
  const audit = auditEntry(caller, at, decision.status, [challenge.uln]);
  const answer = await parts.challenges.resolve(referenceNo, challenge.status, resolution, audit);
  if (answer === 'notFound') return refuse(answer);
  return answer === 'changed' ? refuse('notOpen') : { challenge: answer };
}

function resolutionOf(
  challenge: DataChallenge,
  decision: ChallengeDecision,
  today: string,
): ChallengeResolution | 'needsCorrection' | 'needsRemedy' | 'changesNothing' {
  const { status, words: resolution, event, remedy } = decision;
  if (status !== 'Accepted') {
    if (event !== undefined || remedy !== undefined) return 'changesNothing';
    return status === 'With AO' ? { status, resolution } : { status, resolution, resolvedDate: today };
  }
  if (challenge.kind === 'uln') {
    if (event !== undefined) return 'changesNothing';
    if (remedy === undefined) return 'needsRemedy';
    return { status, resolution: `${remedy}: ${resolution}`, resolvedDate: today };
  }
  if (remedy !== undefined) return 'changesNothing';
  const change = event === 'withdrawn' ? { kind: event } : corrected(challenge, event);
  if (change === undefined) return 'needsCorrection';
  return { status, resolution, resolvedDate: today, event: change };
}

function corrected(
  { supplied }: DataChallenge,
  event: 'supplied' | SuppliedValues | undefined,
): { readonly kind: 'corrected'; readonly values: SuppliedValues } | undefined {
  const values = event === 'supplied' || event === undefined ? supplied : event;
  return Object.keys(values).length === 0 ? undefined : { kind: 'corrected', values };
}

/** The event among those of all records that stand for the person. */
async function eventOfPerson(
  parts: ChallengeParts,
  learner: { readonly uln: Uln; readonly masterUln?: Uln; readonly linkedUlns: readonly Uln[] },
  eventId: number,
): Promise<LearningEvent | undefined> {
  const master =
    learner.masterUln === undefined ? learner : await parts.learners.findByUln(learner.masterUln);
  const ulns = [
    ...new Set([learner.uln, ...(master === undefined ? [] : [master.uln, ...master.linkedUlns])]),
  ];
  return (await parts.events.liveEvents(ulns)).find((event) => event.eventId === eventId);
}

function valuesNow({ recorded }: LearningEvent, supplied: SuppliedValues): SuppliedValues {
  const now: { -readonly [M in keyof SuppliedValues]: SuppliedValues[M] } = {};
  for (const member of recordedMembers) {
    const value = recorded[member];
    if (supplied[member] !== undefined && value !== undefined) now[member] = value;
  }
  return now;
}

function saysSo({ recorded }: LearningEvent, supplied: SuppliedValues): boolean {
  const wanted = recordedMembers.filter((member) => supplied[member] !== undefined);
  return wanted.length > 0 && wanted.every((member) => supplied[member] === recorded[member]);
}
