import type { AuditChain } from '../audit-ports.js';
import type { AuditEntry, Clock } from '../ports.js';

const DAY_MS = 86_400_000;

/**
 * Removes the entries of seals that ended more than `keepDays` ago; 0 keeps all. The seals stay, so that the chain goes
 * on from the first to the last, and each removal is itself in the audit. Gives how many seals were emptied.
 */
export async function removeOldAudit(
  { chain, clock }: { readonly chain: AuditChain; readonly clock: Clock },
  keepDays: number,
  entry: (outcome: string) => AuditEntry,
  isStopping: () => boolean = () => false,
): Promise<number> {
  if (keepDays === 0) return 0;
  const before = new Date(clock.now().getTime() - keepDays * DAY_MS);
  let removed = 0;
  while (!isStopping()) {
    const seal = await chain.oldestBefore(before);
    if (seal === undefined) break;
    const audit = entry(`seal ${String(seal.sealNo)}`);
    if (await chain.removeEntries(seal.sealNo, clock.now(), audit)) removed += 1;
  }
  return removed;
}
