/** Sending a kept request again, edited or as it was. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { wholeText } from '../../exchanges/explain/body-text.js';
import { fillPassword, hasMask } from '../../exchanges/explain/fill-password.js';
import { headerOf } from '../../exchanges/explain/kept-headers.js';
import type { Exchange, ExchangeOwner } from '../../register/exchange-ports.js';
import type { PageKit } from '../section.js';
import type { InspectorParts } from './exchange-parts.js';
import { shownCode } from './list-page.js';

/** In a minute, for an organisation: as fast as somebody can edit and press, with room to spare. */
const PER_MINUTE = 30;
/** How long the page waits until the new exchange can be shown. */
const MOST_WAIT_MS = 5000;
const LOOK_MS = 50;

const form = z.object({ request: z.string().default(''), password: z.string().default('') });

export interface Replay {
  readonly show: RequestHandler;
  readonly send: RequestHandler;
}

interface FieldError {
  readonly text: string;
  readonly href: string;
}

export function replayRoutes(parts: InspectorParts, kit: PageKit): Replay {
  const { exchanges, config, sendAgain } = parts;
  const limiter = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 });

  const ownOne = async (request: Request): Promise<Exchange | undefined> => {
    const { id } = request.params;
    if (sendAgain === undefined || typeof id !== 'string') return undefined;
    const exchange = await exchanges.find(ownerOf(kit, request), id);
    return exchange === undefined || exchange.unproved === true ? undefined : exchange;
  };
  const showForm = (
    request: Request,
    response: Response,
    exchange: Exchange,
    message: string,
    errors: readonly FieldError[] = [],
    status = 200,
  ): void => {
    const { id, service, operation, at, code } = exchange;
    kit.render(
      request,
      response,
      'exchanges/replay',
      {
        address: `/exchanges/${encodeURIComponent(id)}`,
        service,
        operation,
        at,
        shown: shownCode(code),
        message,
        needsPassword: hasMask(message),
        mostBytes: config.maxRequestBytes,
        errors,
      },
      status,
    );
  };

  return {
    async show(request, response) {
      const exchange = await ownOne(request);
      if (exchange === undefined) {
        kit.notFound(request, response);
        return;
      }
      showForm(request, response, exchange, textOf(exchange));
    },
    async send(request, response) {
      const exchange = await ownOne(request);
      if (exchange === undefined || sendAgain === undefined) {
        kit.notFound(request, response);
        return;
      }
      const { request: message, password } = form.parse(request.body);
      const errors = mistakes(message, password, config.maxRequestBytes);
      if (errors.length > 0) {
        showForm(request, response, exchange, message, errors, 400);
        return;
      }
      const { organisationRef } = kit.organisation(request);
      if (!(await isAllowed(limiter, organisationRef))) {
        const words = `No more than ${PER_MINUTE} requests can be sent from pages in a minute. Wait a little, then send it again`;
        showForm(request, response, exchange, message, [{ text: words, href: '#request' }], 429);
        return;
      }
      const body = Buffer.from(fillPassword(message, password));
      const correlationId = await sendAgain({ service: exchange.service, body });
      const id = await findKept(parts, { organisationRef }, correlationId);
      if (id !== undefined) {
        const beside = encodeURIComponent(exchange.id);
        response.redirect(303, `/exchanges/${encodeURIComponent(id)}?beside=${beside}`);
        return;
      }
      const words =
        'The request was sent and answered, but the exchange is not among those of this organisation: it went out with the reference or password of nobody, or of another organisation';
      showForm(request, response, exchange, message, [{ text: words, href: '#request' }], 409);
    },
  };
}

function ownerOf(kit: PageKit, request: Request): ExchangeOwner {
  return { organisationRef: kit.organisation(request).organisationRef };
}

function textOf({ request, requestHeaders }: Exchange): string {
  return wholeText(request, headerOf(requestHeaders, 'content-type'));
}

function mistakes(message: string, password: string, mostBytes: number): FieldError[] {
  const errors: FieldError[] = [];
  if (message.trim() === '') errors.push({ text: 'Enter the request to send', href: '#request' });
  if (Buffer.byteLength(message) > mostBytes) {
    errors.push({ text: `The request must be ${mostBytes} bytes or fewer`, href: '#request' });
  }
  if (hasMask(message) && password === '') {
    errors.push({ text: 'Enter the password of the organisation', href: '#password' });
  }
  return errors;
}

async function isAllowed(limiter: RateLimiterMemory, organisationRef: string): Promise<boolean> {
  try {
    await limiter.consume(organisationRef);
    return true;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return false;
  }
}

/** The exchange appears in the log a moment after its answer. */
async function findKept(
  { exchanges }: InspectorParts,
  owner: ExchangeOwner,
  correlationId: string,
): Promise<string | undefined> {
  const until = performance.now() + MOST_WAIT_MS;
  for (;;) {
    const { heads } = await exchanges.list(owner, { text: correlationId }, { limit: 5 });
    const found = heads.find((head) => head.correlationId === correlationId);
    if (found !== undefined) return found.id;
    if (performance.now() > until) return undefined;
    await pause(LOOK_MS);
  }
}
