/** Headers that keep a page to itself: nothing from elsewhere runs in it, and nobody frames it. */
import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

const nonces = new WeakMap<object, string>();

/** The nonce of this answer's inline script. */
export function nonceOf(response: object): string {
  const nonce = nonces.get(response);
  if (nonce === undefined) throw new Error('No headers were set for this answer');
  return nonce;
}

/**
 * A Content-Security-Policy with a nonce, frame-ancestors none, no referrer to other places. Without HSTS: it would
 * hold for every port of a developer's `localhost`.
 */
export function securityHeaders(): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", (_request, response) => `'nonce-${nonceOf(response)}'`],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: false,
    // Only trusted origins may use it, and browsers complain on plain HTTP.
    originAgentCluster: false,
    crossOriginOpenerPolicy: false,
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, next) => {
    nonces.set(response, randomBytes(16).toString('base64'));
    headers(request, response, next);
  };
}
