/** Exchanges made from the folders of fixtures/messages, for the tests of what is said about them. */
import { readTree, type MessageElement } from '../../../src/contract/read-tree.js';
import type { Exchange } from '../../../src/register/exchange-ports.js';
import { listCases, readCase, type MessageCase } from '../../messages/message-case.js';
import { fill, newValues } from '../../messages/placeholders.js';

export const services = ['LearnerService', 'LearnerServiceR9', 'ExternalService'] as const;

/** Values for what a run of the case would fill in. */
function valuesOf(): Map<string, string> {
  const values = newValues(1);
  for (const [name, value] of [
    ['uln', '9900001000'],
    ['secondUln', '9900001019'],
    ['jobId', '17'],
    ['timestamp', '2026-11-22 10:15:03'],
    ['dateTime', '2026-11-22T10:15:03'],
    ['correlationId', '00f1-2'],
  ] as const) {
    values.set(name, value);
  }
  return values;
}

export function filled(text: string): string {
  return fill(text, valuesOf(), '2026-11-22')
    .replace(/\{\{dateTime-\ds\}\}/g, '2026-11-22T10:15:01')
    .replace(/\{\{id\d+\}\}/g, '41');
}

/** The exchange of a case, as the log would give it: masked, with the code that the answer has. */
export function exchangeOf(each: MessageCase): Exchange {
  const operation = each.name.split('/')[1] ?? '';
  const response = filled(each.response);
  const request = masked(filled(each.request));
  const contentType = each.headers['Content-Type'] ?? 'text/xml; charset=utf-8';
  return {
    id: 'id',
    at: new Date('2026-11-22T10:15:03Z'),
    service: each.service,
    ...(isRead(response) && { operation }),
    code: codeOf(response),
    status: each.status ?? (response.includes('Fault>') ? 500 : 200),
    milliseconds: 1.5,
    correlationId: '00f1-2',
    requestBytes: request.length,
    responseBytes: response.length,
    requestLine: `POST /${each.service}.svc HTTP/1.1`,
    requestHeaders: ['Content-Type', contentType],
    request: inEncoding(request, each.encoding),
    responseHeaders: ['Content-Type', 'text/xml; charset=utf-8'],
    response: Buffer.from(response),
  };
}

function inEncoding(text: string, encoding: MessageCase['encoding']): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'utf-8 with BOM':
      return Buffer.from(`\ufeff${text}`);
    case 'utf-16le':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'iso-8859-1':
      return Buffer.from(text, 'latin1');
  }
}

export function exchangeOfCase(name: string): Exchange {
  return exchangeOf(readCase(name));
}

export function allCases(): readonly MessageCase[] {
  return services.flatMap((service) => listCases(service));
}

export function tree(text: string | Buffer): MessageElement {
  const read = readTree(Buffer.from(text), 'text/xml; charset=utf-8');
  if (!read.ok) throw new Error(read.problem);
  return read.root;
}

function masked(text: string): string {
  return text.replace(
    /(<(?:\w+:)?(?:OrgPassword|Password)(?:\s[^<>]*)?>)([^<]*)(?=<\/)/g,
    (_whole, tag: string, value: string) => tag + '*'.repeat(value.length),
  );
}

function codeOf(response: string): string {
  const faultcode = /<faultcode>\w+:(\w+)</.exec(response)?.[1];
  const code = /<(?:\w+:)?(?:ErrorCode|ResponseCode)>(\w+)</.exec(response)?.[1];
  return code ?? faultcode ?? 'ANSWERED';
}

function isRead(response: string): boolean {
  return !/VersionMismatch|MustUnderstand|WSEC000[12]</.test(response);
}
