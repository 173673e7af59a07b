/** Exchanges for programs: JSON under `/test/exchanges`. What it gives: docs/inspector.md, "For programs". */
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { wholeText } from '../../exchanges/explain/body-text.js';
import { codeWords } from '../../exchanges/explain/code-words.js';
import { headerOf, headerPairs } from '../../exchanges/explain/kept-headers.js';
import { explainProblems } from '../../exchanges/explain/problems.js';
import type { ExchangeHead, ExchangeOwner } from '../../register/exchange-ports.js';
import type { PageKit } from '../section.js';
import { passes, readListQuestion } from './exchange-filter.js';
import type { InspectorParts } from './exchange-parts.js';

const MOST = 500;
const USUAL = 100;
const HEADS_AT_ONCE = 1000;

const paging = z.object({
  after: z.string().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(USUAL),
});

export function listForPrograms({ exchanges, config }: InspectorParts, kit: PageKit): RequestHandler {
  return async (request, response) => {
    const { filter, errors } = readListQuestion(request.query, config.timeZone);
    const asked = paging.safeParse(request.query);
    if (!asked.success || errors.length > 0) {
      const message = asked.success
        ? errors.map(({ text }) => text).join('. ')
        : `limit is a whole number from 1 to ${MOST}`;
      response.status(400).json({ error: 'badRequest', message });
      return;
    }
    const owner = { organisationRef: kit.organisation(request).organisationRef };
    const { after, limit } = asked.data;
    const { heads, last } =
      after === undefined
        ? await newest(exchanges, owner, filter, limit)
        : await following(exchanges, owner, filter, after, limit);
    response.json({ exchanges: heads.map(headForProgram), after: last ?? null });
  };
}

export function exchangeForPrograms({ exchanges }: InspectorParts, kit: PageKit): RequestHandler {
  return async (request: Request, response) => {
    const { id } = request.params;
    const owner = { organisationRef: kit.organisation(request).organisationRef };
    const exchange = typeof id === 'string' ? await exchanges.find(owner, id) : undefined;
    if (exchange === undefined) {
      response
        .status(404)
        .json({ error: 'notFound', message: 'There is no such exchange of this organisation.' });
      return;
    }
    const { requestLine, requestHeaders, responseHeaders, status } = exchange;
    const bodies =
      exchange.unproved === true
        ? {}
        : {
            request: {
              line: requestLine,
              headers: headerPairs(requestHeaders),
              body: wholeText(exchange.request, headerOf(requestHeaders, 'content-type')),
            },
            response: {
              status,
              headers: headerPairs(responseHeaders),
              body: wholeText(exchange.response, headerOf(responseHeaders, 'content-type')),
            },
          };
    const problems = explainProblems(exchange);
    response.json({ ...headForProgram(exchange), problems, ...bodies });
  };
}

function headForProgram(head: ExchangeHead): object {
  const { meaning, action } = codeWords(head.code);
  return {
    id: head.id,
    at: head.at.toISOString(),
    service: head.service,
    operation: head.operation ?? null,
    code: head.code,
    meaning,
    action,
    status: head.status,
    milliseconds: head.milliseconds,
    correlationId: head.correlationId,
    requestBytes: head.requestBytes,
    responseBytes: head.responseBytes,
    unproved: head.unproved === true,
  };
}

interface Found {
  readonly heads: readonly ExchangeHead[];
  readonly last: string | undefined;
}

type Log = InspectorParts['exchanges'];
type Filter = Parameters<Log['list']>[1];

/** The last ones, oldest first. */
async function newest(log: Log, owner: ExchangeOwner, filter: Filter, limit: number): Promise<Found> {
  const { heads } = await log.list(owner, filter, { limit });
  // Where nothing fits, whoever follows along begins at the newest exchange of any kind.
  const last = heads[0]?.id ?? (await log.list(owner, {}, { limit: 1 })).heads[0]?.id;
  return { heads: [...heads].reverse(), last };
}

/** Those after a known one, oldest first. `last` is how far it was looked, whether or not it fits. */
async function following(
  log: Log,
  owner: ExchangeOwner,
  filter: Filter,
  after: string,
  limit: number,
): Promise<Found> {
  const found: ExchangeHead[] = [];
  let last = after;
  for (;;) {
    const heads = await log.headsAfter(owner, last, HEADS_AT_ONCE);
    const texts = await withText(log, owner, filter, heads);
    for (const head of heads) {
      last = head.id;
      if (!passes(head, filter) || (texts !== undefined && !texts.has(head.id))) continue;
      found.push(head);
      if (found.length === limit) return { heads: found, last };
    }
    if (heads.length < HEADS_AT_ONCE) return { heads: found, last };
  }
}

/** Of these heads, the ids of those that hold the text; undefined when none is asked for. */
async function withText(
  log: Log,
  owner: ExchangeOwner,
  filter: Filter,
  heads: readonly ExchangeHead[],
): Promise<ReadonlySet<string> | undefined> {
  const first = heads[0];
  if (filter.text === undefined || first === undefined) return undefined;
  const since = { ...filter, from: filter.from ?? new Date(first.at.getTime() - 60_000) };
  const { heads: found } = await log.list(owner, since, { limit: HEADS_AT_ONCE });
  return new Set(found.map(({ id }) => id));
}
