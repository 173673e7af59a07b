import { text, textOrNull, type Value } from '../values.js';
import { rowOf, run, type Change } from './change.js';

/** What a change writes: rows as they are stored, but for what is kept when nothing is said. */
export interface ScenarioRows {
  readonly readTo: string | null;
  readonly product: readonly [name: string, version: string] | null;
  /** Of `scenarioResultColumns`. */
  readonly results: readonly (readonly Value[])[];
  /** Whose evidence goes. */
  readonly scenarios: readonly string[];
  /** Of `scenarioEvidenceColumns`. */
  readonly evidence: readonly (readonly Value[])[];
}

/** Writes results, unless somebody else did since the revision. */
export function* writeScenarios(
  organisationRef: string,
  revision: number,
  { readTo, product, results, scenarios, evidence }: ScenarioRows,
): Change<boolean> {
  // A row that is not there cannot be locked.
  yield* run('beginScenarioReading', organisationRef, 0);
  const row = yield* rowOf('scenarioReadingForUpdate', organisationRef);
  const [, name, version, before, known] = row ?? [];
  if (Number(known ?? 0) !== revision) return false;
  yield* run(
    'saveScenarioReading',
    organisationRef,
    product?.[0] ?? textOrNull(name),
    product?.[1] ?? textOrNull(version),
    readTo ?? textOrNull(before),
    revision + 1,
  );
  for (const result of results) yield* run('saveScenarioResult', ...result);
  for (const scenario of scenarios) yield* run('removeScenarioEvidence', organisationRef, scenario);
  for (const kept of evidence) yield* run('insertScenarioEvidence', ...kept.map(storable));
  return true;
}

/** Gives the secret that reports are signed with: this one, unless there is one. */
export function* keepReportSecret(secret: string): Change<string> {
  yield* run('keepSetting', 'scenarioReportSecret', secret);
  return text((yield* rowOf('setting', 'scenarioReportSecret'))?.[0]);
}

/** Bytes that came from another thread are no Buffer any more. */
function storable(value: Value): Value {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
}
