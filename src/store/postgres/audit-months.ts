/** The months, in UTC, by which PostgreSQL keeps the audit apart. */

export interface AuditMonth {
  /** Of its partition: `audit_2026_09`. */
  readonly partition: string;
  /** Milliseconds since 1970: the first that belongs to it. */
  readonly from: number;
  /** The first that does not. */
  readonly until: number;
}

/** The month in which a time lies, or one so many months after it. */
export function auditMonth(at: number, later = 0): AuditMonth {
  const date = new Date(at);
  const from = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later, 1);
  const first = new Date(from);
  const month = String(first.getUTCMonth() + 1).padStart(2, '0');
  return {
    partition: `audit_${String(first.getUTCFullYear())}_${month}`,
    from,
    until: Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1),
  };
}

/** The month of a partition with such a name. */
export function monthOfPartition(name: string): AuditMonth | undefined {
  const [, year, month] = /^audit_(\d{4,})_(\d{2})$/.exec(name) ?? [];
  return year === undefined ? undefined : auditMonth(Date.UTC(Number(year), Number(month) - 1, 1));
}
