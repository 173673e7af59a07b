/** A whole register that speaks HTTPS, by the machine's clock, and organisations with their certificates. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRegister } from '../../src/bootstrap.js';
import type { Authority } from '../../src/access/certificate-authority.js';
import { loadTestData, publishedPasswords, publishedTestData } from '../../src/cli/test-data.js';
import { loadConfig } from '../../src/config.js';
import { createLogger } from '../../src/log.js';
import { cryptographicRandom } from '../../src/random.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store, StoreOptions } from '../../src/store/store.js';
import type { Settings } from '../running-register.js';
import { StandingClock } from '../standing-clock.js';
import { newOptions } from '../store/databases.js';
import { newAuthority, newIdentity, type Identity } from './certificates.js';

export interface TlsRegister {
  readonly port: number;
  /** Of LearnerService. */
  readonly url: string;
  readonly store: Store;
  readonly log: readonly string[];
  /** Who signed the server's certificate. */
  readonly authority: Authority;
  readonly files: { readonly certificate: string; readonly key: string };
  /** Writes another certificate of the server into its files; `reload` is for the caller to do. */
  replaceFiles(identity: Identity): void;
  reload(): Promise<void>;
  stop(): Promise<void>;
}

export interface TlsRegisterOptions {
  readonly database?: StoreOptions['kind'];
  /** An open store with data: a further copy of the service. It stays open. */
  readonly store?: Store;
  readonly settings?: Settings;
  /** Plain HTTP, as behind a proxy. */
  readonly plain?: boolean;
}

export async function runTlsRegister(options: TlsRegisterOptions = {}): Promise<TlsRegister> {
  const folder = mkdtempSync(join(tmpdir(), 'learner-register-tls-'));
  const files = { certificate: join(folder, 'server.pem'), key: join(folder, 'server-key.pem') };
  const replaceFiles = ({ cert, key }: Identity): void => {
    writeFileSync(files.certificate, cert);
    writeFileSync(files.key, key);
  };
  const authority = await newAuthority('Authority of the server');
  replaceFiles(await newIdentity(authority, { name: 'localhost', serverNames: ['127.0.0.1'] }));
  const store = options.store ?? (await filledStore(options.database ?? 'sqlite'));
  const tls = options.plain === true ? {} : { tlsCertificateFile: files.certificate, tlsKeyFile: files.key };
  const loaded = loadConfig({
    env: {},
    flags: { port: '0', dataDir: folder, clientCertificates: 'required', ...tls, ...options.settings },
  });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ problem }) => problem).join('; '));
  const { config } = loaded;
  const log: string[] = [];
  const { port, reload, stop } = await startRegister({
    config,
    store,
    logger: createLogger({
      level: config.logLevel,
      environment: config.environment,
      version: 'test',
      destination: { write: (line) => void log.push(line) },
    }),
    version: 'test',
    publishedPasswords: publishedPasswords(),
  });
  return {
    port,
    url: `${options.plain === true ? 'http' : 'https'}://127.0.0.1:${port}/LearnerService.svc`,
    store,
    log,
    authority,
    files,
    replaceFiles,
    reload,
    async stop() {
      await stop();
      if (options.store === undefined) await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function filledStore(kind: StoreOptions['kind']): Promise<Store> {
  const store = await openStore(await newOptions(kind));
  await store.migrations.up();
  await loadTestData({ ...store, clock: new StandingClock(), random: cryptographicRandom });
  return store;
}

const { organisations, learners } = publishedTestData();

/** A find by ULN of a published learner, in the name of an organisation of the published data. */
export function findAs(organisation: 'learningProvider' | 'other' | 'nobody'): string {
  const { organisationRef, orgPassword } =
    organisation === 'nobody'
      ? { organisationRef: 'NOBODY', orgPassword: 'Test-Nobody-0001' }
      : organisations.learningProvider;
  const ref = organisation === 'other' ? organisations.awardingOrganisation.organisationRef : organisationRef;
  const password = organisation === 'other' ? organisations.awardingOrganisation.orgPassword : orgPassword;
  const { uln, givenName, familyName } = learners.exact;
  return (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    '<m:FindLearnerByULN xmlns:m="http://api.lrs.miap.gov.uk/findmsg"><FindType>FUL</FindType>' +
    `<OrganisationRef>${ref}</OrganisationRef><OrgPassword>${password}</OrgPassword><UserName>Tess Tls</UserName>` +
    `<ULN>${uln}</ULN><FamilyName>${familyName}</FamilyName><GivenName>${givenName}</GivenName>` +
    '</m:FindLearnerByULN></soapenv:Body></soapenv:Envelope>'
  );
}

export const provider = organisations.learningProvider;

/** The code of an answer: `WSRC0004`, or a fault's. */
export function codeOf(body: string): string | undefined {
  return /<(?:\w+:)?(?:ResponseCode|ErrorCode)>(\w+)</.exec(body)?.[1];
}

/** A fault without what differs from one answer to the next. */
export function withoutTime(body: string): string {
  return body.replace(/<ErrorTimestamp>[^<]*</, '<ErrorTimestamp><');
}

/** The reasons of `certificate refused` lines, in order. */
export function refusalsIn(log: readonly string[]): readonly string[] {
  return log
    .map((line) => JSON.parse(line) as { msg: string; reason?: string })
    .filter(({ msg }) => msg === 'certificate refused')
    .map(({ reason = '' }) => reason);
}
