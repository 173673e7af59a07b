/** HTTP Basic (RFC 7617) for programs: the organisation's reference, or its UKPRN, and its password. */
import type { Request, RequestHandler } from 'express';
import type { Access } from '../../access/authenticate.js';
import type { Viewers } from './viewers.js';

const challenge = 'Basic realm="Learner Register test environment", charset="UTF-8"';

export function createBasicAccess(
  access: Pick<Access, 'authenticate'>,
  viewers: Pick<Viewers, 'set'>,
): RequestHandler {
  return async (request, response, next) => {
    const given = credentialsOf(request);
    if (given === undefined) {
      response.status(401).set('WWW-Authenticate', challenge).json({
        error: 'credentialsMissing',
        message: "Send your organisation's reference and password with HTTP Basic.",
      });
      return;
    }
    const result = await access.authenticate(given, 'none');
    if (result.ok) {
      viewers.set(request, { kind: 'organisation', organisation: result.organisation });
      next();
      return;
    }
    if (result.code === 'busy') {
      response
        .status(503)
        .set('Retry-After', '1')
        .json({ error: 'busy', message: 'Too many passwords are waiting to be checked. Try again.' });
    } else if (result.code === 'WSEC0006') {
      response.status(403).json({
        error: 'locked',
        message: 'This organisation is locked for some minutes after too many wrong passwords.',
      });
    } else {
      response.status(401).set('WWW-Authenticate', challenge).json({
        error: 'credentialsWrong',
        message: 'There is no such organisation with this password.',
      });
    }
  };
}

interface BasicCredentials {
  readonly organisationRef: string;
  readonly orgPassword: string;
}

/** Undefined for any other scheme, and for what is not base64 of `name:password`. */
export function credentialsOf(request: Pick<Request, 'get'>): BasicCredentials | undefined {
  const [, encoded] = /^Basic +([A-Za-z0-9+/_-]+=*) *$/i.exec(request.get('authorization') ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1) return undefined;
  return { organisationRef: text.slice(0, colon), orgPassword: text.slice(colon + 1) };
}
