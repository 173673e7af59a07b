/** The register's care for its audit: what the batch worker seals and removes, and the refusals that are counted. */
import type { Config } from './config.js';
import type { Keeping } from './jobs/keeping.js';
import type { Logger } from './log.js';
import { RefusalCounts, type Refusal } from './register/audit/refusals.js';
import type { Clock } from './register/ports.js';
import type { Store } from './store/store.js';

const REFUSALS_EVERY_MS = 60_000;
/** What stands for an organisation when the register acts by itself. */
const REGISTER = 'LOCAL';

export function keepingOn(store: Pick<Store, 'auditChain'>, config: Config, clock: Clock): Keeping {
  return {
    chain: store.auditChain,
    clock,
    sealSeconds: config.auditSealSeconds,
    keepDays: config.auditKeepDays,
    removalEntry: (outcome) => ({
      at: clock.now(),
      organisationRef: REGISTER,
      userName: 'housekeeping',
      operation: 'audit retention',
      correlationId: '',
      ulns: [],
      outcome,
    }),
  };
}

export interface RunningCount {
  add(refusal: Refusal): void;
  /** Writes what is left. */
  stop(): Promise<void>;
}

/** Counts what is refused, and writes it into the audit each minute and at the end. */
export function countRefusals({
  store,
  clock,
  logger,
}: {
  readonly store: Pick<Store, 'audit'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}): RunningCount {
  const counts = new RefusalCounts({ audit: store.audit, clock });
  const write = async (): Promise<void> => {
    try {
      await counts.write();
    } catch (error) {
      logger.warn({ err: error }, 'refusals not in the audit yet');
    }
  };
  const writing = setInterval(() => void write(), REFUSALS_EVERY_MS).unref();
  return {
    add: (refusal) => {
      counts.add(refusal);
    },
    stop: () => {
      clearInterval(writing);
      return write();
    },
  };
}
