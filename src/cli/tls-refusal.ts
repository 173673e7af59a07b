import type { Config } from '../config.js';
import { tlsSettingsOf } from '../certificates.js';
import { readTlsFiles } from '../http/tls-files.js';
import { exitCodes, type Refusal } from './exit-codes.js';

/**
 * Why a server would not start, or would refuse each request: its certificate cannot be used, or callers must present
 * certificates where none can come.
 */
export async function tlsRefusal(config: Config): Promise<Refusal | undefined> {
  const settings = tlsSettingsOf(config);
  if (settings !== undefined) {
    const read = await readTlsFiles(settings);
    if (read.ok) return undefined;
    return {
      exitCode: exitCodes.configuration,
      problem: `${read.problem}.`,
      whatToDo:
        'Set LR_TLS_CERTIFICATE_FILE, LR_TLS_KEY_FILE and LR_TLS_CA_FILE to files in PEM that this user may read.',
    };
  }
  if (config.clientCertificates !== 'required' || config.proxyAddresses !== undefined) return undefined;
  return {
    exitCode: exitCodes.configuration,
    problem: 'Callers must present certificates, but over plain HTTP none can come.',
    whatToDo:
      'Set LR_TLS_CERTIFICATE_FILE and LR_TLS_KEY_FILE, or LR_PROXY_ADDRESSES where a proxy speaks HTTPS; or LR_CLIENT_CERTIFICATES=optional to do without.',
  };
}
