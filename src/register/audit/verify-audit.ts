import type { AuditChain, AuditSeal } from '../audit-ports.js';
import type { StoredAuditEntry } from '../ports.js';
import { FIRST_PREVIOUS_HASH, MARK_BYTES, SealDigest, entryDigest, sealHash } from './audit-digest.js';
import { auditEntries } from './seal-audit.js';

/** Something that is not as it was sealed. Names no learner. */
export interface ChainProblem {
  readonly sealNo: number;
  readonly problem: string;
}

export interface ChainReport {
  readonly seals: number;
  readonly entries: number;
  /** Of seals whose entries retention has removed. */
  readonly removedEntries: number;
  readonly removedUntil?: Date;
  readonly lastSeal?: AuditSeal;
  readonly problems: readonly ChainProblem[];
}

const SEALS_AT_ONCE = 20;
/** So many of one seal are named one by one. */
const MOST_NAMED = 20;

/**
 * Reads the whole audit and compares it with its seals: what was changed, removed, added or put in another order since
 * shows, with its place. What came after the last seal is not judged.
 */
export async function verifyAudit(chain: AuditChain): Promise<ChainReport> {
  const problems: ChainProblem[] = [];
  let last: AuditSeal | undefined;
  let [seals, entries, removedEntries] = [0, 0, 0];
  let removedUntil: Date | undefined;
  for (;;) {
    const page = await chain.seals(last?.sealNo ?? 0, SEALS_AT_ONCE);
    for (const seal of page) {
      const tell = (problem: string): void => void problems.push({ sealNo: seal.sealNo, problem });
      for (const problem of linkProblems(seal, last)) tell(problem);
      if (seal.removedAt !== undefined) {
        if (last !== undefined && last.removedAt === undefined) {
          tell('its entries are marked as removed, and those of the seal before are not');
        }
        removedEntries += seal.entries;
        removedUntil = new Date(seal.until);
      }
      const found = await compare(chain, seal);
      for (const problem of found.problems) tell(problem);
      entries += found.entries;
      seals += 1;
      last = seal;
    }
    if (page.length < SEALS_AT_ONCE) break;
  }
  return {
    seals,
    entries,
    removedEntries,
    ...(removedUntil === undefined ? {} : { removedUntil }),
    ...(last === undefined ? {} : { lastSeal: last }),
    problems,
  };
}

/** What is wrong with how a seal hangs on the one before it. */
export function linkProblems(
  seal: Omit<AuditSeal, 'marks'>,
  last: Omit<AuditSeal, 'marks'> | undefined,
): readonly string[] {
  const problems: string[] = [];
  const expected = (last?.sealNo ?? 0) + 1;
  if (seal.sealNo !== expected) {
    problems.push(`a seal is missing: after ${String(expected - 1)} comes ${String(seal.sealNo)}`);
  } else if (seal.previousHash !== (last?.hash ?? FIRST_PREVIOUS_HASH)) {
    problems.push('it does not hang on the seal before it');
  } else if (seal.from !== (last?.until ?? -1)) {
    problems.push('it does not begin where the seal before it ends');
  }
  if (sealHash(seal) !== seal.hash) problems.push('the seal itself was changed');
  return problems;
}

async function compare(
  chain: AuditChain,
  seal: AuditSeal,
): Promise<{ readonly entries: number; readonly problems: readonly string[] }> {
  const digest = new SealDigest();
  const places: Place[] = [];
  for await (const entry of auditEntries(chain, seal.from, seal.until)) {
    digest.add(entry);
    places.push({ mark: markOf(entry), name: `${entry.at.toISOString()} ${entry.entryId}` });
  }
  const wanted = seal.removedAt === undefined ? seal.marks : new Uint8Array();
  const { entries } = digest;
  if (seal.removedAt !== undefined && entries === 0) return { entries, problems: [] };
  if (seal.removedAt === undefined && digest.end().digest === seal.digest) return { entries, problems: [] };
  const problems = differences(marksOf(wanted), places);
  if (problems.length > 0) return { entries, problems };
  return { entries, problems: ['its digest is not that of its entries'] };
}

interface Place {
  readonly mark: string;
  readonly name: string;
}

function markOf(entry: StoredAuditEntry): string {
  return entryDigest(entry).subarray(0, MARK_BYTES).toString('hex');
}

function marksOf(marks: Uint8Array): readonly string[] {
  const hex = Buffer.from(marks).toString('hex');
  return hex.match(new RegExp(`.{${String(2 * MARK_BYTES)}}`, 'g')) ?? [];
}

/** Says which of the sealed entries are gone and which are new, going through both lists in step. */
function differences(sealed: readonly string[], found: readonly Place[]): readonly string[] {
  const problems: string[] = [];
  const ahead = new Map<string, number>();
  for (const mark of sealed) ahead.set(mark, (ahead.get(mark) ?? 0) + 1);
  const present = new Map<string, number>();
  for (const { mark } of found) present.set(mark, (present.get(mark) ?? 0) + 1);
  let [at, before] = [0, 'the seal before'];
  for (const [place, mark] of sealed.entries()) {
    // What stands here and was never sealed was changed or added.
    for (; at < found.length && (ahead.get(found[at]?.mark ?? '') ?? 0) === 0; at += 1) {
      before = found[at]?.name ?? before;
      problems.push(`entry ${before} was changed or added`);
    }
    if (found[at]?.mark === mark) {
      before = found[at]?.name ?? before;
      at += 1;
    } else if ((present.get(mark) ?? 0) === 0) {
      problems.push(`entry ${String(place + 1)} of the seal was changed or removed, after ${before}`);
    } else {
      problems.push(`entry ${String(place + 1)} of the seal stands in another place`);
    }
  }
  for (const { name } of found.slice(at).filter(({ mark }) => (ahead.get(mark) ?? 0) === 0)) {
    problems.push(`entry ${name} was changed or added`);
  }
  const more = problems.length - MOST_NAMED;
  return more > 0 ? [...problems.slice(0, MOST_NAMED), `and ${String(more)} more of this seal`] : problems;
}
