import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Uln } from '../domain/uln.js';
import type { AuditEntry, Clock } from '../register/ports.js';

/** What stands for an organisation when the operator acts. */
export const localOrganisationRef = 'LOCAL';
const longestUserName = 35;

/** Makes the audit entries of one command: the operating system's user is the one who did it. */
export function localAudit(
  clock: Clock,
  operation: string,
): (ulns: readonly Uln[], outcome: string) => AuditEntry {
  const userName = osUserName();
  const correlationId = randomUUID();
  return (ulns, outcome) => ({
    at: clock.now(),
    organisationRef: localOrganisationRef,
    userName,
    operation,
    correlationId,
    ulns,
    outcome,
  });
}

function osUserName(): string {
  try {
    return userInfo().username.slice(0, longestUserName) || 'unknown';
  } catch {
    // A container may run as a user id that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
