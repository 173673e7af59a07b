/** HTTPS with client certificates beside plain HTTP, in turns: `npm run bench -- https`. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issueCertificate, newKeyPair, type Authority } from '../src/access/certificate-authority.js';
import { factsOf } from '../src/access/certificate-facts.js';
import { openTestAuthority } from '../src/cli/certificate/test-authority.js';
import { publishedTestData } from '../src/cli/test-data.js';
import { openStore } from '../src/store/open-store.js';
import { Child } from './child.js';
import { startServer, type RunningServer } from './contestants.js';
import { copyOf, folder, masterFolder } from './dataset.js';
import type { Job } from './load-job.js';
import { table } from './markdown.js';
import { spreadOf, type Spread } from './statistics.js';
import { oneRound } from './throughput.js';

export interface HttpsFigures {
  readonly requestsPerRound: number;
  /** Of one organisation: keep-alive over plain HTTP, keep-alive over TLS with its certificate. */
  readonly http: Spread;
  readonly https: Spread;
  /** Microseconds of the server process. */
  readonly httpCpu: Spread;
  readonly httpsCpu: Spread;
  /** Of each round by itself. */
  readonly ratio: Spread;
  /** Wanted: at least this. */
  readonly wanted: number;
}

export interface HttpsPlan {
  readonly population: number;
  readonly rounds: number;
  readonly connections: number;
  readonly scale: number;
  readonly say: (line: string) => void;
}

const wanted = 0.75;
const requestsPerRound = 15_000;
const dayMs = 86_400_000;

interface Pair {
  readonly cert: string;
  readonly key: string;
}

export async function measureHttps(plan: HttpsPlan): Promise<HttpsFigures> {
  const { population, rounds, connections, scale, say } = plan;
  const master = await masterFolder(population, say);
  const folders = [
    await copyOf(master, folder('https-plain')),
    await copyOf(master, folder('https-tls')),
  ] as const;
  const [plainFolder, tlsFolder] = folders;
  const { ca, client, settings } = await prepare(tlsFolder);
  const load = new Child('load-process');
  const servers: RunningServer[] = [];
  try {
    const plain = await startServer('register', [plainFolder]);
    servers.push(plain);
    const secure = await startServer('register', [tlsFolder], settings);
    servers.push(secure);
    const requests = Math.max(connections, Math.round(requestsPerRound * scale));
    const job = (server: RunningServer, round: number): Job => ({
      port: server.port,
      workload: 'learnerByULN',
      population,
      distinct: 20_000,
      offset: round * requests,
      requests,
      connections,
      expected: 'WSRC0004',
      ...(server === secure && { tls: { ca, ...client } }),
    });
    const measured: { http: { rate: number; cpu: number }; https: { rate: number; cpu: number } }[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(round === 0 ? 'warming up' : `round ${round} of ${rounds}`);
      const http = await oneRound(load, plain, job(plain, round));
      const https = await oneRound(load, secure, job(secure, round));
      if (round > 0) measured.push({ http, https });
    }
    return {
      requestsPerRound: requests,
      http: spreadOf(measured.map(({ http }) => http.rate)),
      https: spreadOf(measured.map(({ https }) => https.rate)),
      httpCpu: spreadOf(measured.map(({ http }) => http.cpu)),
      httpsCpu: spreadOf(measured.map(({ https }) => https.cpu)),
      ratio: spreadOf(measured.map(({ http, https }) => https.rate / http.rate)),
      wanted,
    };
  } finally {
    await Promise.all([load.stop(), ...servers.map((server) => server.stop())]);
    for (const each of folders) await rm(each, { recursive: true, force: true });
  }
}

/** Makes the certificates of both sides and binds the client's to the organisation that the requests are of. */
async function prepare(dataFolder: string): Promise<{
  readonly ca: string;
  readonly client: Pair;
  readonly settings: Readonly<Record<string, string>>;
}> {
  const now = new Date();
  const authority = await openTestAuthority(dataFolder, now);
  if ('exitCode' in authority) throw new Error(authority.problem);
  const { organisationRef } = publishedTestData().organisations.learningProvider;
  const [server, client] = [
    await pairOf(authority, 'localhost', ['127.0.0.1']),
    await pairOf(authority, organisationRef),
  ];
  const facts = factsOf(client.cert);
  if (facts === undefined) throw new Error('No certificate');
  const store = await openStore({
    kind: 'sqlite',
    file: join(dataFolder, 'test.sqlite'),
    environment: 'test',
  });
  await store.migrations.up();
  await store.certificates.add({ ...facts, organisationRef, boundBy: 'bench', boundAt: now });
  await store.close();
  const [certificateFile, keyFile] = [join(dataFolder, 'server.pem'), join(dataFolder, 'server-key.pem')];
  await writeFile(certificateFile, server.cert);
  await writeFile(keyFile, server.key, { mode: 0o600 });
  return {
    ca: authority.certificatePem,
    client,
    settings: {
      LR_TLS_CERTIFICATE_FILE: certificateFile,
      LR_TLS_KEY_FILE: keyFile,
      LR_CLIENT_CERTIFICATES: 'required',
    },
  };
}

async function pairOf(authority: Authority, name: string, serverNames?: readonly string[]): Promise<Pair> {
  const { publicKey, privateKey } = await newKeyPair();
  const cert = issueCertificate(authority, {
    subject: [['CN', name]],
    publicKey,
    notBefore: new Date(Date.now() - dayMs),
    notAfter: new Date(Date.now() + dayMs),
    ...(serverNames === undefined ? {} : { serverNames }),
  });
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** Markdown. */
export function httpsSection(figures: HttpsFigures): readonly string[] {
  const { http, https, httpCpu, httpsCpu, ratio } = figures;
  const spread = ({ median, least, most }: Spread, digits: number): string =>
    `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
  return [
    'HTTPS with a client certificate (TLS 1.3, connections that stay open) beside plain HTTP, in turns: learnerByULN, ' +
      `${figures.requestsPerRound} requests a round. Ratio, round by round: ${spread(ratio, 2)}; wanted: at least ` +
      `${figures.wanted}, ${ratio.median >= figures.wanted ? 'met' : 'not met'}.`,
    table(
      ['', 'requests/s', 'CPU µs'],
      [
        ['HTTP', spread(http, 0), spread(httpCpu, 0)],
        ['HTTPS, client certificate', spread(https, 0), spread(httpsCpu, 0)],
      ],
    ),
  ];
}
