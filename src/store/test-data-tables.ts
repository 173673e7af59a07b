/** What goes back to the published data, in a register of the test environment. */

/** `learners`: what a register holds about learners, and its jobs. `everything`: a copy of an organisation's own, with its audit. */
export type PutBackScope = 'learners' | 'everything';

/** Filled again from the published data. */
const refilled = [
  'learner',
  'learner_name',
  'learning_event',
  'learning_event_history',
  'data_challenge',
  'qualification',
  'import_progress',
];
/** Jobs first: whoever works on one waits for its row, and finds that it is gone. */
const emptied = ['batch_job', 'batch_chunk', 'batch_result', 'batch_turn', 'learner_erasure'];
const auditTables = ['audit', 'audit_seal', 'audit_floor'];
const sqliteAuditTables = ['audit_sorted', 'audit_unsorted'];

export interface PutBackTables {
  /** In the order in which they are emptied. */
  readonly emptied: readonly string[];
  readonly refilled: readonly string[];
}

export function tablesToPutBack(scope: PutBackScope, sqlite: boolean): PutBackTables {
  const audit = scope === 'everything' ? [...auditTables, ...(sqlite ? sqliteAuditTables : [])] : [];
  const filled = [...refilled, sqlite ? 'number_given' : 'person_claim'];
  return {
    emptied: [...emptied, ...filled, ...audit],
    refilled: filled,
  };
}

/** Settings that a reset writes, in the transaction of the reset. */
export const resetSettings = { count: 'resets', at: 'lastReset' } as const;

/** Whose awards become whose. */
export interface Awards {
  readonly from: string;
  readonly to: string;
}

/** What gives one organisation's qualifications, and the events that it owns, to another; `?` is a value. */
export const handOverStatements = {
  handOverQualifications:
    'update qualification set awarding_organisation_ref = ? where awarding_organisation_ref = ?',
  handOverEvents:
    'update learning_event set owner_ref = ?, reference = replace(reference, ?, ?) where owner_ref = ?',
} as const;

/** The values of {@link handOverStatements}. */
export function handOverValues({
  from,
  to,
}: Awards): Readonly<Record<keyof typeof handOverStatements, readonly string[]>> {
  return { handOverQualifications: [to, from], handOverEvents: [to, `${from}:`, `${to}:`, from] };
}

/** Both, each with its values. */
export function handOver(awards: Awards): readonly (readonly [sql: string, values: readonly string[]])[] {
  const values = handOverValues(awards);
  return [
    [handOverStatements.handOverQualifications, values.handOverQualifications],
    [handOverStatements.handOverEvents, values.handOverEvents],
  ];
}
