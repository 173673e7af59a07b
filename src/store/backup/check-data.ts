import type { Questions, TableCounts } from './rows.js';
import { countTables } from './rows.js';

/** What one check of a register's data found. */
export interface DataFinding {
  readonly check: string;
  readonly ok: boolean;
  readonly finding: string;
}

/** What may not be there, and how many of it there are. Asked when all the tables are. */
const rules: readonly (readonly [check: string, tables: readonly string[], count: string])[] = [
  [
    'batch results have their learner',
    ['batch_result', 'learner'],
    `select count(*) from batch_result as r where r.uln is not null
      and not exists (select 1 from learner as l where l.uln = r.uln)`,
  ],
  [
    'learning events have their learner',
    ['learning_event', 'learner'],
    `select count(*) from learning_event as e
      where not exists (select 1 from learner as l where l.uln = e.uln)`,
  ],
  [
    'the history of events has its learner',
    ['learning_event_history', 'learner'],
    `select count(*) from learning_event_history as h
      where not exists (select 1 from learner as l where l.uln = h.uln)`,
  ],
  [
    'data challenges have their learner',
    ['data_challenge', 'learner'],
    `select count(*) from data_challenge as c
      where not exists (select 1 from learner as l where l.uln = c.uln)`,
  ],
  [
    'names lead to a learner',
    ['learner_name', 'learner'],
    `select count(*) from learner_name as n
      where not exists (select 1 from learner as l where l.uln = n.uln)`,
  ],
  [
    'a person is claimed once',
    ['person_claim', 'learner'],
    `select count(*) from (
      select person_key from person_claim group by person_key having count(*) > 1
      union all
      select person_key from person_claim as c where not exists (select 1 from learner as l where l.uln = c.uln)
    ) as wrong`,
  ],
  [
    'linked records have their master',
    ['learner'],
    `select count(*) from learner as l where l.master_uln is not null
      and not exists (select 1 from learner as m where m.uln = l.master_uln)`,
  ],
  [
    'batch records have their job',
    ['batch_chunk', 'batch_result', 'batch_job'],
    `select (select count(*) from batch_chunk as c
        where not exists (select 1 from batch_job as j where j.job_id = c.job_id))
      + (select count(*) from batch_result as r
        where not exists (select 1 from batch_job as j where j.job_id = r.job_id))`,
  ],
];

/** Looks whether a register's data fit together, and whether they are as many as they should be. */
export async function checkData(
  questions: Questions,
  expected: TableCounts,
): Promise<readonly DataFinding[]> {
  const findings: DataFinding[] = [];
  if (questions.kind === 'sqlite') findings.push(await integrity(questions));
  const counts = await countTables(questions);
  findings.push(compareCounts(counts, expected));
  for (const [check, tables, sql] of rules) {
    if (!tables.every((table) => table in counts)) continue;
    const [row] = await questions.ask(sql);
    const wrong = Number(row?.[0]);
    findings.push({ check, ok: wrong === 0, finding: wrong === 0 ? 'all' : `${String(wrong)} not` });
  }
  return findings;
}

/** SQLite's own look at each page and index. */
async function integrity({ ask }: Questions): Promise<DataFinding> {
  const rows = await ask('pragma integrity_check');
  const ok = rows.length === 1 && rows[0]?.[0] === 'ok';
  return { check: 'integrity', ok, finding: ok ? 'ok' : `${String(rows.length)} problem(s) in the file` };
}

function compareCounts(found: TableCounts, expected: TableCounts): DataFinding {
  const differing = Object.keys({ ...expected, ...found }).filter(
    (table) => found[table] !== expected[table],
  );
  const rows = Object.values(found).reduce((sum, each) => sum + each, 0);
  return {
    check: 'counts',
    ok: differing.length === 0,
    finding:
      differing.length === 0
        ? `${String(rows)} rows in ${String(Object.keys(found).length)} tables`
        : differing
            .map(
              (table) => `${table}: ${String(found[table] ?? 0)} in place of ${String(expected[table] ?? 0)}`,
            )
            .join(', '),
  };
}
