/**
 * What only the test environment has: kept exchanges, test data of one's own, faults on demand, and the web pages.
 * Nothing of it is loaded in the live environment, and the pages not before somebody asks for one.
 */
import { followScenarios } from './follow-scenarios.js';
import { operationNames } from './contract/operation-names.js';
import type { KeepExchange } from './exchanges/ended-exchange.js';
import type { LoadPages } from './http/lazy-pages.js';
import type { Figure } from './http/metrics.js';
import { createInspector } from './inspector.js';
import type { ForcedFaults } from './soap/forced-faults.js';
import type { PublishedService } from './http/server.js';
import { newCorrelationId } from './correlation-id.js';
import { sendInProcess } from './portal/exchanges/send-in-process.js';
import type { ServiceOperations } from './operations/index.js';
import { openOwnCopies } from './own-copies.js';
import { createFaultDesk } from './test-environment/faults/fault-desk.js';
import { startFaultWatch } from './test-environment/faults/fault-watch.js';
import type { TestEnvironmentParts } from './test-environment-parts.js';
import { createWebPages } from './web-pages.js';

export interface TestEnvironment {
  /** Keeps each exchange; absent when the inspector is off. */
  readonly keep?: KeepExchange | undefined;
  readonly figures: readonly Figure[];
  /** Absent when the pages are switched off. */
  readonly loadPortal?: LoadPages | undefined;
  /** Leads each request to the test data of its organisation. */
  readonly route: (base: ServiceOperations) => ServiceOperations;
  /** See `registerOn`. */
  readonly findsCountSince: () => Date | undefined;
  /** Faults on demand, for the services. */
  readonly forced: ForcedFaults;
  /** The services that pages send requests to; before the first page is asked for. */
  serve(services: readonly PublishedService[]): void;
  /** The server is about to stop: what is slow on purpose ends. */
  hurry(): void;
  /** Finishes what was begun; before the store is closed. */
  stop(): Promise<void>;
}

/** Puts the test environment's parts together. */
export async function createTestEnvironment(parts: TestEnvironmentParts): Promise<TestEnvironment> {
  const { config, store, logger, clock } = parts;
  const inspector =
    config.inspector === 'on'
      ? createInspector({ ...parts, beforeRemoval: (owner) => scenarios.lastLook(owner) })
      : undefined;
  const scenarios = followScenarios(parts, inspector?.log);
  const faults = await startFaultWatch({
    switches: store.faultSwitches,
    clock,
    reportTrouble: (error) => {
      logger.warn({ err: error }, 'switched faults cannot be read');
    },
  });
  const own = await openOwnCopies(parts);
  let services: readonly PublishedService[] = [];
  // What the sections of the pages need beside the frame's own parts.
  const pages = createWebPages(parts, () => ({
    exchanges: inspector?.log,
    scenarios: scenarios.engine,
    reports: scenarios.reports,
    ...(inspector !== undefined && {
      sendAgain: sendInProcess({
        serviceOf: (name) => services.find((each) => each.name === name)?.service,
        keep: inspector.keep,
        newCorrelationId,
      }),
    }),
    lookAtLearners: async (organisationRef) => ({
      ...own.lookInto(organisationRef),
      personKeys: store.personKeys,
      findBeforeRegister: config.findBeforeRegister,
      findWindowMinutes: config.findWindowMinutes,
    }),
    testCopies: own.copies,
    publishedLearners: own.publishedLearners,
    faults: createFaultDesk({
      switches: store.faultSwitches,
      watch: faults,
      clock,
      operations: operationNames,
    }),
  }));
  return {
    keep: inspector?.keep,
    figures: [...(inspector?.figures ?? []), ...own.figures],
    route: own.route,
    findsCountSince: own.findsCountSince,
    ...(parts.config.portal && { loadPortal: pages.load }),
    forced: faults,
    serve(published) {
      services = published;
    },
    hurry: () => {
      faults.hurry();
    },
    async stop() {
      faults.stop();
      pages.stop();
      await own.stop();
      await inspector?.stop();
    },
  };
}
