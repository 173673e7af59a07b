/** An exchange as files. */
import type { Request, RequestHandler } from 'express';
import { headerPairs, headerOf } from '../../exchanges/explain/kept-headers.js';
import { wholeText } from '../../exchanges/explain/body-text.js';
import type { Exchange, ExchangeOwner } from '../../register/exchange-ports.js';
import type { PageKit } from '../section.js';
import type { InspectorParts } from './exchange-parts.js';

interface ExchangeFile {
  /** Of the address, and the end of the name under which it is saved. */
  readonly name: string;
  contentType(exchange: Exchange): string;
  content(exchange: Exchange): Buffer;
}

const XML_TYPE = /^(?:text|application)\/xml(?:\s*;\s*charset\s*=\s*"?[\w.:-]{1,40}"?)?$/i;
const TEXT = 'text/plain; charset=utf-8';

const files: readonly ExchangeFile[] = [
  {
    name: 'request.xml',
    contentType: ({ requestHeaders }) => xmlType(requestHeaders),
    content: ({ request }) => request,
  },
  {
    name: 'response.xml',
    contentType: ({ responseHeaders }) => xmlType(responseHeaders),
    content: ({ response }) => response,
  },
  {
    name: 'headers.txt',
    contentType: () => TEXT,
    content: (exchange) => Buffer.from(`${requestHead(exchange)}\r\n${responseHead(exchange)}`),
  },
  { name: 'exchange.txt', contentType: () => TEXT, content: (exchange) => Buffer.from(allAsText(exchange)) },
];

export const fileNames: readonly string[] = files.map(({ name }) => name);

/** Sends `/:id/:file`; never shown in the browser, since what somebody sent is in it. */
export function fileRoute(
  { exchanges }: Pick<InspectorParts, 'exchanges'>,
  kit: PageKit,
  ownerOf: (request: Request) => ExchangeOwner,
): RequestHandler {
  return async (request, response) => {
    const { id, file: name } = request.params;
    const file = files.find((each) => each.name === name);
    const exchange =
      file === undefined || typeof id !== 'string' ? undefined : await exchanges.find(ownerOf(request), id);
    if (file === undefined || exchange === undefined || exchange.unproved) {
      kit.notFound(request, response);
      return;
    }
    response
      .status(200)
      .attachment(savedName(exchange, file.name))
      .set('Content-Type', file.contentType(exchange))
      .send(file.content(exchange));
  };
}

/** `learnerByULN-20261122T101503Z-a1b2-request.xml` */
function savedName({ operation, service, at, id }: Exchange, name: string): string {
  const time = at.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${operation ?? service}-${time}-${id.replace(/[^\w.-]/g, '')}-${name}`;
}

function xmlType(headers: readonly string[]): string {
  const given = headerOf(headers, 'content-type')?.trim();
  return given !== undefined && XML_TYPE.test(given) ? given : 'application/octet-stream';
}

function requestHead({ requestLine, requestHeaders }: Exchange): string {
  return `${requestLine}\r\n${lines(requestHeaders)}`;
}

function responseHead({ status, responseHeaders }: Exchange): string {
  return `HTTP/1.1 ${status}\r\n${lines(responseHeaders)}`;
}

function lines(headers: readonly string[]): string {
  return headerPairs(headers)
    .map(({ name, value }) => `${name}: ${value}\r\n`)
    .join('');
}

function allAsText(exchange: Exchange): string {
  const { requestHeaders, request, responseHeaders, response } = exchange;
  const sent = wholeText(request, headerOf(requestHeaders, 'content-type'));
  const answered = wholeText(response, headerOf(responseHeaders, 'content-type'));
  return `${requestHead(exchange)}\r\n${sent}\r\n\r\n${responseHead(exchange)}\r\n${answered}\r\n`;
}
