/**
 * Whether a register has kept what batches promise: each record of each job has exactly one result, each ULN given
 * is somebody's, nobody has two, nobody was made whom no result names, each update was made once, and counts agree.
 */
import { z } from 'zod';
import { hasValidCheckDigit, parseUln } from '../src/domain/uln.js';
import type { Settings } from './batch-processes.js';
import { openRows, type Rows } from './batch-rows.js';

/** Which codes a record may have, by the kind of record that begins its MISIdentifier. */
export const codesOf: Readonly<Record<string, readonly string[]>> = {
  new: ['RC001', 'RC002', 'RC003'],
  known: ['RC002', 'RC003'],
  checked: ['RC002', 'RC004'],
  lacking: ['RC006'],
  unknown: ['RC009'],
  verified: ['WSRC0004'],
};

export interface Findings {
  /** What is wrong, in words; empty when every promise was kept. */
  readonly problems: readonly string[];
  readonly jobs: number;
  readonly records: number;
  readonly registered: number;
  readonly updated: number;
}

const text = z.coerce.string();
const number = z.coerce.number();

const jobRow = z.object({
  job_id: text,
  status: z.string(),
  record_count: number,
  tally: z.string().nullable(),
});
const chunkRow = z.object({ job_id: text, first_position: number, records: z.string() });
const resultRow = z.object({ job_id: text, position: number, code: z.string(), uln: text.nullable() });
const learnerRow = z.object({
  uln: text,
  given_name: z.string(),
  family_name: z.string(),
  date_of_birth: z.string(),
  version_number: number,
});
const auditRow = z.object({ uln: text, outcome: z.string(), entries: number });
const ulnRow = z.object({ uln: text });

const fieldsSchema = z.array(z.record(z.string(), z.string()));
const tallySchema = z.array(z.tuple([z.string(), z.number()]));

/** A record with what became of it, as stored. */
interface StoredRecord {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly results: readonly z.infer<typeof resultRow>[];
}

/** The ULNs of a register that no batch has worked on yet. */
export async function ulnsIn(settings: Settings): Promise<ReadonlySet<string>> {
  const rows = await openRows(settings);
  try {
    return new Set((await rows.query('select uln from learner', ulnRow)).map(({ uln }) => uln));
  } finally {
    await rows.close();
  }
}

/** @param before who was there before the first batch */
export async function auditBatches(settings: Settings, before: ReadonlySet<string>): Promise<Findings> {
  const rows = await openRows(settings);
  try {
    const problems: string[] = [];
    const jobs = await rows.query('select job_id, status, record_count, tally from batch_job', jobRow);
    const records = await recordsIn(rows, jobs, problems);
    for (const record of records) checkResult(record, problems);
    const results = records.flatMap((record) => record.results);
    checkTallies(jobs, results, problems);
    checkPeople(records, problems);
    await checkLearners(rows, records, before, problems);
    const count = (code: string): number => results.filter((result) => result.code === code).length;
    return {
      problems,
      jobs: jobs.length,
      records: records.length,
      registered: count('RC001'),
      updated: count('RC003'),
    };
  } finally {
    await rows.close();
  }
}

async function recordsIn(
  rows: Rows,
  jobs: readonly z.infer<typeof jobRow>[],
  problems: string[],
): Promise<readonly StoredRecord[]> {
  const chunks = await rows.query('select job_id, first_position, records from batch_chunk', chunkRow);
  const results = await rows.query('select job_id, position, code, uln from batch_result', resultRow);
  const resultsOf = grouped(results, placeOf);
  const records = chunks.flatMap(({ job_id, first_position, records: stored }) =>
    fieldsSchema.parse(JSON.parse(stored)).map((fields, at): StoredRecord => {
      const name = placeOf({ job_id, position: first_position + at });
      return { name, fields, results: resultsOf.get(name) ?? [] };
    }),
  );
  for (const { job_id, status, record_count } of jobs) {
    const stored = records.filter(({ name }) => name.startsWith(`job ${job_id},`)).length;
    if (status !== 'Successful') problems.push(`job ${job_id} is ${status}`);
    if (stored !== record_count) problems.push(`job ${job_id} has ${stored} records, not ${record_count}`);
  }
  const names = new Set(records.map(({ name }) => name));
  for (const name of resultsOf.keys()) if (!names.has(name)) problems.push(`${name}: a result and no record`);
  return records;
}

function placeOf({ job_id, position }: { job_id: string; position: number }): string {
  return `job ${job_id}, record ${position + 1}`;
}

function checkResult({ name, fields, results }: StoredRecord, problems: string[]): void {
  const [result] = results;
  if (result === undefined || results.length > 1) {
    problems.push(`${name} has ${results.length} results`);
    return;
  }
  const kind = fields['misIdentifier']?.split('-')[0] ?? '';
  if (codesOf[kind]?.includes(result.code) !== true) problems.push(`${name} (${kind}) has ${result.code}`);
  const needsUln = /^RC00[1-5]$/.test(result.code);
  if (needsUln !== (result.uln !== null) && kind !== 'verified') problems.push(`${name}: ULN ${result.uln}`);
}

function checkTallies(
  jobs: readonly z.infer<typeof jobRow>[],
  results: readonly z.infer<typeof resultRow>[],
  problems: string[],
): void {
  const resultsOf = grouped(results, (result) => result.job_id);
  for (const { job_id, tally } of jobs) {
    const counted = grouped(resultsOf.get(job_id) ?? [], ({ code }) => code);
    const expected = [...counted].map(([code, { length }]) => `${code} ${length}`).sort();
    const kept = tallySchema.parse(JSON.parse(tally ?? '[]')).map((entry) => entry.join(' '));
    if (kept.sort().join() !== expected.join())
      problems.push(`job ${job_id} counts ${kept.join()}, not ${expected.join()}`);
  }
}

/** However many records name a new person, one of them registers and all of them give the same ULN. */
function checkPeople(records: readonly StoredRecord[], problems: string[]): void {
  const ofPeople = records.filter(({ fields }) => fields['misIdentifier']?.startsWith('new-'));
  for (const [person, theirs] of grouped(ofPeople, ({ fields }) => fields['misIdentifier'] ?? '')) {
    const results = theirs.flatMap((record) => record.results);
    const ulns = new Set(results.map(({ uln }) => uln));
    const registered = results.filter(({ code }) => code === 'RC001').length;
    if (registered !== 1 || ulns.size !== 1) {
      problems.push(`${person} was registered ${registered} times and has the ULNs ${[...ulns].join(' ')}`);
    }
  }
}

async function checkLearners(
  rows: Rows,
  records: readonly StoredRecord[],
  before: ReadonlySet<string>,
  problems: string[],
): Promise<void> {
  const learners = await rows.query(
    'select uln, given_name, family_name, date_of_birth, version_number from learner',
    learnerRow,
  );
  const made = new Map(
    learners.filter(({ uln }) => !before.has(uln)).map((learner) => [learner.uln, learner]),
  );
  const audited = await rows.query(
    'select uln, outcome, count(*) as entries from audit where uln is not null group by uln, outcome',
    auditRow,
  );
  const entriesOf = new Map(audited.map(({ uln, outcome, entries }) => [`${uln} ${outcome}`, entries]));
  const named = new Set<string>();
  for (const { name, fields, results } of records) {
    for (const { code, uln } of results) {
      if (code !== 'RC001' || uln === null) continue;
      const learner = made.get(uln);
      if (named.has(uln)) problems.push(`${name}: ULN ${uln} was given twice`);
      named.add(uln);
      const parsed = parseUln(uln);
      if (parsed === undefined || !hasValidCheckDigit(parsed)) problems.push(`${name}: ${uln} is no ULN`);
      if (learner?.given_name !== fields['givenName'] || learner?.family_name !== fields['familyName']) {
        problems.push(`${name}: ULN ${uln} is not this person's`);
      }
    }
  }
  const updates = grouped(
    records.flatMap((record) => record.results).filter(({ code }) => code === 'RC003'),
    ({ uln }) => uln,
  );
  for (const { uln, version_number } of made.values()) {
    if (!named.has(uln)) problems.push(`the learner ${uln} is in no result`);
    const updated = updates.get(uln)?.length ?? 0;
    if (version_number !== updated + 1) {
      problems.push(`the learner ${uln} has version ${version_number} after ${updated} updates`);
    }
    const entries = { WSRC0005: 1, WSRC0006: updated };
    for (const [outcome, expected] of Object.entries(entries)) {
      const found = entriesOf.get(`${uln} ${outcome}`) ?? 0;
      if (found !== expected) problems.push(`${uln} has ${found} audit entries ${outcome}, not ${expected}`);
    }
  }
  const people = grouped(made.values(), (one) => `${one.given_name}|${one.family_name}|${one.date_of_birth}`);
  for (const [, { length }] of people) if (length > 1) problems.push(`one person is ${length} learners`);
}

function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
