/** What is shown when there is no page, or when one could not be made. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { isForgedForm } from './forms.js';
import type { PortalLog } from './portal-parts.js';
import type { PageKit } from './section.js';

export function notFoundPage(kit: PageKit): RequestHandler {
  return (request, response) => {
    if (isForProgram(request))
      response.status(404).json({ error: 'notFound', message: 'There is nothing here.' });
    else kit.notFound(request, response);
  };
}

export function errorPage(kit: PageKit, log: PortalLog): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const status = statusOf(error);
    const correlationId = response.get('X-Correlation-Id') ?? '';
    if (status >= 500) log.error({ err: error, correlationId }, 'unexpected error of a page');
    try {
      show(kit, request, response, status, correlationId, isForgedForm(error));
    } catch (worse) {
      log.error({ err: worse, correlationId }, 'the error page cannot be made');
      response
        .status(500)
        .type('text')
        .send(`Something unexpected went wrong. Correlation id: ${correlationId}\n`);
    }
  };
}

function show(
  kit: PageKit,
  request: Request,
  response: Response,
  status: number,
  correlationId: string,
  forged: boolean,
): void {
  if (isForProgram(request)) {
    const error = status >= 500 ? 'unexpected' : 'badRequest';
    const message = status >= 500 ? 'Something unexpected went wrong.' : wordsFor(status);
    response.status(status).json({ error, message, correlationId });
  } else if (forged) kit.render(request, response, 'errors/form-expired', {}, 403);
  else if (status >= 500) kit.render(request, response, 'errors/unexpected', { correlationId }, status);
  else kit.render(request, response, 'errors/bad-request', { words: wordsFor(status) }, status);
}

function isForProgram(request: Request): boolean {
  return request.path.startsWith('/test/');
}

/** Express and its parsers put a status on what they refuse; anything else is a fault of ours. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('status' in error)) return 500;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function wordsFor(status: number): string {
  switch (status) {
    case 413:
      return 'What was sent is larger than this page takes.';
    case 415:
      return 'What was sent is in a form that this page does not take.';
    default:
      return 'What was sent cannot be understood.';
  }
}
