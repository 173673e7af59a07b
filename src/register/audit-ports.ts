/** What the chain of seals over the audit needs from outside. `store/` implements it. */
import type { AuditEntry, StoredAuditEntry } from './ports.js';

/** One link of the chain: the entries after `from` and up to `until`, both in milliseconds since 1970. */
export interface AuditSeal {
  /** 1, 2, 3 … */
  readonly sealNo: number;
  /** `until` of the seal before; -1 for the first. */
  readonly from: number;
  readonly until: number;
  readonly entries: number;
  /** SHA-256 over the digests of the entries, in order; 64 hex digits. */
  readonly digest: string;
  readonly previousHash: string;
  /** SHA-256 over all the above. */
  readonly hash: string;
  /** The first four bytes of each entry's digest: they show which entry was touched. Not part of the hash. */
  readonly marks: Uint8Array;
  readonly sealedAt: Date;
  /** When retention removed its entries; the seal itself stays. */
  readonly removedAt?: Date;
}

/** Where to go on reading: after this entry. */
export interface AuditPlace {
  readonly at: number;
  readonly entryId: string;
}

export interface AuditChain {
  /**
   * From when it resolves, no entry gets a time at or before `until`: one that comes later than that gets the time
   * right after it. A floor never goes down.
   */
  raiseFloor(until: Date): Promise<void>;
  /** The floor, once nobody who began before it was raised can still be writing; -1 while there is none. */
  settledFloor(): Promise<number>;
  lastSeal(): Promise<AuditSeal | undefined>;
  /** Oldest first, with a higher number than `after`. */
  seals(after: number, limit: number): Promise<readonly AuditSeal[]>;
  /** The time of the entry that is `entries` further on than `from`; undefined when there are fewer up to `until`. */
  cutAfter(from: number, until: number, entries: number): Promise<number | undefined>;
  /** Whole entries after `place` and up to `until`, oldest first, in the order of time and entry. */
  entries(place: AuditPlace, until: number, limit: number): Promise<readonly StoredAuditEntry[]>;
  /** `taken` when somebody else sealed meanwhile. */
  seal(seal: AuditSeal): Promise<'sealed' | 'taken'>;
  /** The oldest seal whose entries are still there and that ends before then. */
  oldestBefore(until: Date): Promise<AuditSeal | undefined>;
  /** Removes the entries of a seal and marks it, with an audit entry that says so. False when that was done already. */
  removeEntries(sealNo: number, at: Date, audit: AuditEntry): Promise<boolean>;
}
