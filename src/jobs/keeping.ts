import type { AuditChain } from '../register/audit-ports.js';
import { removeOldAudit } from '../register/audit/remove-old-audit.js';
import { sealAudit } from '../register/audit/seal-audit.js';
import type { AuditEntry, Clock } from '../register/ports.js';
import type { ReportEvent } from './worker-event.js';

/** What the audit's housekeeping is made from. */
export interface Keeping {
  readonly chain: AuditChain;
  readonly clock: Clock;
  readonly sealSeconds: number;
  /** 0 keeps all. */
  readonly keepDays: number;
  /** The audit entry of a removal. */
  removalEntry(outcome: string): AuditEntry;
}

/** One round: seals what has come since the last one, and removes what is old enough. */
export async function keepAudit(
  keeping: Keeping,
  report: ReportEvent,
  isStopping: () => boolean,
): Promise<void> {
  const { chain, clock, keepDays } = keeping;
  await sealAudit({
    chain,
    clock,
    isStopping,
    sealed: ({ sealNo, entries, hash }) => {
      report({ kind: 'sealed', sealNo, entries, hash });
    },
  });
  const seals = await removeOldAudit(
    keeping,
    keepDays,
    (outcome) => keeping.removalEntry(outcome),
    isStopping,
  );
  if (seals > 0) report({ kind: 'auditRemoved', seals });
}
