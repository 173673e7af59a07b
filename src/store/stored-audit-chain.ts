import type { AuditChain, AuditPlace, AuditSeal } from '../register/audit-ports.js';
import type { AuditEntry, StoredAuditEntry } from '../register/ports.js';
import { auditColumns, auditRows, entriesOf } from './audit-row.js';
import type { Database } from './database.js';
import { numberOrNull, text, type Row, type Value } from './values.js';

/** The seals over the audit, in either database. */
export class StoredAuditChain implements AuditChain {
  constructor(private readonly database: Database) {}

  raiseFloor(until: Date): Promise<void> {
    return this.database.perform('raiseAuditFloor', until.getTime());
  }

  async settledFloor(): Promise<number> {
    return Number((await this.database.read('settledFloor'))[0]?.[0] ?? -1);
  }

  async lastSeal(): Promise<AuditSeal | undefined> {
    const [row] = await this.database.read('lastSeal');
    return row === undefined ? undefined : sealOf(row);
  }

  async seals(after: number, limit: number): Promise<readonly AuditSeal[]> {
    return (await this.database.read('sealsAfter', after, limit)).map(sealOf);
  }

  async cutAfter(from: number, until: number, entries: number): Promise<number | undefined> {
    const [row] = await this.database.read('auditCut', from, until, entries - 1);
    return numberOrNull(row?.[0]) ?? undefined;
  }

  async entries(place: AuditPlace, until: number, limit: number): Promise<readonly StoredAuditEntry[]> {
    const { builder } = this.database;
    const page = builder('audit')
      .select('at', 'entry_id')
      .whereRaw('(at, entry_id) > (?, ?)', [place.at, place.entryId])
      .andWhere('at', '<=', until)
      .andWhere('position', 0)
      .orderBy(['at', 'entry_id'])
      .limit(limit);
    const rows = await this.database.query(
      builder('audit')
        .select(auditColumns.map((column) => `audit.${column}`))
        .join(page.as('page'), (on) => on.on('audit.at', 'page.at').andOn('audit.entry_id', 'page.entry_id'))
        .orderBy(['audit.at', 'audit.entry_id', 'audit.position']),
    );
    return entriesOf(rows);
  }

  seal(seal: AuditSeal): Promise<'sealed' | 'taken'> {
    return this.database.perform('sealAudit', sealRow(seal));
  }

  async oldestBefore(until: Date): Promise<AuditSeal | undefined> {
    const [row] = await this.database.read('oldestSealBefore', until.getTime());
    return row === undefined ? undefined : sealOf(row);
  }

  removeEntries(sealNo: number, at: Date, audit: AuditEntry): Promise<boolean> {
    return this.database.perform('removeSealed', sealNo, at.getTime(), auditRows(audit));
  }
}

/** The values of `sealColumns`. */
function sealRow(seal: AuditSeal): Value[] {
  return [
    seal.digest,
    seal.entries,
    seal.from,
    seal.hash,
    seal.marks,
    seal.previousHash,
    seal.removedAt?.getTime() ?? null,
    seal.sealNo,
    seal.sealedAt.getTime(),
    seal.until,
  ];
}

/** A seal from the values of `sealColumns`. */
function sealOf(row: Row): AuditSeal {
  const [digest, entries, from, hash, marks, previousHash, removedAt, sealNo, sealedAt, until] = row;
  const removed = numberOrNull(removedAt);
  return {
    sealNo: Number(sealNo),
    from: Number(from),
    until: Number(until),
    entries: Number(entries),
    digest: text(digest),
    previousHash: text(previousHash),
    hash: text(hash),
    marks: marks instanceof Uint8Array ? marks : new Uint8Array(),
    sealedAt: new Date(Number(sealedAt)),
    ...(removed === null ? {} : { removedAt: new Date(removed) }),
  };
}
