/**
 * New exchanges as server-sent events (WHATWG HTML, "Server-sent events"): the page learns that there are some, and
 * asks for the list itself. Looks into the log twice a second while somebody watches, so it works across copies.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { ExchangeFilter, ExchangeHead, ExchangeOwner } from '../../register/exchange-ports.js';
import { passes, readListQuestion } from './exchange-filter.js';
import type { InspectorParts } from './exchange-parts.js';
import { createLiveStreams } from './live-streams.js';

export interface EventsTiming {
  /** Between two looks into the log. */
  readonly lookMs: number;
  /** A comment at least so often, so that nothing on the way takes the silence for an end. */
  readonly heartbeatMs: number;
  /** Between two checks that the viewer is still signed in. */
  readonly signedInMs: number;
}

export const usualTiming: EventsTiming = { lookMs: 500, heartbeatMs: 15_000, signedInMs: 2_000 };

/** Windows of one organisation that are told at the same time. */
const MOST_STREAMS = 8;
const MOST_AT_ONCE = 500;

const startSchema = z.object({ after: z.string().max(100).catch('') });

export function eventsRoute(
  parts: InspectorParts,
  ownerOf: (request: Request) => ExchangeOwner,
  timing: EventsTiming = usualTiming,
): RequestHandler {
  const streams = createLiveStreams(MOST_STREAMS);
  return async (request, response) => {
    const owner = ownerOf(request);
    const close = streams.open(owner === 'nobody' ? owner : owner.organisationRef);
    if (close === undefined) {
      response.status(429).type('text').send('Too many pages of this organisation wait for new exchanges.\n');
      return;
    }
    try {
      await follow(parts, request, response, owner, timing);
    } finally {
      close();
    }
  };
}

async function follow(
  { exchanges, config, isStopping, log, clock }: InspectorParts,
  request: Request,
  response: Response,
  owner: ExchangeOwner,
  { lookMs, heartbeatMs, signedInMs }: EventsTiming,
): Promise<void> {
  const { filter } = readListQuestion(request.query, config.timeZone);
  let last = startOf(request);
  last ??= (await exchanges.list(owner, {}, { limit: 1 })).heads[0]?.id;
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // nginx gathers an answer before it hands it on, unless told otherwise.
    'X-Accel-Buffering': 'no',
  });
  const place = last === undefined ? '' : `id: ${last}\n`;
  response.write(`retry: 3000\n${place}event: ready\ndata: {}\n\n`);
  let [beat, checked] = [performance.now(), performance.now()];
  while (!gone.signal.aborted && !isStopping()) {
    const heads = await exchanges.headsAfter(owner, last, MOST_AT_ONCE);
    const newest = heads.at(-1);
    const now = performance.now();
    if (newest !== undefined) {
      last = newest.id;
      const found = await matching(exchanges, owner, filter, heads);
      if (found.length > 0) {
        response.write(
          `id: ${newest.id}\nevent: exchanges\ndata: ${JSON.stringify({ count: found.length })}\n\n`,
        );
        beat = now;
      }
    }
    if (now - beat >= heartbeatMs) {
      response.write(': still here\n\n');
      beat = now;
    }
    if (now - checked >= signedInMs) {
      checked = now;
      if (!(await isStillSignedIn(request, clock.now()))) {
        response.write('event: signed-out\ndata: {}\n\n');
        break;
      }
    }
    await pause(lookMs, undefined, { signal: gone.signal }).catch(() => undefined);
  }
  log.info({ owner: owner === 'nobody' ? owner : owner.organisationRef }, 'stream of exchanges ended');
  response.end();
}

/** A browser that connects again says where it was; a line feed in it would be a line of our own. */
function startOf(request: Request): string | undefined {
  const asked = request.get('Last-Event-ID') ?? startSchema.parse(request.query).after;
  return /^[\w.-]{1,100}$/.test(asked) ? asked : undefined;
}

/** Text is in the bodies, which only the log can look into. */
async function matching(
  exchanges: InspectorParts['exchanges'],
  owner: ExchangeOwner,
  filter: ExchangeFilter,
  heads: readonly ExchangeHead[],
): Promise<readonly ExchangeHead[]> {
  const passing = heads.filter((head) => passes(head, filter));
  if (filter.text === undefined || passing.length === 0) return passing;
  const ids = new Set(passing.map(({ id }) => id));
  const found = await exchanges.list(owner, filter, { limit: MOST_AT_ONCE });
  return found.heads.filter(({ id }) => ids.has(id));
}

/** Reads the session anew: another request may have ended it. */
async function isStillSignedIn(request: Request, now: Date): Promise<boolean> {
  return new Promise((resolve) => {
    request.session.reload((error: unknown) => {
      if (error !== undefined && error !== null) {
        resolve(false);
        return;
      }
      const { signedIn, endsAt } = request.session;
      resolve(signedIn !== undefined && (endsAt === undefined || endsAt > now.getTime()));
    });
  });
}
