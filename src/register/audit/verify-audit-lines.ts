import type { AuditSeal } from '../audit-ports.js';
import type { StoredAuditEntry } from '../ports.js';
import type { Uln } from '../../domain/uln.js';
import { SealDigest } from './audit-digest.js';
import { lineHash } from './audit-lines.js';
import { linkProblems } from './verify-audit.js';

export interface LineProblem {
  /** Counted from 1, as the file stands. */
  readonly line: number;
  readonly problem: string;
}

export interface FileReport {
  readonly lines: number;
  readonly entries: number;
  /** The seals that the file carries. */
  readonly seals: readonly Omit<AuditSeal, 'marks'>[];
  readonly problems: readonly LineProblem[];
}

const MOST_PROBLEMS = 100;
const chained = /^(\{.*),"hash":"([0-9a-f]{64})"\}$/;

/**
 * Reads an exported audit again: a line that was changed, removed, added or put elsewhere shows, with its place. With
 * the seals in it, so does a file whose every hash was made anew.
 */
export async function verifyAuditLines(lines: AsyncIterable<string>): Promise<FileReport> {
  const reading = new Reading();
  for await (const line of lines) if (line !== '') reading.take(line);
  return reading.end();
}

class Reading {
  readonly #problems: LineProblem[] = [];
  readonly #seals: Omit<AuditSeal, 'marks'>[] = [];
  #line = 0;
  /** The number that the line before gave itself. */
  #ownNumber = 0;
  #hash = '';
  #entries = 0;
  #digest = new SealDigest();
  #isEnded = false;

  take(line: string): void {
    this.#line += 1;
    if (this.#isEnded) this.#tell('it stands behind the end');
    const [, start, hash] = chained.exec(line) ?? [];
    const body = start === undefined ? undefined : bodyOf(`${start}}`);
    if (start === undefined || hash === undefined || body === undefined) {
      this.#tell('it is no line of an audit');
      return;
    }
    this.#checkPlace(body, `${start}}`, hash);
    if (this.#line === 1 && body['audit'] !== 'learner-register')
      this.#tell('the file has lost its beginning');
    if ('seal' in body) this.#takeSeal(body['seal']);
    else if ('end' in body) this.#takeEnd(body['entries']);
    else if ('entryId' in body) this.#takeEntry(body);
  }

  end(): FileReport {
    if (!this.#isEnded) this.#problem(this.#line + 1, 'the end is missing: lines were cut off');
    return { lines: this.#line, entries: this.#entries, seals: this.#seals, problems: this.#problems };
  }

  #checkPlace(body: Readonly<Record<string, unknown>>, text: string, hash: string): void {
    const own = Number(body['line']);
    const expected = this.#ownNumber + 1;
    if (own > expected) this.#tell(`before it, ${String(own - expected)} line(s) are missing`);
    else if (own < expected) this.#tell(`it says that it is line ${String(own)}: it was moved or added`);
    else if (lineHash(this.#hash, text) !== hash) this.#tell('it, or the line before it, was changed');
    this.#ownNumber = own;
    this.#hash = hash;
  }

  #takeEntry(body: Readonly<Record<string, unknown>>): void {
    this.#entries += 1;
    const { at, entryId, organisationRef, userName, operation, outcome, correlationId, ulns } = body;
    const entry: StoredAuditEntry = {
      at: new Date(String(at)),
      entryId: String(entryId),
      organisationRef: String(organisationRef),
      userName: String(userName),
      operation: String(operation),
      outcome: String(outcome),
      correlationId: String(correlationId),
      // Only hashed: whatever stands there must hash as it did.
      ulns: Array.isArray(ulns) ? ulns.map((uln) => String(uln) as Uln) : [],
    };
    if (Number.isNaN(entry.at.getTime())) this.#tell('its time is none');
    else this.#digest.add(entry);
  }

  #takeSeal(value: unknown): void {
    const read = sealOf(value);
    const { entries } = this.#digest;
    const { digest } = this.#digest.end();
    this.#digest = new SealDigest();
    if (read === undefined) {
      this.#tell('it is no seal');
      return;
    }
    const { seal, isWhole } = read;
    const last = this.#seals.at(-1);
    // The first one may hang on a seal that is not in the file.
    const previous = last ?? { ...seal, sealNo: seal.sealNo - 1, hash: seal.previousHash, until: seal.from };
    for (const problem of linkProblems(seal, seal.sealNo === 1 ? undefined : previous)) {
      this.#tell(`seal ${String(seal.sealNo)}: ${problem}`);
    }
    if (isWhole && (entries !== seal.entries || digest !== seal.digest)) {
      const counts = `${String(seal.entries)} entries were sealed, ${String(entries)} stand before it`;
      this.#tell(`seal ${String(seal.sealNo)} does not cover what stands before it: ${counts}`);
    }
    this.#seals.push(seal);
  }

  #takeEnd(entries: unknown): void {
    this.#isEnded = true;
    if (entries !== this.#entries) {
      this.#tell(`it counts ${String(entries)} entries, and there are ${String(this.#entries)}`);
    }
  }

  #tell(problem: string): void {
    this.#problem(this.#line, problem);
  }

  #problem(line: number, problem: string): void {
    if (this.#problems.length < MOST_PROBLEMS) this.#problems.push({ line, problem });
  }
}

function bodyOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isRecord(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function sealOf(
  value: unknown,
): { readonly seal: Omit<AuditSeal, 'marks'>; readonly isWhole: boolean } | undefined {
  if (!isRecord(value)) return undefined;
  const { sealNo, from, until, entries, digest, previousHash, hash, sealedAt, removedAt, whole } = value;
  if (typeof digest !== 'string' || typeof previousHash !== 'string' || typeof hash !== 'string') {
    return undefined;
  }
  const seal = {
    sealNo: Number(sealNo),
    from: Number(from),
    until: Number(until),
    entries: Number(entries),
    digest,
    previousHash,
    hash,
    sealedAt: new Date(String(sealedAt)),
    ...(typeof removedAt === 'string' ? { removedAt: new Date(removedAt) } : {}),
  };
  return { seal, isWhole: whole === true };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
