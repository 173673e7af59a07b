/** Reports of organisations, made when somebody asks. */
import type { Organisation } from '../domain/organisation.js';
import type { Clock, OrganisationStore } from '../register/ports.js';
import type { ScenarioStore } from '../register/scenario-ports.js';
import { makeReport, type ScenarioReport } from './report.js';
import type { ScenarioEngine } from './scenario-engine.js';

/** Time for exchanges that nobody looked at yet. */
const REPORT_MS = 20_000;

export interface ReportParts {
  readonly engine: ScenarioEngine;
  readonly store: Pick<ScenarioStore, 'reportSecret'>;
  readonly organisations: Pick<OrganisationStore, 'byRef'>;
  readonly clock: Clock;
  readonly version: string;
}

export class ScenarioReports {
  constructor(private readonly parts: ReportParts) {}

  async of(organisation: Organisation): Promise<ScenarioReport> {
    const { engine, store, clock, version } = this.parts;
    const state = await engine.stateOf(organisation, REPORT_MS);
    const secret = await store.reportSecret();
    return makeReport({ organisation, state, madeAt: clock.now(), version, secret });
  }

  /** A report as it goes with a request for a live connection; none for an organisation that is not there. */
  async report(organisationRef: string) {
    const organisation = await this.parts.organisations.byRef(organisationRef);
    if (organisation === undefined) return undefined;
    const report = await this.of(organisation);
    const { required, optional, checksum } = report;
    return {
      json: reportText(report),
      checksum,
      passed: required.done + optional.done,
      failed: required.failed + optional.failed,
      open: required.open + optional.open,
    };
  }
}

/** The report as a file. */
export function reportText(report: ScenarioReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
