/** The server's own certificate: read, checked, and read anew when its files change. */
import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { constants } from 'node:crypto';

/** A part of the settings of the whole. */
export interface TlsFileSettings {
  /** PEM; the server's certificate first, then those between it and its authority. */
  readonly tlsCertificateFile: string;
  /** PEM, without a password. */
  readonly tlsKeyFile: string;
  /** PEM; authorities that may sign clients' certificates. Absent: the binding alone decides. */
  readonly tlsCaFile?: string | undefined;
  readonly tlsMinimumVersion: '1.2' | '1.3';
}

/** What the files hold, fit to be used. */
export interface TlsMaterial {
  readonly context: SecureContextOptions;
  /** When the server's certificate ends. */
  readonly notAfter: Date;
  readonly subject: string;
  /** Changes when any of the files does. */
  readonly digest: string;
}

export type TlsFilesResult =
  | { readonly ok: true; readonly material: TlsMaterial }
  | {
      readonly ok: false;
      /** Names the file and what is the matter; nothing of what it holds. */
      readonly problem: string;
    };

/** Reads the files and tries them out together, so that a half-written or wrong pair is never put to use. */
export async function readTlsFiles(settings: TlsFileSettings): Promise<TlsFilesResult> {
  const { tlsCertificateFile, tlsKeyFile, tlsCaFile, tlsMinimumVersion } = settings;
  const cert = await textOf(tlsCertificateFile);
  if (cert === undefined) return unreadable(tlsCertificateFile);
  const key = await textOf(tlsKeyFile);
  if (key === undefined) return unreadable(tlsKeyFile);
  const ca = tlsCaFile === undefined ? '' : await textOf(tlsCaFile);
  if (ca === undefined) return unreadable(tlsCaFile ?? '');
  if (tlsCaFile !== undefined && !ca.includes('-----BEGIN CERTIFICATE-----'))
    return { ok: false, problem: `${tlsCaFile} holds no certificate in PEM` };
  const own = parsed(cert);
  if (own === undefined) return { ok: false, problem: `${tlsCertificateFile} holds no certificate in PEM` };
  const context: SecureContextOptions = {
    cert,
    key,
    ...(tlsCaFile === undefined ? {} : { ca }),
    minVersion: `TLSv${tlsMinimumVersion}`,
    // Nothing of ours needs it, and it lets a client change its certificate in the middle of a connection.
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  };
  try {
    createSecureContext(context);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'not understood';
    return { ok: false, problem: `${tlsCertificateFile} and ${tlsKeyFile} do not fit together (${code})` };
  }
  return {
    ok: true,
    material: {
      context,
      notAfter: new Date(own.validTo),
      subject: own.subject.split('\n').join(', '),
      digest: createHash('sha256').update([cert, key, ca].join('\0')).digest('hex'),
    },
  };
}

export interface TlsWatchParts {
  readonly settings: TlsFileSettings;
  readonly current: TlsMaterial;
  /** Puts new material to use, for connections from now on. */
  apply(material: TlsMaterial): void;
  readonly log: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  /** How often the files are read. */
  readonly everyMs?: number;
}

export interface TlsWatch {
  readonly current: TlsMaterial;
  /** Reads the files now; resolves when what they hold is in use, or was refused. */
  reload(): Promise<void>;
  stop(): void;
}

const EVERY_MS = 5000;

/**
 * Looks at what the files hold, not at their times or at events of the file system: those miss a link that points
 * elsewhere, which is how some systems replace certificates.
 */
export function watchTlsFiles(parts: TlsWatchParts): TlsWatch {
  const { settings, log } = parts;
  let { current } = parts;
  let lastProblem: string | undefined;
  let stopped = false;

  async function reload(): Promise<void> {
    const read = await readTlsFiles(settings);
    if (stopped) return;
    if (!read.ok) {
      // Once for each problem, not every few seconds.
      if (read.problem !== lastProblem)
        log.error({ problem: read.problem }, 'certificate not reloaded: the old one stays');
      lastProblem = read.problem;
      return;
    }
    lastProblem = undefined;
    if (read.material.digest === current.digest) return;
    current = read.material;
    parts.apply(current);
    log.info({ subject: current.subject, notAfter: current.notAfter }, 'certificate reloaded');
  }

  let underWay: Promise<void> | undefined;
  const once = (): Promise<void> => {
    underWay ??= reload().finally(() => (underWay = undefined));
    return underWay;
  };
  const timer = setInterval(() => void once(), parts.everyMs ?? EVERY_MS);
  timer.unref();
  return {
    get current() {
      return current;
    },
    async reload() {
      // What is under way may have read the files before they changed.
      await underWay;
      await once();
    },
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

function unreadable(file: string): TlsFilesResult {
  return { ok: false, problem: `${file} cannot be read` };
}

function parsed(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
