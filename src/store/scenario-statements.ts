import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';
import { scenarioEvidenceColumns, scenarioReadingColumns, scenarioResultColumns } from './scenario-row.js';

/** What the scenarios of the test environment ask of the database, as in `statements.ts`. */
export function scenarioStatements(knex: Knex) {
  const ofScenario = ['organisation_ref', 'scenario'];
  const reading = () =>
    knex('scenario_reading').select(scenarioReadingColumns).where('organisation_ref', 'organisation_ref');
  return {
    scenarioReading: [reading(), ['organisation_ref']],
    scenarioReadingForUpdate: [reading().forUpdate(), ['organisation_ref']],
    beginScenarioReading: [
      knex('scenario_reading')
        .insert(named(['organisation_ref', 'revision']))
        .onConflict('organisation_ref')
        .ignore(),
      ['organisation_ref', 'revision'],
    ],
    saveScenarioReading: [
      knex('scenario_reading').insert(named(scenarioReadingColumns)).onConflict('organisation_ref').merge(),
      scenarioReadingColumns,
    ],
    scenarioResults: [
      knex('scenario_result')
        .select(scenarioResultColumns)
        .where('organisation_ref', 'organisation_ref')
        .orderBy('scenario'),
      ['organisation_ref'],
    ],
    saveScenarioResult: [
      knex('scenario_result').insert(named(scenarioResultColumns)).onConflict(ofScenario).merge(),
      scenarioResultColumns,
    ],
    scenarioEvidence: [
      knex('scenario_evidence')
        .select('head', 'request', 'response')
        .where(named(ofScenario))
        .orderBy('position'),
      ofScenario,
    ],
    removeScenarioEvidence: [knex('scenario_evidence').where(named(ofScenario)).delete(), ofScenario],
    insertScenarioEvidence: [
      knex('scenario_evidence').insert(named(scenarioEvidenceColumns)),
      scenarioEvidenceColumns,
    ],
    clear_scenario_reading: [knex('scenario_reading').delete(), []],
    clear_scenario_result: [knex('scenario_result').delete(), []],
    clear_scenario_evidence: [knex('scenario_evidence').delete(), []],
  } satisfies Record<string, Built>;
}
