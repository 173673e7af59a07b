import { randomBytes } from 'node:crypto';
import type { Exchange } from '../register/exchange-ports.js';
import type { ScenarioChange, ScenarioRecord, ScenarioStore } from '../register/scenario-ports.js';
import type { Database } from './database.js';
import { evidenceOf, scenarioEvidenceRow, scenarioResultOf, scenarioResultRow } from './scenario-row.js';
import { textOrNull } from './values.js';

export class StoredScenarios implements ScenarioStore {
  constructor(private readonly database: Database) {}

  async read(organisationRef: string): Promise<ScenarioRecord> {
    // The results after the revision: if somebody writes in between, the next write is refused and tried again.
    const [reading] = await this.database.read('scenarioReading', organisationRef);
    const results = (await this.database.read('scenarioResults', organisationRef)).map(scenarioResultOf);
    if (reading === undefined) return { revision: 0, results };
    const [, name, version, readTo, revision] = reading;
    const known = textOrNull(readTo);
    const product = textOrNull(name);
    return {
      revision: Number(revision),
      results,
      ...(known === null ? {} : { readTo: known }),
      ...(product === null ? {} : { product: { name: product, version: textOrNull(version) ?? '' } }),
    };
  }

  write(organisationRef: string, revision: number, change: ScenarioChange): Promise<boolean> {
    const { readTo, product, results = [], evidence = [] } = change;
    const places = new Map<string, number>();
    return this.database.perform('writeScenarios', organisationRef, revision, {
      readTo: readTo ?? null,
      product: product === undefined ? null : [product.name, product.version],
      results: results.map((result) => scenarioResultRow(organisationRef, result)),
      scenarios: results.map(({ scenario }) => scenario),
      evidence: evidence.map(({ scenario, exchange }) => {
        const position = places.get(scenario) ?? 0;
        places.set(scenario, position + 1);
        return scenarioEvidenceRow(organisationRef, scenario, position, exchange);
      }),
    });
  }

  async evidence(organisationRef: string, scenario: string): Promise<readonly Exchange[]> {
    return (await this.database.read('scenarioEvidence', organisationRef, scenario)).map(evidenceOf);
  }

  async reportSecret(): Promise<Uint8Array> {
    const secret = await this.database.perform('keepReportSecret', randomBytes(32).toString('hex'));
    return Buffer.from(secret, 'hex');
  }
}
