/**
 * Whether a register has kept what achievement jobs promise: each record has exactly one result, each creation one event,
 * each change one earlier state, each of them one entry in the audit, and nothing is there that no result names.
 */
import { z } from 'zod';
import type { Settings } from './batch-processes.js';
import { openRows, type Rows } from './batch-rows.js';

export interface AchievementFindings {
  /** What is wrong, in words; empty when every promise was kept. */
  readonly problems: readonly string[];
  readonly jobs: number;
  readonly records: number;
  readonly created: number;
  readonly changed: number;
}

/** The invented learners of measurements, beside those of the published test data. */
const invented = 'uln between 5000000000 and 5999999999';

const number = z.coerce.number();
const counted = z.object({ name: z.string(), count: number });
const jobRow = z.object({ job_id: number, status: z.string(), record_count: number, results: number });

/** By outcome code, what an event's history calls it. An update that changes nothing has no history. */
const changes: Readonly<Record<string, string>> = { A003: 'promoted', A004: 'withdrawn', A005: 'reinstated' };

export async function auditAchievements(settings: Settings): Promise<AchievementFindings> {
  const rows = await openRows(settings);
  try {
    const problems: string[] = [];
    const jobs = await rows.query(
      `select job_id, status, record_count,
      (select count(*) from batch_result where batch_result.job_id = batch_job.job_id) as results
      from batch_job where kind = 'achievement'`,
      jobRow,
    );
    for (const { job_id, status, record_count, results } of jobs) {
      if (status !== 'Successful') problems.push(`job ${job_id} is ${status}`);
      if (results !== record_count)
        problems.push(`job ${job_id} has ${results} results, not ${record_count}`);
    }
    const results = await counts(
      rows,
      `select code as name, count(*) as count from batch_result group by code`,
    );
    const entries = await counts(
      rows,
      `select outcome as name, count(*) as count from audit
      where operation = 'SubmitAchievementBatchJob' and ${invented} group by outcome`,
    );
    const history = await counts(
      rows,
      `select change as name, count(*) as count from learning_event_history where ${invented} group by change`,
    );
    const events = await counts(
      rows,
      `select 'all' as name, count(*) as count from learning_event where ${invented}`,
    );
    const of = (all: ReadonlyMap<string, number>, name: string): number => all.get(name) ?? 0;
    const compare = (what: string, found: number, expected: number): void => {
      if (found !== expected) problems.push(`${found} ${what}, not ${expected}`);
    };
    compare('events', of(events, 'all'), of(results, 'A001'));
    compare('entries A001', of(entries, 'A001'), of(results, 'A001'));
    for (const [code, change] of Object.entries(changes)) {
      compare(`earlier states ${change}`, of(history, change), of(results, code));
      compare(`entries ${code}`, of(entries, code), of(results, code));
    }
    if (of(history, 'updated') > of(results, 'A002')) problems.push('More was updated than results tell');
    await checkVersions(rows, problems);
    return {
      problems,
      jobs: jobs.length,
      records: [...results.values()].reduce((sum, count) => sum + count, 0),
      created: of(results, 'A001'),
      changed: of(history, 'updated') + of(results, 'A003') + of(results, 'A004') + of(results, 'A005'),
    };
  } finally {
    await rows.close();
  }
}

async function checkVersions(rows: Rows, problems: string[]): Promise<void> {
  const torn = await rows.query(
    `select cast(event.event_id as varchar(20)) as name, event.version as count from learning_event as event
    where event.version <> 1 + (select count(*) from learning_event_history as old
      where old.uln = event.uln and old.event_id = event.event_id)`,
    counted,
  );
  for (const { name, count } of torn) problems.push(`event ${name} has version ${count} and another history`);
  const twice = await rows.query(
    `select cast(event_id as varchar(20)) as name, count(*) as count from learning_event
    group by event_id having count(*) > 1`,
    counted,
  );
  for (const { name, count } of twice) problems.push(`the number ${name} names ${count} events`);
}

async function counts(rows: Rows, sql: string): Promise<ReadonlyMap<string, number>> {
  return new Map((await rows.query(sql, counted)).map(({ name, count }) => [name, count]));
}
