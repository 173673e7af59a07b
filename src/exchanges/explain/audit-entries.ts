/** The audit entries of an exchange. */
import type { ExchangeHead } from '../../register/exchange-ports.js';
import type { AuditTrail, StoredAuditEntry } from '../../register/ports.js';

/** Entries bear the time at which the deed was done; between copies of the service clocks differ a little. */
const SLACK_MS = 5_000;
const PAGE = 200;
const MOST_PAGES = 25;

/** Those with its correlation id, of this organisation and about its time; oldest first. */
export async function auditEntriesOf(
  audit: AuditTrail,
  organisationRef: string,
  { at, milliseconds, correlationId, operation }: ExchangeHead,
): Promise<readonly StoredAuditEntry[]> {
  const since = new Date(at.getTime() - SLACK_MS);
  const until = new Date(at.getTime() + milliseconds + SLACK_MS);
  const found: StoredAuditEntry[] = [];
  for (let page = 0; page < MOST_PAGES; page++) {
    const entries = await audit.list({
      organisationRef,
      since,
      until,
      limit: PAGE,
      offset: page * PAGE,
      ...(operation === undefined ? {} : { operation }),
    });
    found.push(...entries.filter((entry) => entry.correlationId === correlationId));
    if (entries.length < PAGE || found.length > 0) break;
  }
  return found.reverse();
}
