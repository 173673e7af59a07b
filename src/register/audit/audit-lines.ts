/**
 * The audit as JSON Lines, each line chained to the one before it. Form: docs/data-protection.md, "The audit as a file".
 */
import { createHash } from 'node:crypto';
import type { AuditChain, AuditSeal } from '../audit-ports.js';
import type { StoredAuditEntry } from '../ports.js';
import { auditEntries } from './seal-audit.js';

export const FORMAT_VERSION = 1;

export interface ExportRange {
  /** Entries at or after this. */
  readonly since?: Date;
  /** Entries before this. */
  readonly until?: Date;
}

/** A seal in a line of its own, behind the entries that it covers. */
export interface SealLine extends Omit<AuditSeal, 'marks' | 'sealedAt' | 'removedAt'> {
  readonly sealedAt: string;
  readonly removedAt?: string;
  /** Whether all its entries stand in the file. */
  readonly whole: boolean;
}

const SEALS_AT_ONCE = 20;

/** Chains lines: each ends with a hash over the line before it and itself. */
export class LineChain {
  #hash = '';
  #line = 0;

  next(body: object): string {
    this.#line += 1;
    const text = JSON.stringify({ line: this.#line, ...body });
    this.#hash = lineHash(this.#hash, text);
    return `${text.slice(0, -1)},"hash":"${this.#hash}"}\n`;
  }

  get hash(): string {
    return this.#hash;
  }
}

export function lineHash(previous: string, text: string): string {
  return createHash('sha256').update(`${previous}\n${text}`).digest('hex');
}

/** The lines of the entries in a range, oldest first, with the seals over them. Ends with a line that says so. */
export async function* auditLines(
  chain: AuditChain,
  environment: string,
  { since, until }: ExportRange,
  now: Date,
): AsyncGenerator<string> {
  const lines = new LineChain();
  const from = since === undefined ? -1 : since.getTime() - 1;
  const to = (until ?? new Date(now.getTime() + 1)).getTime() - 1;
  yield lines.next({
    audit: 'learner-register',
    version: FORMAT_VERSION,
    environment,
    ...(since === undefined ? {} : { since: since.toISOString() }),
    ...(until === undefined ? {} : { until: until.toISOString() }),
    exportedAt: now.toISOString(),
  });
  let entries = 0;
  let done = from;
  for await (const seal of sealsWithin(chain, from, to)) {
    const end = Math.min(seal.until, to);
    for await (const entry of auditEntries(chain, Math.max(seal.from, from), end)) {
      entries += 1;
      yield lines.next(entryLine(entry));
    }
    yield lines.next({ seal: sealLine(seal, from <= seal.from && seal.until <= to) });
    done = end;
  }
  for await (const entry of auditEntries(chain, done, to)) {
    entries += 1;
    yield lines.next(entryLine(entry));
  }
  yield lines.next({ end: true, entries });
}

async function* sealsWithin(chain: AuditChain, from: number, to: number): AsyncGenerator<AuditSeal> {
  let after = 0;
  for (;;) {
    const page = await chain.seals(after, SEALS_AT_ONCE);
    for (const seal of page) {
      if (seal.from >= to) return;
      if (seal.until > from) yield seal;
      after = seal.sealNo;
    }
    if (page.length < SEALS_AT_ONCE) return;
  }
}

function entryLine({ at, personKey: _, ...entry }: StoredAuditEntry): object {
  return { at: at.toISOString(), ...entry };
}

function sealLine({ marks: _, sealedAt, removedAt, ...seal }: AuditSeal, isCovered: boolean): SealLine {
  return {
    ...seal,
    sealedAt: sealedAt.toISOString(),
    ...(removedAt === undefined ? {} : { removedAt: removedAt.toISOString() }),
    whole: isCovered && removedAt === undefined,
  };
}
