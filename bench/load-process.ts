/**
 * The load generator, a process of its own: sockets of its own that stay open, each sending its next request
 * when the answer to the last one is complete. Knows just enough of HTTP to tell where an answer ends.
 */
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { httpRequests } from './requests.js';
import { Job, type JobResult } from './load-job.js';

const good = Buffer.from('HTTP/1.1 200 ');
const endOfHead = Buffer.from('\r\n\r\n');
const endOfChunks = Buffer.from('\r\n0\r\n\r\n');
const nothing = Buffer.alloc(0);

/** What one job goes through; made anew for each. */
class Run {
  #next = 0;
  #done = 0;
  readonly #errors = new Map<string, number>();
  readonly #requests: readonly Buffer[];
  readonly #expected: Buffer;

  constructor(
    private readonly job: Job,
    requests: readonly Buffer[],
    private readonly finish: (errors: Record<string, number>) => void,
  ) {
    this.#requests = requests;
    this.#expected = Buffer.from(job.expected);
  }

  start(): void {
    for (let index = 0; index < this.job.connections; index++) this.#open();
  }

  #open(): void {
    // Handing the socket a buffer of its own spares a stream's work: a slow load generator flatters slow servers.
    const space = Buffer.allocUnsafe(65_536);
    let answer: Buffer = nothing;
    let waiting = false;
    let usualLength = -1;
    const complete = (problem: string | undefined) => {
      waiting = false;
      answer = nothing;
      this.#count(problem);
    };
    const readChunk = (chunk: Buffer): boolean => {
      if (answer.length === 0 && chunk.length === usualLength) {
        complete(this.#problemWith(chunk));
        send();
        return true;
      }
      answer = Buffer.concat([answer, chunk]);
      if (!isComplete(answer)) return true;
      usualLength = answer.length;
      const isLast = isLastOfItsConnection(answer);
      complete(this.#problemWith(answer));
      // Another request would reach nobody.
      if (isLast) socket.end();
      else send();
      return true;
    };
    const { port, tls } = this.job;
    const host = '127.0.0.1';
    // A socket with TLS has no buffer to be handed: what it reads comes as a stream.
    const socket: Socket =
      tls === undefined
        ? connect({
            port,
            host,
            noDelay: true,
            onread: { buffer: space, callback: (length) => readChunk(space.subarray(0, length)) },
          })
        : connectTls({ port, host, ...tls }).on('data', readChunk);
    const send = () => {
      if (this.#next >= this.job.requests) {
        socket.destroy();
        return;
      }
      const request = this.#requests[(this.job.offset + this.#next) % this.#requests.length];
      if (request === undefined) throw new Error('No requests to send');
      this.#next++;
      waiting = true;
      socket.write(request);
    };
    socket.on(tls === undefined ? 'connect' : 'secureConnect', send);
    socket.on('error', () => {
      // 'close' follows.
    });
    socket.on('close', () => {
      // Servers without keep-alive end an answer by closing, and get a new connection for the next.
      if (waiting) complete(answer.length === 0 ? 'closed without an answer' : this.#problemWith(answer));
      if (this.#next < this.job.requests) this.#open();
    });
  }

  #problemWith(answer: Buffer): string | undefined {
    if (!startsWell(answer)) return `status ${answer.toString('latin1', 9, 12)}`;
    return answer.includes(this.#expected) ? undefined : `no ${this.job.expected} in the answer`;
  }

  #count(problem: string | undefined): void {
    if (problem !== undefined) this.#errors.set(problem, (this.#errors.get(problem) ?? 0) + 1);
    if (++this.#done === this.job.requests) this.finish(Object.fromEntries(this.#errors));
  }
}

function startsWell(answer: Buffer): boolean {
  return answer.length > good.length && answer.compare(good, 0, good.length, 0, good.length) === 0;
}

function isComplete(answer: Buffer): boolean {
  const end = answer.indexOf(endOfHead);
  if (end < 0) return false;
  const head = answer.toString('latin1', 0, end);
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) return answer.length >= end + endOfHead.length + Number(length);
  return (
    /\r\ntransfer-encoding: *chunked/i.test(head) && answer.subarray(-endOfChunks.length).equals(endOfChunks)
  );
}

function isLastOfItsConnection(answer: Buffer): boolean {
  return /\r\nconnection: *close/i.test(answer.toString('latin1', 0, answer.indexOf(endOfHead)));
}

let requests: readonly Buffer[] = [];
let requestsAreFor = '';

process.on('message', (message) => {
  const job = Job.parse(message);
  const wanted = `${job.workload} ${job.population} ${job.distinct}`;
  if (wanted !== requestsAreFor) {
    requests = httpRequests(job.workload, job.population, job.distinct);
    requestsAreFor = wanted;
  }
  const started = process.hrtime.bigint();
  const before = process.cpuUsage();
  const run = new Run(job, requests, (errors) => {
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const { user, system } = process.cpuUsage(before);
    process.send?.({ seconds, cpu: user + system, errors } satisfies JobResult);
  });
  run.start();
});
process.on('disconnect', () => {
  process.exit(0);
});
