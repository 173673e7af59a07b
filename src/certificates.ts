/** Puts together what belongs to certificates: the server's own, those of callers, and who is told of them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CertificateCheck,
  certificateRefusals,
  type CertificateRefusal,
} from './access/certificate-check.js';
import { testAuthorityFile } from './access/authority-files.js';
import { watchCertificates } from './access/certificate-watch.js';
import { createProxyAddresses, type ProxyAddresses } from './access/proxy-addresses.js';
import { Seldom } from './access/seldom.js';
import type { Config } from './config.js';
import { certificateStates, daysLeft } from './domain/certificate.js';
import { createCertificateReader, type CertificateReader } from './http/client-certificate.js';
import type { Figure } from './http/metrics.js';
import { readTlsFiles, watchTlsFiles, type TlsFileSettings, type TlsMaterial } from './http/tls-files.js';
import type { Logger } from './log.js';
import type { Clock } from './register/ports.js';
import type { Store } from './store/store.js';

export interface CertificateParts {
  readonly config: Config;
  readonly store: Pick<Store, 'certificates'>;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly clock: Clock;
}

export interface RefusedCertificate {
  readonly reason: CertificateRefusal;
  readonly fingerprint?: string;
  readonly organisationRef?: string;
}

export interface Certificates {
  /** For access; absent where certificates do not count. */
  readonly check: CertificateCheck | undefined;
  /** For the server; absent where no certificate can come. */
  readonly certificateOf: CertificateReader | undefined;
  readonly tls: TlsMaterial | undefined;
  /** Whose word about a caller is believed; absent: nobody's. */
  readonly proxies: ProxyAddresses | undefined;
  readonly testAuthority: (() => Promise<string | undefined>) | undefined;
  readonly figures: readonly Figure[];
  /** Counts a refusal, and writes a line of the log now and then. */
  refused(event: RefusedCertificate): void;
  /** Begins to look at files and dates. `apply` puts a new certificate of the server to use. */
  start(apply: (tls: TlsMaterial) => void): RunningCertificates;
}

export interface RunningCertificates {
  /** Reads the server's certificate anew, if it has one. */
  reload(): Promise<void>;
  stop(): void;
}

const dayMs = 86_400_000;

/** The settings of HTTPS; undefined when the server speaks plain HTTP. */
export function tlsSettingsOf({
  tlsCertificateFile,
  tlsKeyFile,
  tlsCaFile,
  tlsMinimumVersion,
}: Config): TlsFileSettings | undefined {
  if (tlsCertificateFile === undefined || tlsKeyFile === undefined) return undefined;
  return { tlsCertificateFile, tlsKeyFile, tlsCaFile, tlsMinimumVersion };
}

/** Throws when the files of the server's certificate cannot be used: `serve` has looked at them before. */
export async function createCertificates(parts: CertificateParts): Promise<Certificates> {
  const { config, store, logger, clock } = parts;
  const { clientCertificates, certificateWarningDays, proxyAddresses } = config;
  const settings = tlsSettingsOf(config);
  const proxies = proxyAddresses === undefined ? undefined : createProxyAddresses(proxyAddresses);
  let tls = settings === undefined ? undefined : await usable(settings);
  const seldom = new Seldom();
  const refusals = new Map<CertificateRefusal, number>();
  let forgeries = 0;
  let ownToldAt = 0;

  const counts = clientCertificates !== 'off';
  const certificateOf =
    counts && (tls !== undefined || proxies !== undefined)
      ? createCertificateReader({
          proxies,
          header: config.proxyCertificateHeader,
          needsTrust: config.tlsCaFile !== undefined,
          onForgery: (address) => {
            forgeries++;
            if (seldom.lets('forgery', address ?? '', clock.now().getTime()))
              logger.warn({ address }, 'certificate header from an address that is not believed');
          },
        })
      : undefined;
  const watch = watchCertificates({
    certificates: store.certificates,
    clock,
    warningDays: certificateWarningDays,
    onExpiring: ({ organisationRef, fingerprint, notAfter }, daysLeft) => {
      logger.warn({ organisationRef, fingerprint, notAfter, daysLeft }, 'certificate ends soon');
    },
    onError: (error) => {
      logger.warn({ err: error }, 'certificates could not be looked at');
    },
    onLook: (now) => {
      if (tls === undefined) return;
      const left = daysLeft(tls, now);
      if (left > certificateWarningDays || now.getTime() - ownToldAt < dayMs) return;
      ownToldAt = now.getTime();
      const { subject, notAfter } = tls;
      logger.warn({ subject, notAfter, daysLeft: left }, "the server's certificate ends soon");
    },
  });

  return {
    check: counts ? new CertificateCheck(store.certificates, clientCertificates === 'required') : undefined,
    certificateOf,
    tls,
    proxies,
    testAuthority:
      config.environment === 'test' ? () => textOf(join(config.dataDir, testAuthorityFile)) : undefined,
    figures: [
      {
        name: 'learner_register_client_certificates',
        help: 'Certificates bound to organisations, by state; looked up every minute.',
        kind: 'gauge',
        labels: ['state'],
        read: () =>
          certificateStates.map((state) => ({ labels: { state }, value: watch.counts().get(state) ?? 0 })),
      },
      {
        name: 'learner_register_certificate_refusals_total',
        help: 'Requests refused for the certificate, by reason.',
        kind: 'counter',
        labels: ['reason'],
        read: () =>
          certificateRefusals.map((reason) => ({ labels: { reason }, value: refusals.get(reason) ?? 0 })),
      },
      {
        name: 'learner_register_certificate_header_forgeries_total',
        help: 'Requests with the header of a proxy from an address that is none.',
        kind: 'counter',
        read: () => forgeries,
      },
      {
        name: 'learner_register_tls_certificate_end_seconds',
        help: "When the server's own certificate ends, in seconds since 1970; 0 without HTTPS.",
        kind: 'gauge',
        read: () => Math.floor((tls?.notAfter.getTime() ?? 0) / 1000),
      },
    ],
    refused(event) {
      refusals.set(event.reason, (refusals.get(event.reason) ?? 0) + 1);
      const name = `${event.fingerprint ?? ''} ${event.organisationRef ?? ''}`;
      if (seldom.lets(event.reason, name, clock.now().getTime()))
        logger.warn(
          { reason: event.reason, fingerprint: event.fingerprint, organisationRef: event.organisationRef },
          'certificate refused',
        );
    },
    start(apply) {
      void watch.look();
      const files =
        settings === undefined || tls === undefined
          ? undefined
          : watchTlsFiles({
              settings,
              current: tls,
              log: logger,
              apply: (material) => {
                tls = material;
                apply(material);
              },
            });
      return {
        reload: () => files?.reload() ?? Promise.resolve(),
        stop() {
          files?.stop();
          watch.stop();
        },
      };
    },
  };
}

async function usable(settings: TlsFileSettings): Promise<TlsMaterial> {
  const read = await readTlsFiles(settings);
  if (!read.ok) throw new Error(read.problem);
  return read.material;
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
