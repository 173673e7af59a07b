/** Puts the test data of organisations together for a service: their own copies, the base, and the way to each. */
import type { Config } from './config.js';
import type { Figure } from './http/metrics.js';
import type { Logger } from './log.js';
import type { AuditTrail, Clock, LearnerReader } from './register/ports.js';
import type { Store } from './store/store.js';
import { createPublishedLearners } from './published-learners.js';
import { createCopyPlaces } from './test-copies.js';
import { CopyPool } from './test-environment/copies/copy-pool.js';
import { startCopyWatch } from './test-environment/copies/copy-watch.js';
import type { ServiceOperations } from './operations/index.js';
import { readersOf } from './test-environment/copies/read-copy.js';
import { ResetGate } from './test-environment/copies/reset-gate.js';
import { routeOperations } from './test-environment/copies/route-operations.js';
import { createTestCopies, type TestCopies } from './test-environment/copies/test-copies.js';
import type { PublishedLearners } from './test-environment/published/learner-list.js';
import { addGenerated } from './test-environment/generator/add-generated.js';

export interface OwnCopiesParts {
  readonly config: Config;
  readonly store: Store;
  readonly logger: Logger;
  readonly clock: Clock;
}

export interface OwnCopies {
  readonly copies: TestCopies;
  readonly publishedLearners: PublishedLearners;
  /** Leads each request to the register of its organisation. */
  readonly route: (base: ServiceOperations) => ServiceOperations;
  /** Where the learners and the audit of an organisation are, for pages. */
  lookInto(organisationRef: string): { readonly learners: LearnerReader; readonly audit: AuditTrail };
  /** Finds before this moment do not open the way to a registration on the base: its data were put back since. */
  readonly findsCountSince: () => Date | undefined;
  readonly figures: readonly Figure[];
  /** Closes every copy; jobs on them are let go. */
  stop(): Promise<void>;
}

/** @param work whether jobs that are handed in to copies are worked on by this process */
export async function openOwnCopies(parts: OwnCopiesParts, work = true): Promise<OwnCopies> {
  const { config, store, logger, clock } = parts;
  const places = createCopyPlaces(parts, work);
  const gate = new ResetGate();
  let baseResetAt: Date | undefined;
  let resets = 0;
  const reportTrouble = (error: unknown, name?: string): void => {
    logger.warn(
      { err: error, ...(name === undefined ? {} : { copy: name }) },
      'copies of the test data in trouble',
    );
  };
  const pool = new CopyPool({
    place: places,
    mostOpen: config.testCopiesOpen,
    idleMs: config.testCopiesIdleSeconds * 1000,
    reportTrouble,
  });
  const watch = await startCopyWatch({
    copies: {
      list: async () => {
        baseResetAt = (await store.testData.resets()).lastAt;
        return store.testCopies.list();
      },
    },
    gone: (name) => void pool.close(name),
    reportTrouble,
  });
  const copies = createTestCopies({
    copies: store.testCopies,
    watch,
    pool,
    place: places,
    clock,
    base: {
      async putBack() {
        const from = await places.published();
        await gate.alone(async () => {
          // Finds of those who were inside until now are of the old data.
          const at = clock.now();
          await store.testData.putBack(from, 'learners', at);
          baseResetAt = at;
        });
      },
      addGenerated: (count, seed) => addGenerated(store, count, seed),
    },
  });
  const publishedLearners = createPublishedLearners({
    config,
    store,
    clock,
    published: () => places.published(),
  });
  return {
    copies: {
      ...copies,
      async reset(organisationRef) {
        const done = await copies.reset(organisationRef);
        if (done !== 'full') resets += 1;
        return done;
      },
    },
    publishedLearners,
    route: (base) => routeOperations(base, { watch, pool, gate }),
    lookInto(organisationRef) {
      const name = watch.nameOf(organisationRef);
      return name === undefined ? store : readersOf(pool, name);
    },
    findsCountSince: () => (baseResetAt === undefined ? undefined : new Date(baseResetAt.getTime() + 1)),
    figures: [
      {
        name: 'learner_register_test_copies',
        help: 'Copies of the published learners that organisations have.',
        kind: 'gauge',
        read: () => watch.count,
      },
      {
        name: 'learner_register_test_copies_open',
        help: 'Those of them that this process has open.',
        kind: 'gauge',
        read: () => pool.openCopies,
      },
      {
        name: 'learner_register_test_resets_total',
        help: 'Times that test data were put back through this process.',
        kind: 'counter',
        read: () => resets,
      },
    ],
    async stop() {
      watch.stop();
      await pool.stop();
      await publishedLearners.stop();
    },
  };
}
