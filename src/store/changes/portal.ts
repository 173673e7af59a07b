import { z } from 'zod';
import { text } from '../values.js';
import { rowOf, run, type Change } from './change.js';
import { afterFailure, type LockoutState } from './organisation.js';

/** Names of settings that the web pages keep. */
export const portalSettings = {
  sessionSecret: 'portalSessionSecret',
  administratorPasswordHash: 'administratorPasswordHash',
  administratorLockout: 'administratorLockout',
} as const;

export function* keepPortalSession(digest: string, data: string, expiresAt: number): Change<void> {
  yield* run('keepPortalSession', data, digest, expiresAt);
}

export function* extendPortalSession(digest: string, expiresAt: number): Change<void> {
  yield* run('extendPortalSession', expiresAt, digest);
}

export function* removePortalSession(digest: string): Change<void> {
  yield* run('removePortalSession', digest);
}

export function* removeExpiredPortalSessions(now: number): Change<number> {
  return yield* run('removeExpiredPortalSessions', now);
}

/** Keeps a secret where there is none, and gives the one that is kept. */
export function* keepSessionSecret(fresh: string): Change<string> {
  yield* run('keepSetting', portalSettings.sessionSecret, fresh);
  return text((yield* rowOf('setting', portalSettings.sessionSecret))?.[0]);
}

export function* setAdministratorPassword(hash: string, keepExisting: boolean): Change<'set' | 'kept'> {
  const name = portalSettings.administratorPasswordHash;
  const written = yield* run(keepExisting ? 'keepSetting' : 'putSetting', name, hash);
  if (written === 0) return 'kept';
  yield* run('putSetting', portalSettings.administratorLockout, lockoutText([0, null]));
  return 'set';
}

/** Counts one more failure of the administrator, as `recordFailedAttempt` does for an organisation. */
export function* recordAdministratorFailure(
  at: number,
  lockAfter: number,
  lockSeconds: number,
): Change<LockoutState> {
  yield* run('keepSetting', portalSettings.administratorLockout, lockoutText([0, null]));
  const row = yield* rowOf('settingForUpdate', portalSettings.administratorLockout);
  const after = afterFailure(lockoutOfText(text(row?.[0])), at, lockAfter, lockSeconds);
  yield* run('putSetting', portalSettings.administratorLockout, lockoutText(after));
  return after;
}

export function* clearAdministratorFailures(): Change<void> {
  yield* run('putSetting', portalSettings.administratorLockout, lockoutText([0, null]));
}

const lockoutSchema = z.tuple([z.number(), z.number().nullable()]);

export function lockoutOfText(kept: string): LockoutState {
  return lockoutSchema.parse(JSON.parse(kept));
}

function lockoutText(state: LockoutState): string {
  return JSON.stringify(state);
}
