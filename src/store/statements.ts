/**
 * Every statement that runs as a prepared one, written once with knex and compiled for the database at hand.
 * In a builder each value stands for itself by its name: `where('uln', 'uln')`. `compile` proves that the names
 * come out in the order in which the statement's users give the values.
 */
import type { Knex } from 'knex';
import { blockLimit } from '../domain/candidate-blocks.js';
import { achievementStatements } from './achievement-statements.js';
import { auditColumns } from './audit-row.js';
import { batchStatements } from './batches/batch-statements.js';
import { named, type Built } from './built-statement.js';
import { certificateStatements } from './certificate-statements.js';
import { challengeStatements } from './challenge-statements.js';
import { exchangeStatements } from './exchange-statements.js';
import { eventWriteStatements } from './event-write-statements.js';
import { flooredAt, keepingStatements } from './keeping-statements.js';
import { learningEventStatements } from './learning-event-statements.js';
import { isSqlite } from './migrations/columns.js';
import { onboardingStatements } from './onboarding/onboarding-statements.js';
import { portalStatements } from './portal-statements.js';
import { insertColumns, readColumns, updateColumns } from './learner-row.js';
import { learnerText } from './sqlite/learner-text.js';
import { scenarioStatements } from './scenario-statements.js';
import { testEnvironmentStatements } from './test-environment-statements.js';

export const nameColumns = ['date_of_birth', 'family_key', 'given_key', 'gender', 'post_code_key'] as const;
const nameRowColumns = [...nameColumns, 'uln'];

export const EXACT_LIMIT = 50;
/** Rows with the same names that are looked through, instead of asking for each of sixty dates. */
export const FEW_OF_NAMES = blockLimit;
const organisationColumns = [
  'kind',
  'name',
  'organisation_ref',
  'password_hash',
  'previous_password_hash',
  'revision',
  'rights',
  'status',
  'ukprn',
];
export const tables = [
  'learner',
  'learner_name',
  'person_claim',
  'audit',
  'audit_sorted',
  'audit_unsorted',
  'audit_seal',
  'audit_floor',
  'learner_erasure',
  'organisation',
  'import_progress',
  'batch_job',
  'batch_chunk',
  'batch_result',
  'batch_turn',
  'learning_event',
  'learning_event_history',
  'data_challenge',
  'qualification',
  'organisation_certificate',
  'portal_session',
  'fault_switch',
  'exchange_chunk',
  'scenario_reading',
  'scenario_result',
  'scenario_evidence',
  'organisation_contact',
  'application',
  'live_request',
] as const;

export type StatementName = keyof ReturnType<typeof builders>;
/** The SQL text of each statement. */
export type Statements = Readonly<Record<StatementName, string>>;

export function compileStatements(knex: Knex): Statements {
  const texts: Record<string, string> = {};
  for (const [name, [builder, parameters]] of Object.entries(builders(knex))) {
    const { sql, bindings } = builder.toSQL().toNative();
    if (JSON.stringify(bindings) !== JSON.stringify(parameters)) {
      throw new Error(`${name} takes its values as ${JSON.stringify(bindings)}`);
    }
    texts[name] = sql;
  }
  return texts as Statements;
}

function builders(knex: Knex) {
  return {
    ...learners(knex),
    ...links(knex),
    ...names(knex),
    ...audit(knex),
    ...organisations(knex),
    ...batchStatements(knex),
    ...learningEventStatements(knex),
    ...eventWriteStatements(knex),
    ...achievementStatements(knex),
    ...challengeStatements(knex),
    ...certificateStatements(knex),
    ...keepingStatements(knex),
    ...testEnvironmentStatements(knex),
    ...exchangeStatements(knex),
    ...scenarioStatements(knex),
    ...onboardingStatements(knex),
    ...portalStatements(knex),
    ...rest(knex),
  };
}

function learners(knex: Knex) {
  return {
    learnerByUln: [knex('learner').select(readColumns).where('uln', 'uln'), ['uln']],
    /** SQLite alone. */
    learnerTextByUln: [knex('learner').select(learnerText(knex)).where('uln', 'uln'), ['uln']],
    insertLearner: [knex('learner').insert(named(insertColumns)).onConflict('uln').ignore(), insertColumns],
    learnerForUpdate: [
      knex('learner').select('version_number', 'search_keys', 'master_uln').where('uln', 'uln').forUpdate(),
      ['uln'],
    ],
    updateLearner: [
      knex('learner').update(named(updateColumns)).where('uln', 'uln'),
      [...updateColumns, 'uln'],
    ],
    /** PostgreSQL alone, like the next one. */
    insertClaim: [
      knex('person_claim')
        .insert(named(['person_key', 'uln']))
        .onConflict('person_key')
        .ignore(),
      ['person_key', 'uln'],
    ],
    releaseClaim: [
      knex('person_claim')
        .where(named(['person_key', 'uln']))
        .delete(),
      ['person_key', 'uln'],
    ],
  } satisfies Record<string, Built>;
}

function links(knex: Knex) {
  return {
    linkState: [
      knex('learner').select('master_uln', 'linked_ulns', 'learner_status').where('uln', 'uln'),
      ['uln'],
    ],
    setLink: [
      knex('learner')
        .update(named(['master_uln', 'linked_ulns', 'learner_status']))
        .where('uln', 'uln'),
      ['master_uln', 'linked_ulns', 'learner_status', 'uln'],
    ],
  } satisfies Record<string, Built>;
}

function names(knex: Knex) {
  const block = (...columns: string[]): Built => [
    knex('learner_name')
      .select(nameRowColumns)
      .where(named(columns))
      .limit(blockLimit, { skipBinding: true }),
    columns,
  ];
  const insertOrder = [...nameRowColumns].sort();
  return {
    insertName: [
      knex('learner_name').insert(named(nameRowColumns)).onConflict(nameRowColumns).ignore(),
      insertOrder,
    ],
    /** SQLite alone: the row of the five details, unless somebody stands under them. */
    insertFirstName: [
      knex(knex.raw('learner_name (??, ??, ??, ??, ??, ??)', insertOrder)).insert(
        knex
          .select(insertOrder.map((column) => knex.raw('?', [column])))
          .whereNotExists(knex('learner_name').select(knex.raw('1')).where(named(nameColumns))),
      ),
      [...insertOrder, ...nameColumns],
    ],
    deleteName: [knex('learner_name').where(named(nameRowColumns)).delete(), nameRowColumns],
    exactUlns: [
      knex('learner_name').select('uln').where(named(nameColumns)).limit(EXACT_LIMIT, { skipBinding: true }),
      nameColumns,
    ],
    othersOfName: [
      knex('learner_name')
        .select('uln')
        .where(named(nameColumns))
        .andWhere('uln', '<>', 'uln')
        .orderBy('uln')
        .limit(1, { skipBinding: true }),
      nameRowColumns,
    ],
    /** Those who stand under these details and are neither the learner nor linked to it. */
    strangersOfName: [
      knex('learner_name')
        .join('learner', 'learner.uln', 'learner_name.uln')
        .select('learner.uln', 'learner.search_keys')
        .where(Object.fromEntries(nameColumns.map((column) => [`learner_name.${column}`, column])))
        .andWhere('learner.uln', '<>', 'uln')
        .andWhere((other) => {
          void other.whereNull('learner.master_uln').orWhere('learner.master_uln', '<>', 'master_uln');
        })
        .orderBy('learner_name.uln')
        .limit(EXACT_LIMIT, { skipBinding: true }),
      [...nameColumns, 'uln', 'master_uln'],
    ],
    byBirthAndFamily: block('date_of_birth', 'family_key'),
    byFullName: block('date_of_birth', 'family_key', 'given_key'),
    /** SQLite alone, like the next two: how many rows have these names, counted to {@link FEW_OF_NAMES} and one more. */
    countOfNames: [
      knex.count('*').from(
        knex('learner_name')
          .select(knex.raw('1'))
          .where(named(['family_key', 'given_key']))
          .limit(FEW_OF_NAMES + 1, { skipBinding: true })
          .as('few'),
      ),
      ['family_key', 'given_key'],
    ],
    /** Those of the same year, the same day of the year or the same postcode. */
    ofNames: [
      knex('learner_name')
        .select(nameRowColumns)
        .where(named(['family_key', 'given_key']))
        .andWhere((either) => {
          void either
            .whereRaw('substr(date_of_birth, 1, 4) = ?', ['year'])
            .orWhereRaw('substr(date_of_birth, 6) = ?', ['day'])
            .orWhere('post_code_key', 'post_code_key');
        }),
      ['family_key', 'given_key', 'year', 'day', 'post_code_key'],
    ],
    /** The dates are a JSON array, and each of them leads to its rows. */
    byNamesAndBirths: [
      knex(knex.raw('json_each(?) as near cross join learner_name', ['dates_of_birth']))
        .select(nameRowColumns)
        .whereRaw('date_of_birth = near.value')
        .andWhere(named(['family_key', 'given_key']))
        .limit(blockLimit, { skipBinding: true }),
      ['dates_of_birth', 'family_key', 'given_key'],
    ],
    byBirthAndPostCode: block('date_of_birth', 'post_code_key'),
    byPostCodeAndName: block('post_code_key', 'family_key', 'given_key'),
  } satisfies Record<string, Built>;
}

function audit(knex: Knex) {
  return {
    insertAudit: [
      knex('audit').insert({ ...named(auditColumns), at: knex.raw(flooredAt(isSqlite(knex), '?'), ['at']) }),
      auditColumns,
    ],
    latestFind: [
      knex('audit')
        .select('at', 'outcome')
        .where(named(['organisation_ref', 'person_key']))
        .andWhere('at', '>=', 'at')
        .orderBy('at', 'desc')
        .limit(1, { skipBinding: true }),
      ['organisation_ref', 'person_key', 'at'],
    ],
  } satisfies Record<string, Built>;
}

function organisations(knex: Knex) {
  const organisation = () => knex('organisation');
  const change = (members: Record<string, string | Knex.Raw>, parameters: readonly string[]): Built => [
    organisation()
      .update({ ...members, revision: knex.raw('revision + 1') })
      .where('organisation_ref', 'organisation_ref'),
    [...parameters, 'organisation_ref'],
  ];
  return {
    organisationByRef: [
      organisation().select(organisationColumns).where('organisation_ref', 'organisation_ref'),
      ['organisation_ref'],
    ],
    organisationByUkprn: [organisation().select(organisationColumns).where('ukprn', 'ukprn'), ['ukprn']],
    lockout: [
      organisation().select('failures', 'locked_until').where('organisation_ref', 'organisation_ref'),
      ['organisation_ref'],
    ],
    lockoutForUpdate: [
      organisation()
        .select('failures', 'locked_until')
        .where('organisation_ref', 'organisation_ref')
        .forUpdate(),
      ['organisation_ref'],
    ],
    setLockout: [
      organisation()
        .update(named(['failures', 'locked_until']))
        .where('organisation_ref', 'organisation_ref'),
      ['failures', 'locked_until', 'organisation_ref'],
    ],
    insertOrganisation: [
      organisation().insert(named(newOrganisationColumns)).onConflict().ignore(),
      newOrganisationColumns,
    ],
    replacePassword: change(
      {
        previous_password_hash: knex.raw('null'),
        previous_password_since: knex.raw('null'),
        ...named(['password_hash', 'password_since']),
      },
      ['password_hash', 'password_since'],
    ),
    rotatePassword: change(
      {
        previous_password_hash: knex.ref('password_hash'),
        previous_password_since: knex.ref('password_since'),
        ...named(['password_hash', 'password_since']),
      },
      ['password_hash', 'password_since'],
    ),
    setRights: change(named(['rights']), ['rights']),
    setStatus: change(named(['status']), ['status']),
  } satisfies Record<string, Built>;
}

/** In the order of the values of a new organisation. */
export const newOrganisationColumns = [
  'failures',
  'kind',
  'name',
  'organisation_ref',
  'password_hash',
  'password_since',
  'revision',
  'rights',
  'status',
  'ukprn',
];

function rest(knex: Knex) {
  return {
    setting: [knex('register_setting').select('value').where('name', 'name'), ['name']],
    keepSetting: [
      knex('register_setting')
        .insert(named(['name', 'value']))
        .onConflict('name')
        .ignore(),
      ['name', 'value'],
    ],
    rowsDone: [
      knex('import_progress').select('rows_done').where('fingerprint', 'fingerprint'),
      ['fingerprint'],
    ],
    saveRowsDone: [
      knex('import_progress')
        .insert(named(['fingerprint', 'rows_done']))
        .onConflict('fingerprint')
        .merge(),
      ['fingerprint', 'rows_done'],
    ],
    migrationsDone: [knex('knex_migrations').count(), []],
    clear_learner: [knex('learner').delete(), []],
    clear_learner_name: [knex('learner_name').delete(), []],
    clear_person_claim: [postgresTable(knex, 'person_claim').delete(), []],
    clear_audit: [knex('audit').delete(), []],
    clear_audit_sorted: [sqliteTable(knex, 'audit_sorted').delete(), []],
    clear_audit_unsorted: [sqliteTable(knex, 'audit_unsorted').delete(), []],
    clear_organisation: [knex('organisation').delete(), []],
    clear_import_progress: [knex('import_progress').delete(), []],
    clear_batch_job: [knex('batch_job').delete(), []],
    clear_batch_chunk: [knex('batch_chunk').delete(), []],
    clear_batch_result: [knex('batch_result').delete(), []],
    clear_batch_turn: [knex('batch_turn').delete(), []],
    clear_learning_event: [knex('learning_event').delete(), []],
    clear_learning_event_history: [knex('learning_event_history').delete(), []],
    clear_data_challenge: [knex('data_challenge').delete(), []],
    clear_qualification: [knex('qualification').delete(), []],
    clear_organisation_certificate: [knex('organisation_certificate').delete(), []],
  } satisfies Record<string, Built>;
}

/** A table that PostgreSQL alone has; elsewhere no rows of one that is there. */
function postgresTable(knex: Knex, name: string): Knex.QueryBuilder {
  return isSqlite(knex) ? knex('learner_name').whereRaw('false') : knex(name);
}

/** A table that SQLite alone has; elsewhere no rows of one that is there. */
function sqliteTable(knex: Knex, name: string): Knex.QueryBuilder {
  return isSqlite(knex) ? knex(name) : knex('audit').whereRaw('false');
}
