/** Faults on demand: what a request of an organisation is to meet, by its switch or by a sentinel learner. */
import type { ForcedFault } from '../../domain/forced-fault.js';
import type { FaultSwitch, FaultSwitches } from '../../register/fault-ports.js';
import type { Clock } from '../../register/ports.js';
import type { ForcedFaults } from '../../soap/forced-faults.js';
import { sentinelIn } from './request-person.js';

export interface FaultWatchParts {
  readonly switches: FaultSwitches;
  readonly clock: Clock;
  /** Is told when the switches cannot be read; those that were known last go on. */
  reportTrouble(error: unknown): void;
  /** How often what other copies of the service have set is looked up. */
  readonly lookEveryMs?: number;
}

export interface FaultWatch extends ForcedFaults {
  /** Takes in at once what has been set through this process. */
  look(): Promise<void>;
  /** Ends what is slow on purpose, now and from now on: the service is about to stop. */
  hurry(): void;
  stop(): void;
}

/** Seen by all copies of the service within a second. */
const LOOK_EVERY_MS = 500;

/**
 * Keeps the switches in memory, so that a request of an organisation without one costs a look into a map. A switch for
 * a number of requests is counted in the store, for all copies together.
 */
export async function startFaultWatch(parts: FaultWatchParts): Promise<FaultWatch> {
  const { switches, clock } = parts;
  const waits = new Set<() => void>();
  let active: ReadonlyMap<string, FaultSwitch> = new Map();
  let hurried = false;
  let looks = 0;
  let shown = 0;

  async function look(): Promise<void> {
    looks += 1;
    const own = looks;
    const found = await switches.list();
    // An answer that was overtaken by a later one would bring back what has been removed since.
    if (own < shown) return;
    shown = own;
    const now = clock.now();
    active = new Map(found.filter(({ until }) => until > now).map((each) => [each.organisationRef, each]));
  }

  async function take(found: FaultSwitch): Promise<ForcedFault | undefined> {
    if (await switches.take(found.organisationRef, found.switchId)) return found.fault;
    if (active.get(found.organisationRef) === found) {
      active = new Map([...active].filter(([, each]) => each !== found));
    }
    return undefined;
  }

  await look();
  const timer = setInterval(() => {
    look().catch((error: unknown) => {
      parts.reportTrouble(error);
    });
  }, parts.lookEveryMs ?? LOOK_EVERY_MS);
  timer.unref();

  return {
    find(organisationRef, operation, request) {
      if (active.size > 0) {
        const found = active.get(organisationRef);
        if (found !== undefined && applies(found, operation, clock)) {
          return found.requestsLeft === undefined ? found.fault : take(found);
        }
      }
      return sentinelIn(request)?.fault;
    },
    wait(seconds) {
      if (hurried) return Promise.resolve();
      return new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(waiting);
          waits.delete(end);
          resolve();
        };
        const waiting = setTimeout(end, seconds * 1000);
        waits.add(end);
      });
    },
    look,
    hurry() {
      hurried = true;
      for (const end of waits) end();
    },
    stop() {
      clearInterval(timer);
    },
  };
}

function applies({ operation, until }: FaultSwitch, asked: string, clock: Clock): boolean {
  return (operation === undefined || operation === asked) && clock.now() < until;
}
