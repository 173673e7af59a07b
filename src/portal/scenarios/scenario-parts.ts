import type { ExchangeLog } from '../../register/exchange-ports.js';
import type { Clock } from '../../register/ports.js';
import type { ScenarioReports } from '../../scenarios/reports.js';
import type { ScenarioEngine } from '../../scenarios/scenario-engine.js';

/** What the pages of the scenarios are made from. */
export interface ScenarioPagesParts {
  readonly scenarios: ScenarioEngine;
  readonly reports: ScenarioReports;
  /** Absent when exchanges are not kept. */
  readonly exchanges?: ExchangeLog | undefined;
  readonly clock: Clock;
}

/** Milliseconds that a page may spend on exchanges that nobody looked at yet. */
export const PAGE_MS = 400;
