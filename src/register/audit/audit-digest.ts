/**
 * What a seal covers of an audit entry, and how seals hang together. Source: docs/adr/0012-audit-chain.md.
 *
 * Not covered is the key of the details that were searched for: it stands for a person, and an erasure empties it.
 * A user name is covered by its digest, so that an erasure can put the digest in its place.
 */
import { createHash } from 'node:crypto';
import type { AuditSeal } from '../audit-ports.js';
import type { StoredAuditEntry } from '../ports.js';

export const FIRST_PREVIOUS_HASH = '0'.repeat(64);
/** Bytes of each entry's digest that a seal keeps. */
export const MARK_BYTES = 4;

const erasedForm = /^erased:([0-9a-f]{64})$/;

/** What stands in place of a user name that was erased. No client can send it: it is too long. */
export function erasedUserName(userName: string): string {
  return erasedForm.test(userName) ? userName : `erased:${sha256(userName)}`;
}

/** A user name as it may be shown. */
export function shownUserName(userName: string): string {
  return erasedForm.test(userName) ? 'erased' : userName;
}

/** The SHA-256 of what is covered of an entry. */
export function entryDigest(entry: StoredAuditEntry): Buffer {
  const userName = erasedForm.exec(entry.userName)?.[1] ?? sha256(entry.userName);
  const covered = [
    entry.at.getTime(),
    entry.entryId,
    entry.organisationRef,
    userName,
    entry.operation,
    entry.outcome,
    entry.correlationId,
    entry.ulns,
  ];
  return createHash('sha256').update(JSON.stringify(covered)).digest();
}

/** Gathers the entries of one seal, in order. */
export class SealDigest {
  readonly #hash = createHash('sha256');
  readonly #marks: Buffer[] = [];

  add(entry: StoredAuditEntry): void {
    const digest = entryDigest(entry);
    this.#hash.update(digest);
    this.#marks.push(digest.subarray(0, MARK_BYTES));
  }

  get entries(): number {
    return this.#marks.length;
  }

  /** Ends the gathering. */
  end(): { readonly digest: string; readonly marks: Uint8Array } {
    return { digest: this.#hash.digest('hex'), marks: Buffer.concat(this.#marks) };
  }
}

/** The hash of a seal, which the next one carries on. */
export function sealHash(
  seal: Pick<AuditSeal, 'sealNo' | 'from' | 'until' | 'entries' | 'digest' | 'previousHash'>,
): string {
  const { sealNo, from, until, entries, digest, previousHash } = seal;
  return sha256(JSON.stringify([sealNo, from, until, entries, digest, previousHash]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
