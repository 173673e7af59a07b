import type { Choice } from '../../domain/test-reference.js';
import type { ApplicationStore, CopyGiver } from '../onboarding-ports.js';
import type { AuditEntry, Caller, Clock, OrganisationStore } from '../ports.js';
import { auditEntry } from '../deeds.js';

/** What the deeds of onboarding are made from. */
export interface OnboardingParts {
  readonly applications: ApplicationStore;
  readonly organisations: Pick<OrganisationStore, 'byRef' | 'clearFailedAttempts'>;
  readonly clock: Clock;
  readonly random: { readonly integer: Choice };
  /** Sixteen characters that nobody knows. */
  readonly newPassword: () => string;
  readonly hashPassword: (password: string) => Promise<string>;
  /** Absent where organisations share the test data. */
  readonly copies?: CopyGiver | undefined;
}

/** The audit entry of a deed that concerns no learner. */
export function entryOf(caller: Caller, clock: Clock, outcome: string): AuditEntry {
  return auditEntry(caller, clock.now(), outcome, []);
}

/** Eight characters from the start of a digest: enough to tell a few thousand things apart. */
export function referenceFrom(prefix: 'AP' | 'LR', digest: Uint8Array): string {
  const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  const characters = Array.from(digest.subarray(0, 8), (byte) => alphabet.charAt(byte % alphabet.length));
  return `${prefix}-${characters.join('')}`;
}
