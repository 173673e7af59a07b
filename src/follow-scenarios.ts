/** Puts together what follows the scenarios of the testing guide. */
import type { ExchangeLog, ExchangeOwner } from './register/exchange-ports.js';
import { ScenarioReports } from './scenarios/reports.js';
import { ScenarioEngine } from './scenarios/scenario-engine.js';
import type { TestEnvironmentParts } from './test-environment-parts.js';

/** Time for exchanges of one organisation that are about to be removed and that nobody looked at yet. */
const LAST_LOOK_MS = 10_000;

export interface FollowedScenarios {
  readonly engine: ScenarioEngine;
  readonly reports: ScenarioReports;
  /** Before exchanges are removed. */
  lastLook(owner: ExchangeOwner): Promise<void>;
}

/** @param log absent when exchanges are not kept */
export function followScenarios(
  { store, clock, version }: Pick<TestEnvironmentParts, 'store' | 'clock' | 'version'>,
  log: ExchangeLog | undefined,
): FollowedScenarios {
  const { organisations } = store;
  const engine = new ScenarioEngine({ log, store: store.scenarios, organisations, clock });
  return {
    engine,
    reports: new ScenarioReports({ engine, store: store.scenarios, organisations, clock, version }),
    async lastLook(owner) {
      if (owner !== 'nobody') await engine.bringUpToDate(owner.organisationRef, LAST_LOOK_MS);
    },
  };
}
