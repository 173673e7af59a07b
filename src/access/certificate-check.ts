import type { BoundCertificate, CertificateFingerprint } from '../domain/certificate.js';
import type { CertificateStore } from '../register/certificate-ports.js';
import { RecentlyUsed } from './recently-used.js';

/** Stands for a fingerprint; none looks like this. */
export const UNREADABLE = 'unreadable';

/** What a connection, or a proxy that is believed, says about the caller's certificate. */
export interface ClientCertificate {
  /** {@link UNREADABLE} where a proxy sent something that is no certificate. */
  readonly fingerprint: CertificateFingerprint;
  /** Whether an authority signed it that the operator named; true where none is named. */
  readonly trusted: boolean;
}

export const certificateRefusals = [
  'missing',
  'unreadable',
  'unknown',
  'notYetValid',
  'expired',
  'revoked',
  'untrusted',
  'otherOrganisation',
] as const;
export type CertificateRefusal = (typeof certificateRefusals)[number];

/** `bound`: right, for these organisations. `notNeeded`: none was presented, and none has to be. */
export type CertificateVerdict =
  | { readonly kind: 'notNeeded' }
  | { readonly kind: 'bound'; readonly organisationRefs: ReadonlySet<string> }
  | { readonly kind: 'refused'; readonly reason: CertificateRefusal };

/**
 * After this many milliseconds the bindings are read again. A revocation thus works within a second in every copy of
 * the service, with time to spare for reading.
 */
const maxAge = 500;
const mostKept = 20_000;

interface Known {
  readonly notBefore: number;
  readonly notAfter: number;
  readonly verdict: CertificateVerdict;
  readonly readAt: number;
}

const notNeeded: CertificateVerdict = { kind: 'notNeeded' };

/** Judges a caller's certificate. The order of reasons: docs/certificates.md, "What is checked". */
export class CertificateCheck {
  readonly #store: Pick<CertificateStore, 'byFingerprint'>;
  readonly #whenMissing: CertificateVerdict;
  readonly #known = new RecentlyUsed<Known>(mostKept);
  /** Reads under way, so that many requests at once cost one read. */
  readonly #reads = new Map<string, Promise<Known>>();

  /** `required`: a caller without a certificate is refused. One that is presented must be right in any case. */
  constructor(store: Pick<CertificateStore, 'byFingerprint'>, required: boolean) {
    this.#store = store;
    this.#whenMissing = required ? { kind: 'refused', reason: 'missing' } : notNeeded;
  }

  /** `now` in milliseconds. Answers at once when the certificate was looked up just before. */
  judge(
    certificate: ClientCertificate | undefined,
    now: number,
  ): CertificateVerdict | Promise<CertificateVerdict> {
    if (certificate === undefined) return this.#whenMissing;
    const { fingerprint } = certificate;
    if (fingerprint === UNREADABLE) return { kind: 'refused', reason: 'unreadable' };
    const known = this.#known.get(fingerprint);
    const age = known === undefined ? Number.NaN : now - known.readAt;
    if (known !== undefined && age >= 0 && age < maxAge) return verdictOn(known, certificate, now);
    return this.#read(fingerprint, now).then((read) => verdictOn(read, certificate, now));
  }

  #read(fingerprint: CertificateFingerprint, now: number): Promise<Known> {
    const underWay = this.#reads.get(fingerprint);
    if (underWay !== undefined) return underWay;
    const reading = this.#store
      .byFingerprint(fingerprint)
      .then((bindings) => {
        const known = knownFrom(bindings, now);
        this.#known.set(fingerprint, known);
        return known;
      })
      .finally(() => this.#reads.delete(fingerprint));
    this.#reads.set(fingerprint, reading);
    return reading;
  }
}

function knownFrom(bindings: readonly BoundCertificate[], readAt: number): Known {
  const standing = bindings.filter(({ revokedAt }) => revokedAt === undefined);
  const [any] = bindings;
  const verdict: CertificateVerdict =
    any === undefined
      ? { kind: 'refused', reason: 'unknown' }
      : standing.length === 0
        ? { kind: 'refused', reason: 'revoked' }
        : {
            kind: 'bound',
            organisationRefs: new Set(standing.map(({ organisationRef }) => organisationRef)),
          };
  return {
    notBefore: any?.notBefore.getTime() ?? 0,
    notAfter: any?.notAfter.getTime() ?? 0,
    verdict,
    readAt,
  };
}

function verdictOn(known: Known, { trusted }: ClientCertificate, now: number): CertificateVerdict {
  if (known.verdict.kind !== 'bound') return known.verdict;
  if (now > known.notAfter) return { kind: 'refused', reason: 'expired' };
  if (now < known.notBefore) return { kind: 'refused', reason: 'notYetValid' };
  return trusted ? known.verdict : { kind: 'refused', reason: 'untrusted' };
}
