/** Changes of batches that are worth a statement of their own in PostgreSQL: see the changes of the same names. */
import type pg from 'pg';
import type { AuditValue } from '../audit-row.js';
import { newJobColumns, resultColumns } from '../batches/batch-columns.js';
import type { Chunk, ProgressValues } from '../batches/batch-rows.js';
import { text, type Row, type Value } from '../values.js';
import { auditArrays, auditInsert, resultTypes, transposed, unnest } from './arrays.js';
import { execute, type NamedStatement } from './connections.js';

const FIRST_CHUNK = 2 + newJobColumns.length;
const FIRST_AUDIT = FIRST_CHUNK + 3;

const submit: NamedStatement = {
  name: 'submitJobWhole',
  text: `with place as (
    insert into batch_turn (organisation_ref, turn)
    select $1, coalesce(max(turn), 0) + 1 from batch_turn
    on conflict (organisation_ref) do update set turn = coalesce(batch_turn.turn, excluded.turn)
  ),
  job as (
    insert into batch_job (${newJobColumns.join(', ')})
    values (${newJobColumns.map((_, at) => `$${String(2 + at)}`).join(', ')}) returning job_id
  ),
  chunks as (
    insert into batch_chunk (job_id, first_position, record_count, records)
    select job.job_id, chunk.* from job, ${unnest(['int', 'int', 'text'], FIRST_CHUNK)} as chunk
  ),
  trail as (${auditInsert(FIRST_AUDIT)})
  select job_id from job`,
};

export async function submitWhole(
  pool: pg.Pool,
  row: readonly Value[],
  organisationRef: string,
  chunks: readonly Chunk[],
  audit: readonly AuditValue[],
): Promise<string> {
  const { rows } = await execute(pool, submit, [
    organisationRef,
    ...row,
    chunks.map(({ first }) => first),
    chunks.map(({ count }) => count),
    chunks.map(({ records }) => records),
    ...auditArrays(audit),
  ]);
  return text(rows[0]?.[0]);
}

const record: NamedStatement = {
  name: 'recordResultsTogether',
  text: `insert into batch_result (${resultColumns.join(', ')})
  select ${resultColumns.map((column) => `record.${column}`).join(', ')}
  from ${unnest(['text', ...resultTypes], 1)} as record (lease, ${resultColumns.join(', ')})
  join batch_job as job on job.job_id = record.job_id and job.lease = record.lease
  order by record.job_id, record.position
  on conflict do nothing`,
};

export async function recordTogether(pool: pg.Pool, progress: readonly ProgressValues[]): Promise<void> {
  const rows = progress.map(({ lease, result }): Row => [lease, ...result]);
  await execute(pool, record, transposed(rows, resultTypes.length + 1));
}
