/**
 * How exchanges lie in a chunk. Heads are lines of fields with tabs between them, which no field has in it; bodies are
 * three pieces for each exchange, one behind the other: request line and all headers, request, answer.
 * Either is compressed as a whole: messages of one client are much alike.
 */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { Exchange, ExchangeHead } from '../register/exchange-ports.js';
import { exchangeId } from './exchange-id.js';
import { readHeadsText } from './mask-exchange.js';

const compress = promisify(brotliCompress);
const expand = promisify(brotliDecompress);

/** The quickest: half the work of the quickest deflate, and a chunk of many messages becomes as small. */
const settings = {
  params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MIN_QUALITY },
  // What comes out of a full chunk comes in one piece: each piece costs the thread that answers.
  chunkSize: 128 * 1024,
};

export function pack(bytes: Buffer): Promise<Buffer> {
  return compress(bytes, settings);
}

/** Of an exchange, where its bytes are. */
export interface PackedHead {
  readonly head: ExchangeHead;
  readonly callerAddress?: string;
  readonly certificate?: string;
  /** In the chunk's bodies. */
  readonly at: number;
  readonly headsBytes: number;
}

/** What a line says; lengths in bytes. */
export interface HeadLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly service: string;
  readonly operation: string | undefined;
  readonly code: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly correlationId: string;
  readonly callerAddress: string | undefined;
  readonly certificate: string | undefined;
  readonly heads: number;
  readonly request: number;
  readonly answer: number;
}

const MICROSECOND = 1000;

export function headLine(line: HeadLine, isUnproved: boolean): string {
  const { at, service, operation = '', code, status, correlationId } = line;
  // From a header of a proxy it may be anything.
  const callerAddress = line.callerAddress?.replace(/\s/g, '') ?? '';
  const milliseconds = Math.round(line.milliseconds * MICROSECOND) / MICROSECOND;
  return (
    `${at}\t${service}\t${operation}\t${code}\t${status}\t${milliseconds}\t${correlationId}\t` +
    `${callerAddress}\t${line.certificate ?? ''}\t${isUnproved ? 1 : 0}\t` +
    `${line.heads}\t${line.request}\t${line.answer}\n`
  );
}

export async function readHeads(chunkId: string, packed: Uint8Array): Promise<readonly PackedHead[]> {
  const lines = (await expand(packed)).toString('utf8').split('\n');
  let offset = 0;
  return lines.slice(0, -1).map((line, place): PackedHead => {
    const fields = line.split('\t');
    const [at, service = '', operation = '', code = '', status, milliseconds, correlationId = ''] = fields;
    const [callerAddress = '', certificate = '', unproved] = fields.slice(7);
    const [headsBytes = 0, request = 0, answer = 0] = fields.slice(10).map(Number);
    const begin = offset;
    offset += headsBytes + request + answer;
    return {
      head: {
        id: exchangeId(chunkId, place),
        at: new Date(Number(at)),
        service,
        ...(operation !== '' && { operation }),
        code,
        status: Number(status),
        milliseconds: Number(milliseconds),
        correlationId,
        requestBytes: request,
        responseBytes: answer,
        ...(unproved === '1' && { unproved: true }),
      },
      ...(callerAddress !== '' && { callerAddress }),
      ...(certificate !== '' && { certificate }),
      at: begin,
      headsBytes,
    };
  });
}

export function expandBodies(packed: Uint8Array): Promise<Buffer> {
  return expand(packed);
}

/** The whole exchange, its bytes cut out of a chunk's bodies. */
export function wholeExchange(packed: PackedHead, bodies: Buffer): Exchange {
  const { head, callerAddress, certificate, at, headsBytes } = packed;
  const request = at + headsBytes;
  const answer = request + head.requestBytes;
  return {
    ...head,
    ...readHeadsText(bodies.toString('utf8', at, request)),
    request: bodies.subarray(request, answer),
    response: bodies.subarray(answer, answer + head.responseBytes),
    ...(callerAddress !== undefined && { callerAddress }),
    ...(certificate !== undefined && { certificate }),
  };
}
