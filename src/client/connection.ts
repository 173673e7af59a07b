/** The one way from a client to its service: node-soap, with the description that this package carries. */
import { randomUUID } from 'node:crypto';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Client, WSDL } from 'soap';
import { describeService, type DescribedService } from '../contract/description.js';
import type { OperationSpec } from '../contract/spec.js';
import { failureOf } from './read-failure.js';
import { NoAnswer } from './failures.js';
import type { CallOptions, ClientOptions } from './options.js';
import { requestElements, type Elements } from './request-elements.js';
import { asWritten, responseValues } from './response-values.js';

const TIMEOUT_MILLISECONDS = 60_000;

/** As node-soap makes them: `learnerByULNAsync`. Gives the answer, then the message that it was in. */
type SoapMethod = (
  request: Elements,
  options: object,
  headers: Readonly<Record<string, string>>,
) => Promise<readonly unknown[]>;

/** Descriptions that were read, for all clients of this process. */
const descriptions = new Map<DescribedService, Promise<WSDL>>();

export class Connection {
  readonly #address: string;
  readonly #agents: { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent };
  readonly #timeout: number;
  #client: Promise<Client> | undefined;

  constructor(
    private readonly service: DescribedService,
    { address, certificate = {}, serverAuthorities, timeoutMilliseconds }: ClientOptions,
  ) {
    this.#address = addressOf(service, address);
    this.#timeout = timeoutMilliseconds ?? TIMEOUT_MILLISECONDS;
    const { pfx, key, cert, passphrase } = certificate;
    this.#agents = {
      httpAgent: new HttpAgent({ keepAlive: true }),
      httpsAgent: new HttpsAgent({
        keepAlive: true,
        ...(pfx === undefined ? {} : { pfx: Buffer.from(pfx) }),
        ...(key === undefined ? {} : { key: bytesOf(key) }),
        ...(cert === undefined ? {} : { cert: bytesOf(cert) }),
        ...(passphrase === undefined ? {} : { passphrase }),
        ...(serverAuthorities === undefined ? {} : { ca: [serverAuthorities].flat().map(bytesOf) }),
      }),
    };
  }

  /**
   * Sends a request.
   * @typeParam Response the generated type that was made from the same schema as `spec.response`
   * @throws RegisterFault, NoAnswer; TypeError for a request that does not fit its type
   */
  async call<Response extends object>(
    spec: OperationSpec,
    request: object,
    { correlationId = randomUUID(), timeoutMilliseconds = this.#timeout, signal }: CallOptions,
  ): Promise<Response> {
    const elements = requestElements(spec.request.type, request);
    const client = await (this.#client ??= this.#open());
    const method = methodOf(client, spec.name);
    const http = { ...this.#agents, proxy: false, maxRedirects: 0, timeout: timeoutMilliseconds, signal };
    const asked = { operation: spec.name, correlationId };
    let answer: unknown;
    let message: unknown;
    try {
      [answer, message] = await method(elements, http, { 'X-Correlation-Id': correlationId });
    } catch (error) {
      throw failureOf(error, asked);
    }
    if (!hasElement(message, spec.response.element)) {
      throw new NoAnswer({ ...asked, reason: 'the answer is none of this operation' });
    }
    return responseValues(spec.response.type, answer) as Response;
  }

  close(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }

  async #open(): Promise<Client> {
    const options = { customDeserializer: asWritten, preserveWhitespace: true };
    let description = descriptions.get(this.service);
    if (description === undefined) {
      description = readDescription(this.service, options);
      descriptions.set(this.service, description);
    }
    return new Client(await description, this.#address, options);
  }
}

function addressOf(service: DescribedService, address: string): string {
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new TypeError(`The address of a register begins with https:// or http://, and this is ${address}`);
  }
  if (!url.pathname.endsWith('.svc')) url.pathname = `${url.pathname.replace(/\/$/, '')}/${service}.svc`;
  return url.href;
}

function bytesOf(value: string | Uint8Array): string | Buffer {
  return typeof value === 'string' ? value : Buffer.from(value);
}

function readDescription(service: DescribedService, options: object): Promise<WSDL> {
  return new Promise((resolve, reject) => {
    const wsdl = new WSDL(describeService(service, ''), `${service}.wsdl`, options);
    wsdl.onReady((error: unknown) => {
      if (error === undefined || error === null) resolve(wsdl);
      else reject(error instanceof Error ? error : new Error('The description cannot be read'));
    });
  });
}

function methodOf(client: Client, operation: string): SoapMethod {
  const method: unknown = client[`${operation}Async`];
  if (typeof method !== 'function') throw new Error(`The description has no operation ${operation}`);
  return method as SoapMethod;
}

/** node-soap gives the whole envelope for a message without an answer. */
function hasElement(message: unknown, name: string): boolean {
  return typeof message === 'string' && new RegExp(`<(?:[\\w.-]+:)?${name}[\\s/>]`).test(message);
}
