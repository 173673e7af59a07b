import type { Knex } from 'knex';
import { named, type Built } from '../built-statement.js';
import { chunkColumns, jobColumns, newJobColumns, resultColumns } from './batch-columns.js';

/** `Removed` is a job whose records are being deleted: nobody sees it any more. */
export const REMOVED = 'Removed';

/** What the batches ask of the database, as in `statements.ts`. */
export function batchStatements(knex: Knex) {
  return { ...jobs(knex), ...turns(knex), ...records(knex), ...removal(knex) };
}

function jobs(knex: Knex) {
  const job = () => knex('batch_job');
  const held = () => job().where(named(['job_id', 'lease']));
  const due = () =>
    job().select(jobColumns).where('organisation_ref', 'organisation_ref').limit(1, { skipBinding: true });
  return {
    insertJob: [job().insert(named(newJobColumns)).returning('job_id'), newJobColumns],
    jobById: [
      job()
        .select(jobColumns)
        .where('job_id', 'job_id')
        .andWhere('status', '<>', knex.raw(`'${REMOVED}'`)),
      ['job_id'],
    ],
    jobForUpdate: [
      job().select('status', 'organisation_ref').where('job_id', 'job_id').forUpdate(),
      ['job_id'],
    ],
    leaseHeld: [held().select('job_id'), ['job_id', 'lease']],
    lapsedJob: [
      due()
        .andWhere('due_at', '>', knex.raw('0'))
        .andWhere('due_at', '<=', 'due_at')
        .orderBy(['due_at', 'job_id'])
        .forUpdate(),
      ['organisation_ref', 'due_at'],
    ],
    waitingJob: [due().andWhere('due_at', knex.raw('0')).orderBy('job_id').forUpdate(), ['organisation_ref']],
    unfinishedJob: [due().whereNotNull('due_at'), ['organisation_ref']],
    takeJob: [
      knex.raw(
        `update batch_job set status = 'InProgress', lease = ?, due_at = ?, attempts = attempts + 1,
        started_at = coalesce(started_at, ?) where job_id = ?`,
        ['lease', 'due_at', 'started_at', 'job_id'],
      ),
      ['lease', 'due_at', 'started_at', 'job_id'],
    ],
    extendLease: [held().update(named(['due_at'])), ['due_at', 'job_id', 'lease']],
    releaseJob: [
      held().update({
        attempts: knex.raw('attempts - 1'),
        due_at: knex.raw('0'),
        lease: knex.raw('null'),
        status: knex.raw(`'Waiting'`),
      }),
      ['job_id', 'lease'],
    ],
    finishJob: [
      held().update({
        status: knex.raw(`'Successful'`),
        lease: knex.raw('null'),
        due_at: knex.raw('null'),
        ...named(['finished_at', 'tally']),
      }),
      ['finished_at', 'tally', 'job_id', 'lease'],
    ],
    parkJob: [
      held().update({
        lease: knex.raw('null'),
        ...named(['due_at', 'finished_at', 'problem', 'status']),
      }),
      ['due_at', 'finished_at', 'problem', 'status', 'job_id', 'lease'],
    ],
    openToWork: [
      job()
        .update({
          status: knex.raw(`'Waiting'`),
          due_at: knex.raw('0'),
          attempts: knex.raw('0'),
          problem: knex.raw('null'),
          finished_at: knex.raw('null'),
        })
        .where('job_id', 'job_id'),
      ['job_id'],
    ],
    countStatus: [job().where('status', 'status').count(), ['status']],
  } satisfies Record<string, Built>;
}

function turns(knex: Knex) {
  return {
    joinQueue: [
      knex.raw(
        `insert into batch_turn (organisation_ref, turn)
        select ?, coalesce(max(turn), 0) + 1 from batch_turn where true
        on conflict (organisation_ref) do update set turn = coalesce(batch_turn.turn, excluded.turn)`,
        ['organisation_ref'],
      ),
      ['organisation_ref'],
    ],
    nextTurn: [
      knex('batch_turn')
        .select('turn', 'organisation_ref')
        .whereNotNull('turn')
        .andWhereRaw('(turn, organisation_ref) > (?, ?)', ['turn', 'organisation_ref'])
        .orderBy(['turn', 'organisation_ref'])
        .limit(1, { skipBinding: true })
        .forUpdate(),
      ['turn', 'organisation_ref'],
    ],
    toTheEnd: [
      knex.raw(
        'update batch_turn set turn = (select max(turn) + 1 from batch_turn) where organisation_ref = ?',
        ['organisation_ref'],
      ),
      ['organisation_ref'],
    ],
    leaveQueue: [
      knex('batch_turn').update('turn', knex.raw('null')).where('organisation_ref', 'organisation_ref'),
      ['organisation_ref'],
    ],
  } satisfies Record<string, Built>;
}

function records(knex: Knex) {
  return {
    insertChunk: [knex('batch_chunk').insert(named(chunkColumns)), chunkColumns],
    addToCount: [
      knex.raw(
        `update batch_job set record_count = record_count + cast(? as int) where job_id = ? and status = 'Opened'`,
        ['record_count', 'job_id'],
      ),
      ['record_count', 'job_id'],
    ],
    insertResult: [
      knex('batch_result').insert(named(resultColumns)).onConflict(['job_id', 'position']).ignore(),
      resultColumns,
    ],
    chunksBetween: [
      knex('batch_chunk')
        .select('first_position', 'records')
        .where('job_id', 'job_id')
        .andWhere('first_position', '>', 'after')
        .andWhere('first_position', '<=', 'last')
        .orderBy('first_position'),
      ['job_id', 'after', 'last'],
    ],
    unfinishedChunks: [
      knex.raw(
        `select first_position, record_count, records from batch_chunk as chunk
        where job_id = ? and first_position > ? and record_count > (
          select count(*) from batch_result as result where result.job_id = chunk.job_id
          and result.position >= chunk.first_position
          and result.position < chunk.first_position + chunk.record_count
        ) order by first_position limit ?`,
        ['job_id', 'after', 'limit'],
      ),
      ['job_id', 'after', 'limit'],
    ],
    donePositions: [
      knex('batch_result')
        .select('position')
        .where('job_id', 'job_id')
        .andWhere('position', '>=', 'first')
        .andWhere('position', '<=', 'last'),
      ['job_id', 'first', 'last'],
    ],
    resultsAfter: [
      knex.raw(
        `select ${resultColumns.join(', ')} from batch_result
        where job_id = ? and position > ? order by position limit ?`,
        ['job_id', 'after', 'limit'],
      ),
      ['job_id', 'after', 'limit'],
    ],
    tally: [
      knex('batch_result').select('code').count().where('job_id', 'job_id').groupBy('code'),
      ['job_id'],
    ],
  } satisfies Record<string, Built>;
}

function removal(knex: Knex) {
  return {
    /** Finished before then, or opened before then and never sealed; those half removed come along. */
    removableJobs: [
      knex.raw(
        `select job_id from batch_job where finished_at < ?
        union all select job_id from batch_job where status = 'Opened' and submitted_at < ? limit ?`,
        ['finished_at', 'submitted_at', 'limit'],
      ),
      ['finished_at', 'submitted_at', 'limit'],
    ],
    markRemoved: [
      knex.raw(
        `update batch_job set status = '${REMOVED}', due_at = null, lease = null,
        finished_at = coalesce(finished_at, 0) where job_id = ?`,
        ['job_id'],
      ),
      ['job_id'],
    ],
    firstChunks: [
      knex.raw(
        `select first_position, record_count from batch_chunk where job_id = ? order by first_position limit ?`,
        ['job_id', 'limit'],
      ),
      ['job_id', 'limit'],
    ],
    deleteResults: [
      knex('batch_result').where('job_id', 'job_id').andWhere('position', '<', 'before').delete(),
      ['job_id', 'before'],
    ],
    deleteChunks: [
      knex('batch_chunk').where('job_id', 'job_id').andWhere('first_position', '<', 'before').delete(),
      ['job_id', 'before'],
    ],
    deleteJob: [knex('batch_job').where('job_id', 'job_id').delete(), ['job_id']],
  } satisfies Record<string, Built>;
}
