/** What is kept of the scenarios that an organisation works through in the test environment. */
import type { Exchange } from './exchange-ports.js';

/** An exchange that decided a scenario, as a report names it. */
export interface EvidenceReference {
  readonly exchangeId: string;
  readonly at: Date;
  readonly service: string;
  readonly operation?: string;
  readonly code: string;
  readonly status: number;
  /** SHA-256, in hexadecimal digits, of the request as it was kept, its password masked. */
  readonly requestDigest: string;
  readonly responseDigest: string;
}

export interface StoredScenarioResult {
  readonly scenario: string;
  /** Of the scenario that was judged. */
  readonly version: number;
  readonly state: 'open' | 'done' | 'failed';
  readonly reason?: string;
  readonly evidence: readonly EvidenceReference[];
  readonly decidedAt?: Date;
  /** Exchanges before this moment do not count. */
  readonly since: Date;
  /** Attempts under way, in the engine's own JSON. */
  readonly runs: string;
}

/** What an organisation tests. */
export interface TestedProduct {
  readonly name: string;
  readonly version: string;
}

export interface ScenarioRecord {
  /** Goes up with every change. */
  readonly revision: number;
  /** The last exchange that was judged. */
  readonly readTo?: string;
  readonly product?: TestedProduct;
  readonly results: readonly StoredScenarioResult[];
}

/** A copy of an exchange, which stays when the exchange itself is not kept any more. */
export interface KeptEvidence {
  readonly scenario: string;
  /** Bodies that are long are cut. */
  readonly exchange: Exchange;
}

export interface ScenarioChange {
  readonly readTo?: string;
  readonly product?: TestedProduct;
  /** In place of what was stored of the same scenarios. */
  readonly results?: readonly StoredScenarioResult[];
  /** In place of all evidence of the scenarios in `results`. */
  readonly evidence?: readonly KeptEvidence[];
}

export interface ScenarioStore {
  read(organisationRef: string): Promise<ScenarioRecord>;
  /** @returns false, and changes nothing, when somebody else wrote after the revision was read */
  write(organisationRef: string, revision: number, change: ScenarioChange): Promise<boolean>;
  /** The exchanges that decided a scenario, in order. */
  evidence(organisationRef: string, scenario: string): Promise<readonly Exchange[]>;
  /** With which this register signs reports; the same for as long as the database lives. */
  reportSecret(): Promise<Uint8Array>;
}
