import { readFile, writeFile } from 'node:fs/promises';
import {
  daysLeft,
  readFingerprint,
  stateOf,
  type BoundCertificate,
  type CertificateFingerprint,
} from '../../domain/certificate.js';
import type { CertificateStore } from '../../register/certificate-ports.js';
import { exitCodes, type ExitCode, type Refusal } from '../exit-codes.js';
import type { Output, ShownRecord } from '../output.js';

export function shownCertificate(certificate: BoundCertificate, now: Date, warningDays: number): ShownRecord {
  const { revokedAt, revokedBy } = certificate;
  return {
    organisationRef: certificate.organisationRef,
    state: stateOf(certificate, now, warningDays),
    daysLeft: daysLeft(certificate, now),
    fingerprint: certificate.fingerprint,
    subject: certificate.subject,
    issuer: certificate.issuer,
    serialNumber: certificate.serialNumber,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    boundAt: certificate.boundAt.toISOString(),
    boundBy: certificate.boundBy,
    revokedAt: revokedAt?.toISOString() ?? null,
    revokedBy: revokedBy ?? null,
  };
}

const leastDigits = 8;

/**
 * The certificate that a person means: its whole fingerprint, or at least the first eight digits of it, with or
 * without colons.
 */
export async function meantCertificate(
  certificates: Pick<CertificateStore, 'byFingerprint' | 'list'>,
  text: string,
): Promise<readonly BoundCertificate[] | Refusal> {
  const whole = readFingerprint(text);
  const start = text.trim().replaceAll(':', '').toLowerCase();
  if (whole === undefined && !(start.length >= leastDigits && /^[0-9a-f]{1,63}$/.test(start))) {
    return {
      exitCode: exitCodes.usage,
      problem: `"${text}" is no fingerprint: it has 64 hex digits, of which the first ${leastDigits} will do.`,
      whatToDo: 'See "learner-register certificate list".',
    };
  }
  const found =
    whole === undefined
      ? (await certificates.list()).filter(({ fingerprint }) => fingerprint.startsWith(start))
      : await certificates.byFingerprint(whole);
  const different = new Set<CertificateFingerprint>(found.map(({ fingerprint }) => fingerprint));
  if (different.size === 1) return found;
  return {
    exitCode: exitCodes.failed,
    problem:
      different.size === 0
        ? 'No organisation has a certificate with this fingerprint.'
        : `${different.size} certificates begin like this.`,
    whatToDo: 'See "learner-register certificate list".',
  };
}

export async function contentOf(file: string): Promise<Buffer | Refusal> {
  try {
    return await readFile(file);
  } catch {
    return {
      exitCode: exitCodes.usage,
      problem: `The file ${file} cannot be read.`,
      whatToDo: 'Check its name and who may read it.',
    };
  }
}

/** Writes a new file; one that is there already is left alone. */
export async function writeNew(
  file: string,
  content: string | Buffer,
  mode: number,
): Promise<Refusal | undefined> {
  try {
    await writeFile(file, content, { mode, flag: 'wx' });
    return undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return {
      exitCode: exitCodes.usage,
      problem:
        code === 'EEXIST'
          ? `The file ${file} is there already.`
          : `The file ${file} cannot be written (${code}).`,
      whatToDo: 'Give another name.',
    };
  }
}

export function boundAlready(output: Output, organisationRef: string): ExitCode {
  return output.refuse({
    exitCode: exitCodes.failed,
    problem: `${organisationRef} has, or had, this certificate already; what was revoked stays revoked.`,
    whatToDo: `See "learner-register certificate list --organisation ${organisationRef}".`,
  });
}
