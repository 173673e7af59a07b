/** Forms: how large they may be, and that only our own pages can send them. */
import { csrfSync } from 'csrf-sync';
import express, { type Request, type RequestHandler } from 'express';
import type { Viewer } from './section.js';

/** Of what somebody sends who is not signed in. */
const STRANGERS_BYTES = 16 * 1024;
const MOST_FIELDS = 500;

/** Reads forms; the signed-in may send as much as a SOAP request may hold, since they can send one from a page. */
export function readForms(
  maxBytes: number,
  viewerOf: (request: Request) => Viewer | undefined,
): RequestHandler {
  const parser = (limit: number): RequestHandler =>
    express.urlencoded({ extended: false, limit, parameterLimit: MOST_FIELDS });
  // Percent-encoding makes XML up to three times as long.
  const [strangers, signedIn] = [parser(STRANGERS_BYTES), parser(maxBytes * 3)];
  return (request, response, next) => {
    (viewerOf(request) === undefined ? strangers : signedIn)(request, response, next);
  };
}

/** A token of the session that every form carries as `_csrf`, and scripts as the header `X-CSRF-Token`. */
export interface FormGuard {
  readonly protect: RequestHandler;
  tokenOf(request: Request): string;
}

export function createFormGuard(): FormGuard {
  const { csrfSynchronisedProtection, generateToken } = csrfSync({
    size: 32,
    getTokenFromRequest: (request) => {
      const body: unknown = request.body;
      const given =
        typeof body === 'object' && body !== null && '_csrf' in body
          ? body._csrf
          : request.get('x-csrf-token');
      return typeof given === 'string' ? given : undefined;
    },
  });
  return {
    protect: csrfSynchronisedProtection,
    tokenOf: (request) => generateToken(request),
  };
}

/** Whether an error is the guard's refusal. */
export function isForgedForm(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EBADCSRFTOKEN';
}
