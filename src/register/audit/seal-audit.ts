import { setImmediate } from 'node:timers/promises';
import type { AuditChain, AuditSeal } from '../audit-ports.js';
import type { Clock, StoredAuditEntry } from '../ports.js';
import { FIRST_PREVIOUS_HASH, SealDigest, sealHash } from './audit-digest.js';

/** Entries under one seal, more or less: those of one millisecond stay together. */
export const ENTRIES_OF_A_SEAL = 20_000;
/** Entries read at once. */
const PAGE = 2_000;
/** Later than so long after its time no entry arrives, unless the database was away. */
const GRACE_MS = 30_000;

export interface SealParts {
  readonly chain: AuditChain;
  readonly clock: Clock;
  /** Hears of each new seal: a log that lies elsewhere is what an intruder cannot change. */
  readonly sealed?: (seal: AuditSeal) => void;
  readonly isStopping?: () => boolean;
  /** For tests: how long after its time an entry may arrive, and how many go under one seal. */
  readonly graceMs?: number;
  readonly entriesOfASeal?: number;
}

/**
 * Seals the audit up to the floor, then raises the floor, up to which the next round seals: whoever was writing when it
 * was raised has long ended by then. Any number of copies may do it at once: a seal is made by one of them. Gives the
 * number of seals.
 */
export async function sealAudit(parts: SealParts): Promise<number> {
  const { chain, clock, graceMs = GRACE_MS, isStopping = () => false } = parts;
  const floor = await chain.settledFloor();
  let made = 0;
  while (!isStopping()) {
    const outcome = await sealNext(parts, floor);
    if (outcome === 'nothing') break;
    if (outcome === 'sealed') made += 1;
  }
  await chain.raiseFloor(new Date(clock.now().getTime() - graceMs));
  return made;
}

async function sealNext(parts: SealParts, floor: number): Promise<'sealed' | 'taken' | 'nothing'> {
  const { chain, clock, entriesOfASeal = ENTRIES_OF_A_SEAL } = parts;
  const last = await chain.lastSeal();
  const from = last?.until ?? -1;
  if (from >= floor) return 'nothing';
  const until = (await chain.cutAfter(from, floor, entriesOfASeal)) ?? floor;
  const digest = new SealDigest();
  for await (const entry of auditEntries(chain, from, until)) digest.add(entry);
  // Nothing happened: the next seal covers this time too.
  if (digest.entries === 0) return 'nothing';
  const unsigned = {
    sealNo: (last?.sealNo ?? 0) + 1,
    from,
    until,
    entries: digest.entries,
    previousHash: last?.hash ?? FIRST_PREVIOUS_HASH,
    ...digest.end(),
  };
  const seal: AuditSeal = { ...unsigned, hash: sealHash(unsigned), sealedAt: clock.now() };
  const outcome = await chain.seal(seal);
  if (outcome === 'sealed') parts.sealed?.(seal);
  return outcome;
}

/** The entries after `from` and up to `until`, oldest first, read page by page. */
export async function* auditEntries(
  chain: Pick<AuditChain, 'entries'>,
  from: number,
  until: number,
): AsyncGenerator<StoredAuditEntry> {
  // No entry id sorts behind this one: they are of letters, digits, "-" and "_".
  let place = { at: from, entryId: '~' };
  for (;;) {
    const page = await chain.entries(place, until, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    // SQLite answers at once, and reads in one transaction until the turn ends: others want their turn too.
    await setImmediate();
    place = { at: last.at.getTime(), entryId: last.entryId };
  }
}
