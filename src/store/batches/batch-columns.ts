/** The columns of the batch tables in the order in which they are written: sorted, as knex sorts an insert. */

export const newJobColumns = [
  'attempts',
  'correlation_id',
  'due_at',
  'file_name',
  'job_type',
  'kind',
  'org_email',
  'organisation_ref',
  'record_count',
  'source',
  'status',
  'submitted_at',
  'user_name',
] as const;

/** What is read of a job; the order of `jobOf`. */
export const jobColumns = [
  'job_id',
  ...newJobColumns,
  'started_at',
  'finished_at',
  'problem',
  'tally',
] as const;

export const chunkColumns = ['first_position', 'job_id', 'record_count', 'records'] as const;

export const resultColumns = ['code', 'detail', 'job_id', 'position', 'uln'] as const;
