import { startWorker } from '../../src/bootstrap.js';
import { createLogger } from '../../src/log.js';
import type { RunningRegister } from '../running-register.js';

/** Runs a batch worker by the register's clock until no job is left. */
export async function workOffBatches({ config, store, clock }: RunningRegister): Promise<void> {
  const logger = createLogger({ level: 'silent', environment: config.environment, version: 'test' });
  const worker = startWorker({ config, store, logger, clock });
  try {
    for (let depth = await store.batches.depth(); depth.waiting + depth.inProgress > 0;) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      depth = await store.batches.depth();
    }
  } finally {
    await worker.stop();
  }
}
