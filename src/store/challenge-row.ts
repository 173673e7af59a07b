/** A data challenge as a row of `data_challenge`, and back. */
import type {
  ChallengeKind,
  ChallengeStatus,
  DataChallenge,
  SuppliedValues,
} from '../domain/data-challenge.js';
import type { Uln } from '../domain/uln.js';
import { numberOrNull, text, textOrNull, type Row, type Value } from './values.js';

/** The columns of a challenge, in which {@link challengeOf} reads and {@link challengeRow} writes. Sorted, as knex does. */
export const challengeColumns = [
  'challenge_no',
  'created_date',
  'details',
  'event_id',
  'kind',
  'organisation_ref',
  'original',
  'resolution',
  'resolved_date',
  'status',
  'supplied',
  'uln',
  'user_name',
] as const;

/** What a decision writes. */
export const resolvedColumns = ['resolution', 'resolved_date', 'status'] as const;

/** A challenge that has no number yet. */
export type NewChallenge = Omit<DataChallenge, 'referenceNo'>;

/** The values of {@link challengeColumns}. */
export function challengeRow(challenge: NewChallenge, challengeNo: number | null): Value[] {
  return [
    challengeNo,
    challenge.createdDate,
    challenge.details,
    challenge.eventId ?? null,
    challenge.kind,
    challenge.organisationRef,
    JSON.stringify(challenge.original),
    challenge.resolution ?? null,
    challenge.resolvedDate ?? null,
    challenge.status,
    JSON.stringify(challenge.supplied),
    challenge.uln,
    challenge.userName,
  ];
}

/** A challenge from the values of {@link challengeColumns}. The casts rest on the table: only such values are let in. */
export function challengeOf(row: Row): DataChallenge {
  const [no, createdDate, details, eventId, kind, organisationRef, original, ...more] = row;
  const [resolution, resolvedDate, status, supplied, uln, userName] = more;
  const event = numberOrNull(eventId);
  const resolved = textOrNull(resolvedDate);
  const words = textOrNull(resolution);
  return {
    referenceNo: referenceOf(Number(no)),
    uln: text(uln) as Uln,
    kind: text(kind) as ChallengeKind,
    ...(event === null ? {} : { eventId: event }),
    status: text(status) as ChallengeStatus,
    createdDate: text(createdDate),
    organisationRef: text(organisationRef),
    userName: text(userName),
    details: text(details),
    original: JSON.parse(text(original)) as SuppliedValues,
    supplied: JSON.parse(text(supplied)) as SuppliedValues,
    ...(resolved === null ? {} : { resolvedDate: resolved }),
    ...(words === null ? {} : { resolution: words }),
  };
}

const referenceForm = /^DC-([1-9]\d{0,8})$/;

/** `DC-12` for 12. */
export function referenceOf(challengeNo: number): string {
  return `DC-${String(challengeNo)}`;
}

/** 12 for `DC-12` or `dc-12`; undefined for anything else. */
export function challengeNoOf(referenceNo: string): number | undefined {
  const digits = referenceForm.exec(referenceNo.toUpperCase())?.[1];
  return digits === undefined ? undefined : Number(digits);
}
