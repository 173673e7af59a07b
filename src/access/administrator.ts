/** The administrator of a test environment: one password, guarded like those of organisations. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdministratorStore } from '../register/portal-ports.js';
import type { Clock } from '../register/ports.js';
import type { AccessSettings } from './authenticate.js';
import { CheckQueue } from './check-queue.js';
import { verifyPassword } from './password-hash.js';
import { answerDelay, longestDelay } from './slowdown.js';

export interface AdministratorParts {
  readonly store: AdministratorStore;
  readonly clock: Clock;
  readonly settings: Pick<
    AccessSettings,
    'slowdownAfter' | 'lockoutAfter' | 'lockoutSeconds' | 'passwordChecksAtOnce'
  >;
  /** Holds an answer back; replaced in tests. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** Characters of the shortest password that is taken. */
const SHORTEST = 12;

/** Why a text cannot be the administrator's password; undefined when it can. */
export function administratorPasswordProblem(password: string): string | undefined {
  const { length } = [...password];
  if (length < SHORTEST) return `The password has ${length} characters; it must have at least ${SHORTEST}.`;
  if (length > 200) return 'The password has more than 200 characters.';
  return /\p{Cc}/u.test(password) ? 'The password holds a control character.' : undefined;
}

export type AdministratorVerdict =
  { readonly kind: 'right' } | { readonly kind: 'wrong' | 'locked' | 'busy' | 'noPassword' };

export interface AdministratorAccess {
  authenticate(password: string): Promise<AdministratorVerdict>;
  /** Of the password that counts now; undefined as long as there is none. */
  passwordHash(): Promise<string | undefined>;
}

/** Checks the password, slowly after failures, and not at all during a lock: then the right one is refused, too. */
export function createAdministratorAccess(parts: AdministratorParts): AdministratorAccess {
  const { store, clock, settings, wait = sleep } = parts;
  const queue = new CheckQueue({ atOnce: settings.passwordChecksAtOnce, waitingPerLine: 32, waiting: 32 });

  async function judge(password: string): Promise<AdministratorVerdict> {
    const passwordHash = await store.passwordHash();
    if (passwordHash === undefined) return { kind: 'noPassword' };
    const { failures, lockedUntil } = await store.lockout();
    if (lockedUntil !== undefined && lockedUntil > clock.now()) {
      await wait(answerDelay(failures, settings.slowdownAfter));
      return { kind: 'locked' };
    }
    if (await verifyPassword(passwordHash, password)) {
      if (failures > 0) await store.clearFailedAttempts();
      return { kind: 'right' };
    }
    const now = clock.now();
    const after = await store.recordFailedAttempt(now, settings.lockoutAfter, settings.lockoutSeconds);
    await wait(answerDelay(after.failures, settings.slowdownAfter));
    return { kind: after.lockedUntil !== undefined && after.lockedUntil > now ? 'locked' : 'wrong' };
  }

  return {
    async authenticate(password) {
      const verdict = await queue.run('', () => judge(password));
      if (verdict !== 'busy') return verdict;
      await wait(longestDelay);
      return { kind: 'busy' };
    },
    passwordHash: () => store.passwordHash(),
  };
}
