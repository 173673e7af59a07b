/** Changes of batches that are worth a statement of their own in PostgreSQL: see the changes of the same names. */
import type pg from 'pg';
import { auditColumns, type AuditValue } from '../audit-row.js';
import { newJobColumns, resultColumns } from '../batches/batch-columns.js';
import type { Chunk, ProgressValues } from '../batches/batch-rows.js';
import { text, type Row, type Value } from '../values.js';
import { auditArrays, auditInsert, resultTypes, transposed, unnest } from './arrays.js';
import { execute, type NamedStatement } from './connections.js';

/** Of the organisation, the audit and the job. */
const FIRST_AUDIT = 2;
const FIRST_JOB = FIRST_AUDIT + auditColumns.length;
const FIRST_CHUNK = FIRST_JOB + newJobColumns.length;

const chunkTypes = ['int', 'int', 'text'];

/**
 * Chunks as parameters of their own: the text of two hundred records in an array is escaped here and read letter by
 * letter there. Each number of chunks is another statement, so only a web service's registrations go in this way.
 */
const MOST_ALONE = 4;
const submitAlone = Array.from({ length: MOST_ALONE }, (_, at) =>
  submit(`submitJobOf${String(at + 1)}`, chunkRows(at + 1)),
);
const submitInArrays = submit('submitJobWhole', unnest(chunkTypes, FIRST_CHUNK));

/** `$3::int, $4::text` for these types, counting from the parameter `first`; empty types are left to the server. */
function parameters(first: number, types: readonly string[]): string {
  return types.map((type, at) => `$${String(first + at)}${type === '' ? '' : `::${type}`}`).join(', ');
}

function chunkRows(count: number): string {
  const rows = Array.from({ length: count }, (_, at) => FIRST_CHUNK + at * chunkTypes.length);
  return `(values ${rows.map((first) => `(${parameters(first, chunkTypes)})`).join(', ')})`;
}

function submit(name: string, chunks: string): NamedStatement {
  return {
    name,
    text: `with place as (
    insert into batch_turn (organisation_ref, turn)
    select $1, coalesce(max(turn), 0) + 1 from batch_turn
    on conflict (organisation_ref) do update set turn = coalesce(batch_turn.turn, excluded.turn)
  ),
  job as (
    insert into batch_job (${newJobColumns.join(', ')})
    values (${parameters(FIRST_JOB, Array<string>(newJobColumns.length).fill(''))}) returning job_id
  ),
  chunks as (
    insert into batch_chunk (job_id, first_position, record_count, records)
    select job.job_id, chunk.* from job, ${chunks} as chunk
  ),
  trail as (${auditInsert(FIRST_AUDIT)})
  select job_id from job`,
  };
}

export async function submitWhole(
  pool: pg.Pool,
  row: readonly Value[],
  organisationRef: string,
  chunks: readonly Chunk[],
  audit: readonly AuditValue[],
): Promise<string> {
  const values = chunks.map(({ first, count, records }): Row => [first, count, records]);
  const alone = submitAlone[chunks.length - 1];
  const { rows } = await execute(pool, alone ?? submitInArrays, [
    organisationRef,
    ...auditArrays(audit),
    ...row,
    ...(alone === undefined ? transposed(values, chunkTypes.length) : values.flat()),
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
