/** Whether a register holds everything that clients were told, once, and nothing of what it refused. */
import { z } from 'zod';
import { hasValidCheckDigit, parseUln } from '../src/domain/uln.js';
import type { Settings } from './batch-processes.js';
import { personOf } from './batch-records.js';
import { openRows, type Rows } from './batch-rows.js';
import { RECORDS_IN_A_BATCH, type Promised, type Told } from './mixed-load.js';

const text = z.coerce.string();
const number = z.coerce.number();
const learnerRow = z.object({
  uln: text,
  given_name: z.string(),
  family_name: z.string(),
  title: z.string().nullable(),
  version_number: number,
});
const auditRow = z.object({
  correlation_id: z.string(),
  operation: z.string(),
  outcome: z.string(),
  entries: number,
});
const jobRow = z.object({ job_id: text, status: z.string() });
const twiceRow = z.object({ given_name: z.string(), family_name: z.string(), people: number });

type LearnerRow = z.output<typeof learnerRow>;

export interface MixedFindings {
  /** In words; empty when everything is as it was told. */
  readonly problems: readonly string[];
  readonly learners: number;
  readonly auditEntries: number;
}

const shown = 30;

/** Jobs must have come to their end before. */
export async function auditMixed(settings: Settings, promised: Promised): Promise<MixedFindings> {
  const rows = await openRows(settings);
  try {
    const problems = [...promised.wrong];
    const learners = await rows.query(
      `select uln, given_name, family_name, title, version_number from learner where family_name like 'Batchly%'`,
      learnerRow,
    );
    checkLearners(new Map(learners.map((row) => [row.uln, row])), promised, problems);
    for (const { given_name, family_name, people } of await peopleTwice(rows)) {
      problems.push(`${given_name} ${family_name} is in the register ${people} times`);
    }
    const auditEntries = await checkAudit(rows, promised, problems);
    await checkJobs(rows, promised, problems);
    return { problems: problems.slice(0, shown), learners: learners.length, auditEntries };
  } finally {
    await rows.close();
  }
}

function checkLearners(
  stored: ReadonlyMap<string, LearnerRow>,
  { registered }: Promised,
  problems: string[],
): void {
  for (const told of registered.values()) {
    const row = stored.get(told.uln);
    if (row === undefined) problems.push(`${told.uln} was given and is not in the register`);
    else problems.push(...differences(told, row));
  }
  for (const { uln } of stored.values()) {
    const parsed = parseUln(uln);
    if (parsed === undefined || !hasValidCheckDigit(parsed)) problems.push(`${uln} is no ULN`);
  }
}

function differences(told: Told, row: LearnerRow): readonly string[] {
  const { GivenName, FamilyName } = personOf(told.person);
  const found: string[] = [];
  if (row.given_name !== GivenName || row.family_name !== FamilyName) {
    found.push(`${told.uln} was given for person ${told.person} and is somebody else's`);
  }
  const asTold = row.version_number === told.version && (row.title ?? '') === told.title;
  const unheard =
    told.unheard !== undefined && row.version_number === told.version + 1 && row.title === told.unheard;
  if (!asTold && !unheard) {
    found.push(
      `${told.uln} is version ${row.version_number} with title "${row.title ?? ''}", not ${told.version} with "${told.title}"`,
    );
  }
  return found;
}

function peopleTwice(rows: Rows): Promise<readonly z.output<typeof twiceRow>[]> {
  return rows.query(
    `select given_name, family_name, count(*) as people from learner where family_name like 'Batchly%'
     group by given_name, family_name, date_of_birth having count(*) > 1`,
    twiceRow,
  );
}

/** Each answer has its entry with the same outcome; nothing refused has one; nothing was done twice. */
async function checkAudit(rows: Rows, promised: Promised, problems: string[]): Promise<number> {
  const { answered, refused } = promised;
  const entries = await rows.query(
    `select correlation_id, operation, outcome, count(*) as entries from audit where correlation_id like 'k%'
     group by correlation_id, operation, outcome`,
    auditRow,
  );
  const outcomes = new Map<string, string[]>();
  let count = 0;
  for (const { correlation_id: id, operation, outcome, entries: own } of entries) {
    count += own;
    outcomes.set(id, [...(outcomes.get(id) ?? []), outcome]);
    // A POST that is sent to a second copy after the first has done it shows as a second entry.
    if (own > (operation === 'submitBatchRegistration' ? RECORDS_IN_A_BATCH : 1))
      problems.push(`${id} was done ${own} times`);
    if (refused.has(id)) problems.push(`${id} was refused and is in the audit with ${outcome}`);
  }
  for (const [id, code] of answered) {
    // Handing in a batch is told by its job; its records are in the audit under the same id.
    if (code !== 'WSRC0007' && outcomes.get(id)?.includes(code) !== true) {
      problems.push(
        `${id} was answered with ${code} and is in the audit with ${outcomes.get(id)?.join() ?? 'nothing'}`,
      );
    }
  }
  return count;
}

async function checkJobs(rows: Rows, { jobs }: Promised, problems: string[]): Promise<void> {
  const stored = await rows.query('select job_id, status from batch_job', jobRow);
  const statuses = new Map(stored.map(({ job_id, status }) => [job_id, status]));
  for (const job of jobs) {
    const status = statuses.get(job);
    if (status !== 'Successful') problems.push(`job ${job} was accepted and is ${status ?? 'not there'}`);
  }
}

/** Waits until every batch job has come to an end. */
export async function untilJobsEnd(settings: Settings, patienceMs: number): Promise<void> {
  const rows = await openRows(settings);
  try {
    for (const end = performance.now() + patienceMs; performance.now() < end;) {
      const [row] = await rows.query(
        `select count(*) as jobs from batch_job where status in ('Waiting', 'InProgress')`,
        z.object({ jobs: number }),
      );
      if (row?.jobs === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`There are unfinished jobs after ${patienceMs} ms`);
  } finally {
    await rows.close();
  }
}
