/** Kept exchanges in memory, for tests of the scenarios. */
import { readFileSync } from 'node:fs';
import type { Exchange, ExchangeHead, ExchangeLog } from '../../src/register/exchange-ports.js';

const start = Date.parse('2026-09-01T09:00:00Z');

export class ExchangesInMemory implements ExchangeLog {
  readonly exchanges: Exchange[] = [];
  /** How many bodies were asked for. */
  bodies = 0;

  add(...exchanges: readonly Exchange[]): this {
    this.exchanges.push(...exchanges);
    return this;
  }

  list(): Promise<{ heads: readonly ExchangeHead[] }> {
    return Promise.resolve({ heads: [...this.exchanges].reverse() });
  }

  find(_owner: unknown, id: string): Promise<Exchange | undefined> {
    return Promise.resolve(this.exchanges.find((exchange) => exchange.id === id));
  }

  after(_owner: unknown, id: string | undefined, limit: number): Promise<readonly Exchange[]> {
    const found = this.exchanges.filter((exchange) => id === undefined || exchange.id > id).slice(0, limit);
    this.bodies += found.length;
    return Promise.resolve(found);
  }

  headsAfter(_owner: unknown, id: string | undefined, limit: number): Promise<readonly ExchangeHead[]> {
    return Promise.resolve(
      this.exchanges.filter((exchange) => id === undefined || exchange.id > id).slice(0, limit),
    );
  }

  lost(): Promise<number> {
    return Promise.resolve(0);
  }
}

export interface Told {
  readonly request?: string;
  readonly response?: string;
  readonly service?: string;
  readonly operation?: string;
  readonly code?: string;
  readonly status?: number;
  /** Seconds after the first. */
  readonly seconds?: number;
  readonly milliseconds?: number;
  readonly retryAfter?: number;
  readonly unproved?: true;
}

let number = 0;

/** An exchange of LearnerService, later than those before. */
export function exchange(told: Told): Exchange {
  number += 1;
  const seconds = told.seconds ?? number;
  const request = Buffer.from(told.request ?? '');
  const response = Buffer.from(told.response ?? '');
  const { operation, unproved } = told;
  return {
    id: String(number).padStart(8, '0'),
    at: new Date(start + seconds * 1000),
    service: told.service ?? 'LearnerService',
    ...(operation === undefined ? {} : { operation }),
    code: told.code ?? 'WSRC0004',
    status: told.status ?? 200,
    milliseconds: told.milliseconds ?? 5,
    correlationId: `c${String(number)}`,
    requestBytes: request.length,
    responseBytes: response.length,
    ...(unproved === undefined ? {} : { unproved }),
    requestLine: 'POST /LearnerService.svc HTTP/1.1',
    requestHeaders: ['Content-Type', 'text/xml; charset=utf-8'],
    request,
    responseHeaders: told.retryAfter === undefined ? [] : ['Retry-After', String(told.retryAfter)],
    response,
  };
}

/** A request or answer of `fixtures/messages`: `LearnerService/learnerByULN/found/request`. */
export function message(path: string): string {
  return readFileSync(new URL(`../../../fixtures/messages/${path}.xml`, import.meta.url), 'utf8');
}

/** An envelope around a body. */
export function envelope(body: string): string {
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
}
