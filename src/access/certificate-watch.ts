import {
  certificateStates,
  daysLeft,
  stateOf,
  type BoundCertificate,
  type CertificateState,
} from '../domain/certificate.js';
import type { CertificateStore } from '../register/certificate-ports.js';
import type { Clock } from '../register/ports.js';

export interface CertificateWatchParts {
  readonly certificates: Pick<CertificateStore, 'list'>;
  readonly clock: Clock;
  readonly warningDays: number;
  /** Is told of each certificate that ends soon, once a day. */
  onExpiring(certificate: BoundCertificate, daysLeft: number): void;
  onError(error: unknown): void;
  /** Is told of each look. */
  onLook?(now: Date): void;
  /** How often the database is asked. */
  readonly everyMs?: number;
}

export interface CertificateWatch {
  /** Bindings of the whole register by state, as last looked up. */
  counts(): ReadonlyMap<CertificateState, number>;
  /** Looks now. */
  look(): Promise<void>;
  stop(): void;
}

const EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/** Knows which certificates end soon, before their owners are locked out. */
export function watchCertificates(parts: CertificateWatchParts): CertificateWatch {
  const { certificates, clock, warningDays } = parts;
  let counts = new Map<CertificateState, number>();
  let toldAt = new Map<string, number>();

  async function look(): Promise<void> {
    try {
      const now = clock.now();
      parts.onLook?.(now);
      const found = new Map<CertificateState, number>(certificateStates.map((state) => [state, 0]));
      const told = new Map<string, number>();
      for (const certificate of await certificates.list()) {
        const state = stateOf(certificate, now, warningDays);
        found.set(state, (found.get(state) ?? 0) + 1);
        if (state !== 'expiring') continue;
        const name = `${certificate.fingerprint} ${certificate.organisationRef}`;
        const before = toldAt.get(name);
        const tell = before === undefined || now.getTime() - before >= DAY_MS;
        if (tell) parts.onExpiring(certificate, daysLeft(certificate, now));
        told.set(name, tell ? now.getTime() : before);
      }
      counts = found;
      toldAt = told;
    } catch (error) {
      parts.onError(error);
    }
  }

  const timer = setInterval(() => void look(), parts.everyMs ?? EVERY_MS);
  timer.unref();
  return {
    counts: () => counts,
    look,
    stop() {
      clearInterval(timer);
    },
  };
}
