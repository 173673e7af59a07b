/** Sessions: a signed cookie that scripts cannot read, and what it stands for in the store. */
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { PortalParts } from '../portal-parts.js';
import { StoredSessions } from './session-store.js';

const ANONYMOUS_MINUTES = 60;

/** Both names, so that a session of HTTP on the same host is never taken for one of HTTPS. */
export const cookieNames = { http: 'learner-register', https: '__Host-learner-register' } as const;

export async function createSessionHandler({
  config,
  sessions,
  secrets,
  clock,
}: Pick<PortalParts, 'config' | 'sessions' | 'secrets' | 'clock'>): Promise<RequestHandler> {
  const secret = await secrets.sessionSecret(randomBytes(32).toString('base64url'));
  const comesByHttps = config.publicUrl?.startsWith('https:') === true;
  const isHttps = comesByHttps || config.tlsCertificateFile !== undefined;
  const handler = session({
    name: isHttps ? cookieNames.https : cookieNames.http,
    secret,
    store: new StoredSessions({
      sessions,
      clock,
      idleMinutes: config.portalIdleMinutes,
      anonymousMinutes: Math.min(ANONYMOUS_MINUTES, config.portalIdleMinutes),
    }),
    resave: false,
    saveUninitialized: false,
    unset: 'destroy',
    cookie: { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/' },
  });
  if (!comesByHttps) return handler;
  return (request, response, next) => {
    // The operator's word that a proxy ends TLS: express-session would give no cookie to what looks like HTTP.
    Object.defineProperty(request, 'secure', { value: true });
    handler(request, response, next);
  };
}

/** Begins a new session, so that one that somebody else may know ends at sign-in. */
export function renewSession(request: Parameters<RequestHandler>[0]): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.regenerate((error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('The session cannot be renewed.'));
    });
  });
}

export function endSession(request: Parameters<RequestHandler>[0]): Promise<void> {
  return new Promise((resolve, reject) => {
    request.session.destroy((error: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(error instanceof Error ? error : new Error('The session cannot be ended.'));
    });
  });
}

/**
 * A redirect waits until its session is kept. Otherwise a browser may follow it before that, since express-session
 * writes the headers first.
 */
export const redirectAfterSave: RequestHandler = (request, response, next) => {
  const redirect = response.redirect.bind(response);
  const after = (go: () => void): void => {
    // None after a sign-out; one that holds nothing is not worth a row.
    const { session: open } = request as { session?: typeof request.session };
    if (open === undefined || Object.keys(open).length < 2) {
      go();
      return;
    }
    open.save((error: unknown) => {
      if (error === undefined || error === null) go();
      else next(error);
    });
  };
  response.redirect = (first: number | string, second?: number | string): void => {
    after(() => {
      if (typeof first === 'number') redirect(first, String(second));
      else redirect(first);
    });
  };
  next();
};
