import type { RegisterSettings } from './settings.js';
import type {
  AuditEntry,
  AuditTrail,
  Caller,
  Clock,
  LearnerReader,
  LearnerWriter,
  PersonKey,
  PersonKeys,
  Random,
} from './ports.js';
import type { Uln } from '../domain/uln.js';

/** What every deed is made from. */
export interface DeedParts {
  readonly learners: LearnerReader & LearnerWriter;
  readonly audit: AuditTrail;
  readonly personKeys: PersonKeys;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: RegisterSettings;
}

/** The audit entry of a deed that is about to be answered with `outcome`. */
export function auditEntry(
  caller: Caller,
  at: Date,
  outcome: string,
  ulns: readonly Uln[],
  personKey?: PersonKey,
): AuditEntry {
  const { organisationRef, userName, operation, correlationId } = caller;
  const entry = { at, organisationRef, userName, operation, correlationId, ulns, outcome };
  return personKey === undefined ? entry : Object.assign(entry, { personKey });
}
