/** A kept exchange as the scenarios look at it: its messages are read when somebody asks for them, once. */
import { createHash } from 'node:crypto';
import { readTree, type MessageElement } from '../contract/read-tree.js';
import { operationOf } from '../contract/request-elements.js';
import type { Exchange, ExchangeHead } from '../register/exchange-ports.js';

export class SeenExchange {
  readonly #exchange: Exchange;
  #request: MessageElement | null | undefined;
  #answer: MessageElement | null | undefined;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  get head(): ExchangeHead {
    return this.#exchange;
  }

  /** In milliseconds. */
  get begins(): number {
    return this.#exchange.at.getTime();
  }

  get ends(): number {
    return this.begins + this.#exchange.milliseconds;
  }

  /** The request's element; nothing when the request was not kept, or is no XML. */
  get request(): MessageElement | undefined {
    this.#request ??= inBody(this.#exchange.request, this.#exchange.requestHeaders) ?? null;
    return this.#request ?? undefined;
  }

  /** The answer's element: a response or a Fault. */
  get answer(): MessageElement | undefined {
    this.#answer ??= inBody(this.#exchange.response, this.#exchange.responseHeaders) ?? null;
    return this.#answer ?? undefined;
  }

  /** Told by the request where it was refused before it was understood. */
  get operation(): string | undefined {
    const { operation, service } = this.#exchange;
    if (operation !== undefined || this.request === undefined) return operation;
    return operationOf(service, this.request);
  }

  /** Seconds of Retry-After. */
  get retryAfter(): number | undefined {
    const value = Number(headerOf(this.#exchange.responseHeaders, 'retry-after') ?? NaN);
    return Number.isFinite(value) ? value : undefined;
  }

  /** Alike for requests with the same elements and values, whatever their prefixes, blanks and headers. */
  get requestDigest(): string | undefined {
    const { request } = this;
    if (request === undefined) return undefined;
    return createHash('sha256').update(textOfTree(request)).digest('base64url').slice(0, 22);
  }

  /** Whether one of the texts may be in the request; cheaper than reading it. */
  mayHold(texts: readonly string[]): boolean {
    const { request } = this.#exchange;
    if (texts.length === 0 || request.includes('&#') || request.includes(0)) return true;
    return texts.some((text) => request.includes(text));
  }
}

function inBody(bytes: Buffer, headers: readonly string[]): MessageElement | undefined {
  if (bytes.length === 0) return undefined;
  const read = readTree(bytes, headerOf(headers, 'content-type'));
  return !read.ok ? undefined : read.root.children.find(({ name }) => name === 'Body')?.children[0];
}

/** The value of a header, from names and values in turn. */
export function headerOf(headers: readonly string[], name: string): string | undefined {
  const at = headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name);
  return at < 0 ? undefined : headers[at + 1];
}

function textOfTree(element: MessageElement): string {
  const { namespace, name, text, children } = element;
  return JSON.stringify([namespace, name, children.length === 0 ? text : '', children.map(textOfTree)]);
}
