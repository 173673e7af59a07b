/** A request for a live connection as a row of `live_request`, and back. */
import type { CertificateFacts } from '../../domain/certificate.js';
import type {
  AttachedReport,
  LiveDecision,
  LiveRequest,
  LiveRequestDetails,
} from '../../domain/live-request.js';
import { numberOrNull, text, textOrNull, type Row, type Value } from '../values.js';
import { optional, statusOf } from './application-row.js';

/** Sorted, as knex does. */
export const liveRequestColumns = [
  'decided_at',
  'decided_by',
  'details',
  'live_ref',
  'organisation_ref',
  'reason',
  'received_at',
  'reference',
  'report',
  'status',
] as const;

/** What a decision writes; sorted, as knex does. */
export const liveDecidedColumns = ['decided_at', 'decided_by', 'live_ref', 'reason', 'status'] as const;

/** The values of {@link liveRequestColumns} for one that nobody has decided. */
export function newLiveRequestRow(request: LiveRequest): Value[] {
  return [
    null,
    null,
    JSON.stringify(request.details),
    null,
    request.organisationRef.toUpperCase(),
    null,
    request.receivedAt.getTime(),
    request.reference,
    request.report === undefined ? null : JSON.stringify(request.report),
    'waiting',
  ];
}

/** The values of {@link liveDecidedColumns}. */
export function liveDecidedRow(status: 'approved' | 'declined', decision: LiveDecision): Value[] {
  return [decision.at.getTime(), decision.by, decision.liveRef ?? null, decision.reason ?? null, status];
}

/** From the values of {@link liveRequestColumns}. The casts rest on the table: only such texts are let in. */
export function liveRequestOf(row: Row): LiveRequest {
  const [decidedAt, decidedBy, details, liveRef, organisationRef, reason, receivedAt, reference, ...more] =
    row;
  const [report, status] = more;
  const at = numberOrNull(decidedAt);
  const attached = textOrNull(report);
  return {
    reference: text(reference),
    organisationRef: text(organisationRef),
    status: statusOf(status),
    receivedAt: new Date(Number(receivedAt)),
    details: detailsOf(text(details)),
    ...optional('report', attached === null ? null : (JSON.parse(attached) as AttachedReport)),
    ...(at === null
      ? {}
      : {
          decision: {
            at: new Date(at),
            by: text(decidedBy),
            ...optional('reason', textOrNull(reason)),
            ...optional('liveRef', textOrNull(liveRef)),
          },
        }),
  };
}

type StoredFacts = Omit<CertificateFacts, 'notBefore' | 'notAfter'> & {
  readonly notBefore: string;
  readonly notAfter: string;
};

/** JSON keeps dates as text. */
function detailsOf(stored: string): LiveRequestDetails {
  const { certificate, ...details } = JSON.parse(stored) as Omit<LiveRequestDetails, 'certificate'> & {
    readonly certificate?: StoredFacts;
  };
  if (certificate === undefined) return details;
  const { notBefore, notAfter, ...facts } = certificate;
  return {
    ...details,
    certificate: { ...facts, notBefore: new Date(notBefore), notAfter: new Date(notAfter) },
  };
}
