/**
 * How far organisations are with the scenarios of the testing guide. Nothing is judged while a request is answered: the
 * kept exchanges are read when somebody asks, and before they are removed. What was found is stored, so that each
 * exchange is judged about once, by whichever copy of the service was asked.
 */
import type { Organisation } from '../domain/organisation.js';
import type { Exchange, ExchangeLog } from '../register/exchange-ports.js';
import type { Clock, OrganisationStore } from '../register/ports.js';
import type {
  EvidenceReference,
  KeptEvidence,
  ScenarioRecord,
  ScenarioStore,
  StoredScenarioResult,
  TestedProduct,
} from '../register/scenario-ports.js';
import { referenceTo, shortened } from './evidence.js';
import { judgeExchanges, type Judged } from './judge-exchanges.js';
import { scenariosFor } from './load-scenarios.js';
import { noProgress, runsSchema, stepsDone, type Progress } from './progress.js';
import type { Scenario } from './scenario.js';

/** Exchanges of other copies of the service may still come between those that ended less than this ago. */
const SETTLE_MS = 3000;

export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly state: 'open' | 'done' | 'failed';
  /** Why it failed. */
  readonly reason?: string;
  readonly evidence: readonly EvidenceReference[];
  readonly decidedAt?: Date;
  /** Of the attempt that is farthest. */
  readonly stepsDone: number;
}

export interface ScenarioState {
  readonly results: readonly ScenarioResult[];
  readonly product?: TestedProduct;
  /** False when the time was up before every exchange was judged: ask again. */
  readonly isComplete: boolean;
}

export interface ScenarioEngineParts {
  /** Absent when exchanges are not kept: then results stay as they are. */
  readonly log?: ExchangeLog | undefined;
  readonly store: ScenarioStore;
  readonly organisations: Pick<OrganisationStore, 'byRef'>;
  readonly clock: Clock;
}

export class ScenarioEngine {
  constructor(private readonly parts: ScenarioEngineParts) {}

  /**
   * Judges what is new, and tells how far the organisation is.
   * @param milliseconds to spend; a page has little, a report more
   */
  async stateOf(organisation: Organisation, milliseconds: number): Promise<ScenarioState> {
    const ref = organisation.organisationRef;
    const scenarios = scenariosFor(organisation.kind);
    const record = await this.parts.store.read(ref);
    const begun = progressOf(record, scenarios);
    const judged = await this.#judge(ref, scenarios, record, begun, milliseconds);
    if (judged !== undefined) await this.#keep(ref, scenarios, record, begun, judged);
    const progress = judged?.progress ?? begun;
    const results: ScenarioResult[] = [];
    for (const scenario of scenarios) {
      results.push(
        await this.#resultOf(ref, scenario, record, known(begun, scenario), known(progress, scenario)),
      );
    }
    return {
      results,
      isComplete: judged?.isComplete ?? true,
      ...(record.product === undefined ? {} : { product: record.product }),
    };
  }

  /** For housekeeping: judges the organisation's exchanges before some of them are removed. */
  async bringUpToDate(organisationRef: string, milliseconds: number): Promise<void> {
    const organisation = await this.parts.organisations.byRef(organisationRef);
    if (organisation !== undefined) await this.stateOf(organisation, milliseconds);
  }

  /** The exchanges that decided a scenario: the copies that were kept, or what is too new for that. */
  async evidence({ organisationRef }: Organisation, result: ScenarioResult): Promise<readonly Exchange[]> {
    const kept = await this.parts.store.evidence(organisationRef, result.scenario.id);
    const copies = new Map(kept.map((exchange) => [exchange.id, exchange]));
    const found: Exchange[] = [];
    for (const { exchangeId } of result.evidence) {
      const exchange =
        copies.get(exchangeId) ?? (await this.parts.log?.find({ organisationRef }, exchangeId));
      if (exchange !== undefined) found.push(exchange);
    }
    return found;
  }

  /** Begins again: what was sent until now does not count any more, for one scenario or all. */
  async forget({ organisationRef, kind }: Organisation, id?: string): Promise<void> {
    const since = this.parts.clock.now();
    const forgotten = scenariosFor(kind).filter((scenario) => id === undefined || scenario.id === id);
    await this.#insist(organisationRef, () => ({
      results: forgotten.map((scenario) => ({
        scenario: scenario.id,
        version: scenario.version,
        state: 'open' as const,
        evidence: [],
        since,
        runs: '[]',
      })),
    }));
  }

  /** Notes what the organisation tests, for its reports. */
  async setProduct({ organisationRef }: Organisation, product: TestedProduct): Promise<void> {
    await this.#insist(organisationRef, () => ({ product }));
  }

  async #insist(ref: string, change: () => Parameters<ScenarioStore['write']>[2]): Promise<void> {
    const { store } = this.parts;
    for (let tries = 0; tries < 50; tries += 1) {
      const { revision } = await store.read(ref);
      if (await store.write(ref, revision, change())) return;
    }
    throw new Error('Others keep writing the same results');
  }

  async #judge(
    organisationRef: string,
    scenarios: readonly Scenario[],
    { readTo }: ScenarioRecord,
    begun: ReadonlyMap<string, Progress>,
    milliseconds: number,
  ): Promise<Judged | undefined> {
    const { log, clock } = this.parts;
    if (log === undefined) return undefined;
    // The deadline is the machine's own business; the exchanges carry the service's time.
    const now = () => performance.now();
    return judgeExchanges({ organisationRef }, readTo, begun, {
      log,
      scenarios,
      settledBefore: clock.now().getTime() - SETTLE_MS,
      deadline: now() + milliseconds,
      now,
    });
  }

  /** Stores what is settled, unless another copy of the service was faster: it found the same. */
  async #keep(
    ref: string,
    scenarios: readonly Scenario[],
    record: ScenarioRecord,
    begun: ReadonlyMap<string, Progress>,
    { settled }: Judged,
  ): Promise<void> {
    const { readTo } = settled;
    if (readTo === undefined || readTo === record.readTo) return;
    const results: StoredScenarioResult[] = [];
    const evidence: KeptEvidence[] = [];
    for (const scenario of scenarios) {
      const [before, after] = [known(begun, scenario), known(settled.progress, scenario)];
      if (before === after) continue;
      const isSame = before.evidence.join() === after.evidence.join();
      const exchanges = isSame
        ? await this.parts.store.evidence(ref, scenario.id)
        : await this.#exchanges(ref, after.evidence);
      const references = isSame ? storedReferences(record, scenario) : exchanges.map(referenceTo);
      results.push(storedResult(scenario, after, references));
      evidence.push(
        ...exchanges.map((exchange) => ({ scenario: scenario.id, exchange: shortened(exchange) })),
      );
    }
    await this.parts.store.write(ref, record.revision, { readTo, results, evidence });
  }

  async #resultOf(
    ref: string,
    scenario: Scenario,
    record: ScenarioRecord,
    before: Progress,
    now: Progress,
  ): Promise<ScenarioResult> {
    const isStored = before.evidence.join() === now.evidence.join();
    const evidence = isStored
      ? storedReferences(record, scenario)
      : (await this.#exchanges(ref, now.evidence)).map(referenceTo);
    return {
      scenario,
      state: now.state,
      evidence,
      stepsDone: stepsDone(scenario, now),
      ...(now.reason === undefined ? {} : { reason: now.reason }),
      ...(now.decidedAt === undefined ? {} : { decidedAt: now.decidedAt }),
    };
  }

  async #exchanges(organisationRef: string, ids: readonly string[]): Promise<readonly Exchange[]> {
    const found: Exchange[] = [];
    for (const id of ids) {
      const exchange = await this.parts.log?.find({ organisationRef }, id);
      if (exchange !== undefined) found.push(exchange);
    }
    return found;
  }
}

/** How far each scenario was when it was stored. Results of another version of a scenario do not count. */
function progressOf(record: ScenarioRecord, scenarios: readonly Scenario[]): ReadonlyMap<string, Progress> {
  const stored = new Map(record.results.map((result) => [result.scenario, result]));
  return new Map(
    scenarios.map((scenario): [string, Progress] => {
      const result = stored.get(scenario.id);
      if (result?.version !== scenario.version) return [scenario.id, noProgress()];
      const { state, reason, decidedAt, since, runs } = result;
      return [
        scenario.id,
        {
          state,
          evidence: result.evidence.map(({ exchangeId }) => exchangeId),
          since: since.getTime(),
          runs: runsSchema.parse(JSON.parse(runs)),
          ...(reason === undefined ? {} : { reason }),
          ...(decidedAt === undefined ? {} : { decidedAt }),
        },
      ];
    }),
  );
}

function storedResult(
  scenario: Scenario,
  { state, reason, decidedAt, since, runs }: Progress,
  evidence: readonly EvidenceReference[],
): StoredScenarioResult {
  return {
    scenario: scenario.id,
    version: scenario.version,
    state,
    evidence,
    since: new Date(since),
    runs: JSON.stringify(runs),
    ...(reason === undefined ? {} : { reason }),
    ...(decidedAt === undefined ? {} : { decidedAt }),
  };
}

function storedReferences(record: ScenarioRecord, { id }: Scenario): readonly EvidenceReference[] {
  return record.results.find(({ scenario }) => scenario === id)?.evidence ?? [];
}

function known(progress: ReadonlyMap<string, Progress>, { id }: Scenario): Progress {
  return progress.get(id) ?? noProgress();
}
