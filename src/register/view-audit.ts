import { shownUserName } from './audit/audit-digest.js';
import { auditEntry, type DeedParts } from './deeds.js';
import { openRecord, type RecordQuestion } from './open-record.js';
import type { AccessHistory } from './plr-ports.js';
import type { Caller, OrganisationStore } from './ports.js';

export interface ViewAuditQuestion extends RecordQuestion {
  /** From 1; anything less counts as 1. */
  readonly page: number;
}

/** One time that somebody asked about the learner, or changed something. */
export interface Access {
  /** The operation, as the WSDL names it. */
  readonly action: string;
  readonly at: Date;
  /** The organisation's name; its reference when it has none here any more. */
  readonly organisation: string;
  readonly user: string;
}

export interface ViewAuditOutcome {
  readonly page: number;
  readonly pageCount: number;
  readonly totalItems: number;
  /** Newest first. */
  readonly accesses: readonly Access[];
}

/** Entries on a page. The register's own choice. */
export const auditPageSize = 20;

export interface ViewAuditParts extends DeedParts {
  readonly accessHistory: AccessHistory;
  readonly organisations: Pick<OrganisationStore, 'byRef'>;
}

/**
 * Who looked at a learner: every entry of the audit about the learner and the records linked to it. Those who may not
 * see the personal learning record get an empty list, as for a learner at whom nobody ever looked. The question is
 * itself on record before its answer leaves, and so part of the next one.
 * Rule: docs/interface-specification.md, "ViewAudit".
 */
export async function viewAudit(
  parts: ViewAuditParts,
  question: ViewAuditQuestion,
  caller: Caller,
): Promise<ViewAuditOutcome> {
  const page = Math.max(1, question.page);
  const opened = await openRecord(parts, question);
  const seen =
    'learner' in opened
      ? await parts.accessHistory.page({
          ulns: opened.ulns,
          limit: auditPageSize,
          offset: (page - 1) * auditPageSize,
        })
      : nothing;
  await parts.audit.record(auditEntry(caller, parts.clock.now(), opened.responseCode, opened.ulns));
  const names = await organisationNames(parts, seen.entries);
  return {
    page,
    pageCount: Math.ceil(seen.total / auditPageSize),
    totalItems: seen.total,
    accesses: seen.entries.map(({ operation, at, organisationRef, userName }) => ({
      action: operation,
      at,
      organisation: names.get(organisationRef) ?? organisationRef,
      user: shownUserName(userName),
    })),
  };
}

const nothing: Awaited<ReturnType<AccessHistory['page']>> = { total: 0, entries: [] };

async function organisationNames(
  { organisations }: ViewAuditParts,
  entries: readonly { readonly organisationRef: string }[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const organisationRef of new Set(entries.map((entry) => entry.organisationRef))) {
    const organisation = await organisations.byRef(organisationRef);
    if (organisation !== undefined) names.set(organisationRef, organisation.name);
  }
  return names;
}
