/** An application as a row of `application`, and back. */
import { applicationStatuses } from '../../domain/application.js';
import type {
  Application,
  ApplicationDecision,
  ApplicationDetails,
  ApplicationStatus,
} from '../../domain/application.js';
import { numberOrNull, text, textOrNull, type Row, type Value } from '../values.js';

/** Sorted, as knex does. */
export const applicationColumns = [
  'application_id',
  'decided_at',
  'decided_by',
  'details',
  'organisation_refs',
  'reason',
  'received_at',
  'reference',
  'show_until',
  'shown_at',
  'status',
] as const;

/** What a decision writes; sorted, as knex does. */
export const decidedColumns = [
  'decided_at',
  'decided_by',
  'organisation_refs',
  'reason',
  'show_until',
  'status',
] as const;

/** The values of {@link applicationColumns} for an application that nobody has decided. */
export function newApplicationRow({ applicationId, reference, receivedAt, details }: Application): Value[] {
  return [
    applicationId,
    null,
    null,
    JSON.stringify(details),
    null,
    null,
    receivedAt.getTime(),
    reference,
    null,
    null,
    'waiting',
  ];
}

/** The values of {@link decidedColumns}. */
export function decidedRow(status: ApplicationStatus, decision: ApplicationDecision): Value[] {
  return [
    decision.at.getTime(),
    decision.by,
    decision.organisationRefs.join(' '),
    decision.reason ?? null,
    decision.showUntil?.getTime() ?? null,
    status,
  ];
}

/** From the values of {@link applicationColumns}. The cast rests on the table: only such details are let in. */
export function applicationOf(row: Row): Application {
  const [id, decidedAt, decidedBy, details, refs, reason, receivedAt, reference, showUntil, shownAt, status] =
    row;
  const at = numberOrNull(decidedAt);
  return {
    applicationId: text(id),
    reference: text(reference),
    status: statusOf(status),
    receivedAt: new Date(Number(receivedAt)),
    details: JSON.parse(text(details)) as ApplicationDetails,
    ...(at === null
      ? {}
      : {
          decision: {
            at: new Date(at),
            by: text(decidedBy),
            organisationRefs: (textOrNull(refs) ?? '').split(' ').filter((ref) => ref !== ''),
            ...optional('reason', textOrNull(reason)),
            ...optional('showUntil', dateOrNull(showUntil)),
            ...optional('shownAt', dateOrNull(shownAt)),
          },
        }),
  };
}

export function statusOf(value: Value | undefined): ApplicationStatus {
  const status = applicationStatuses.find((known) => known === value);
  if (status === undefined) throw new Error('An application has an unknown status');
  return status;
}

/** A member that is there only when it has a value. */
export function optional<Name extends string, T>(name: Name, value: T | null): { readonly [N in Name]?: T } {
  return value === null ? {} : ({ [name]: value } as { readonly [N in Name]?: T });
}

function dateOrNull(value: Value | undefined): Date | null {
  const time = numberOrNull(value);
  return time === null ? null : new Date(time);
}
