import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { Uln } from '../domain/uln.js';
import type { AuditEntry, Caller, Clock } from '../register/ports.js';

/** What stands for an organisation when the operator acts. */
export const localOrganisationRef = 'LOCAL';
const longestUserName = 35;

/** Who calls the register's deeds when a command does: the operating system's user. */
export function localCaller(operation: string): Caller {
  return {
    organisationRef: localOrganisationRef,
    userName: osUserName(),
    operation,
    correlationId: randomUUID(),
  };
}

/** Makes the audit entries of one command: the operating system's user is the one who did it. */
export function localAudit(
  clock: Clock,
  operation: string,
): (ulns: readonly Uln[], outcome: string) => AuditEntry {
  const caller = localCaller(operation);
  return (ulns, outcome) => ({ at: clock.now(), ...caller, ulns, outcome });
}

function osUserName(): string {
  try {
    return userInfo().username.slice(0, longestUserName) || 'unknown';
  } catch {
    // A container may run as a user id that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
