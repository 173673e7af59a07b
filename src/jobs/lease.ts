import type { BatchStore, Claim } from '../register/batch-ports.js';
import type { Clock } from '../register/ports.js';

/** A claim that is kept until it is let go, or lost. */
export interface HeldLease {
  /** Whether the job may be another's by now: nothing more is begun then. */
  isLost(): boolean;
  /** Ends the extending; the claim itself stays. */
  letGo(): void;
}

/** An extension is asked for three times within a lease, so that two may fail. */
const EXTENSIONS_IN_A_LEASE = 3;

/**
 * Extends the lease again and again. A database that does not answer counts as a loss once the lease has run out:
 * nobody can tell then whether another worker has the job.
 */
export function holdLease(
  batches: Pick<BatchStore, 'extend'>,
  { job, lease }: Claim,
  clock: Clock,
  leaseMs: number,
): HeldLease {
  let lost = false;
  let asking = false;
  let heldUntil = performance.now() + leaseMs;
  const extend = async (): Promise<void> => {
    const asked = performance.now();
    try {
      if (await batches.extend(job.jobId, lease, leaseEnd(clock, leaseMs))) heldUntil = asked + leaseMs;
      else lost = true;
    } catch {
      // Whoever works on the job meets the same trouble, and tells of it.
    } finally {
      asking = false;
    }
  };
  const timer = setInterval(() => {
    if (asking || lost) return;
    asking = true;
    void extend();
  }, leaseMs / EXTENSIONS_IN_A_LEASE);
  return {
    isLost: () => lost || performance.now() > heldUntil,
    letGo() {
      clearInterval(timer);
    },
  };
}

export function leaseEnd(clock: Clock, leaseMs: number): Date {
  return new Date(clock.now().getTime() + leaseMs);
}
