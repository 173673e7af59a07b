/** Access with a limit on the requests of each organisation. */
import type { Access, AccessResult } from './authenticate.js';
import type { RequestLimit } from './request-limit.js';

/** Who calls, or why not; an organisation over its limit has proved itself, and is asked to wait. */
export type AdmissionResult =
  | AccessResult
  | {
      readonly ok: false;
      readonly code: 'limited';
      readonly reason: string;
      readonly retryAfterSeconds: number;
      readonly organisationRef?: string;
    };

export type Admission = (...asked: Parameters<Access['authenticate']>) => Promise<AdmissionResult>;

/**
 * Counts the requests whose password was right: a stranger who knows an organisation's name must not use up its
 * limit. Those with a wrong one are slowed down and locked out (docs/adr/0004-lockout.md).
 */
export function limitedAccess(access: Pick<Access, 'authenticate'>, limit: RequestLimit): Admission {
  return async (...asked) => {
    const result = await access.authenticate(...asked);
    if (!result.ok) return result;
    const { organisationRef } = result.organisation;
    const milliseconds = limit.take(organisationRef);
    if (milliseconds === 0) return result;
    const retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000));
    return { ok: false, code: 'limited', reason: 'too many requests', retryAfterSeconds, organisationRef };
  };
}
