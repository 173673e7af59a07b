import type { Config } from '../config.js';
import { tlsSettingsOf } from '../certificates.js';
import { readTlsFiles } from '../http/tls-files.js';
import { exitCodes, type Refusal } from './exit-codes.js';

/** Why a server cannot start: its certificate cannot be used. */
export async function tlsRefusal(config: Config): Promise<Refusal | undefined> {
  const settings = tlsSettingsOf(config);
  if (settings === undefined) return undefined;
  const read = await readTlsFiles(settings);
  if (read.ok) return undefined;
  return {
    exitCode: exitCodes.configuration,
    problem: `${read.problem}.`,
    whatToDo:
      'Set LR_TLS_CERTIFICATE_FILE, LR_TLS_KEY_FILE and LR_TLS_CA_FILE to files in PEM that this user may read.',
  };
}

/** What to say to somebody who starts a server that can only refuse: certificates are required, and none can come. */
export function noCertificateWarning(config: Config): string | undefined {
  const { clientCertificates, proxyAddresses, tlsCertificateFile } = config;
  if (clientCertificates !== 'required' || proxyAddresses !== undefined || tlsCertificateFile !== undefined) {
    return undefined;
  }
  return (
    'Every SOAP request will be refused: callers must present certificates, and over plain HTTP none can come. ' +
    'Set LR_TLS_CERTIFICATE_FILE and LR_TLS_KEY_FILE, or LR_PROXY_ADDRESSES where a proxy speaks HTTPS; ' +
    'or LR_CLIENT_CERTIFICATES=optional to do without.'
  );
}
