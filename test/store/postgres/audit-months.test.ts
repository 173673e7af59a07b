import { expect } from 'chai';
import { auditMonth, monthOfPartition } from '../../../src/store/postgres/audit-months.js';
import { entry, uln } from '../people.js';
import { newDatabase, type NewDatabase } from './new-database.js';

const MONTHS_MADE = 4;

describe('The audit by month', () => {
  let database: NewDatabase;
  const present = auditMonth(Date.now());

  beforeEach(async () => {
    database = await newDatabase();
  });

  afterEach(() => database.close());

  async function partitions(): Promise<readonly string[]> {
    const { rows } = await database.client.query<{ name: string }>(
      `select child.relname as name from pg_inherits join pg_class as child on child.oid = inhrelid
      where inhparent = 'audit'::regclass order by 1`,
    );
    return rows.map(({ name }) => name);
  }

  async function rowsIn(table: string): Promise<number> {
    const { rows } = await database.client.query<{ count: string }>(`select count(*) from ${table}`);
    return Number(rows[0]?.count);
  }

  function months(from: number, count: number): readonly string[] {
    return Array.from({ length: count }, (_, later) => auditMonth(from, later).partition);
  }

  it('has tables for this month and the next, one for all before, and one for the rest', async () => {
    expect(await partitions()).to.deep.equal([
      ...months(present.from, MONTHS_MADE),
      'audit_other',
      'audit_past',
    ]);
  });

  it('puts each entry where it belongs, and lists them as one audit', async () => {
    const { store } = database;
    const times = [present.from - 1, present.from, present.until - 1, present.until, present.until * 2];
    for (const at of times) {
      await store.audit.record(entry({ at: new Date(at), ulns: [uln('1000000001')] }));
    }
    const next = auditMonth(present.from, 1).partition;
    expect(await rowsIn('audit_past')).to.equal(1);
    expect(await rowsIn(present.partition)).to.equal(2);
    expect(await rowsIn(next)).to.equal(1);
    expect(await rowsIn('audit_other')).to.equal(1);
    const listed = await store.audit.list({ uln: uln('1000000001'), limit: 10 });
    expect(listed.map(({ at }) => at.getTime())).to.deep.equal([...times].reverse());
    const since = await store.audit.list({ since: new Date(present.until), limit: 10 });
    expect(since).to.have.length(2);
  });

  it('gets the tables of the months to come from the housekeeping, with what had come before them', async () => {
    const { store } = database;
    const later = auditMonth(present.from, MONTHS_MADE + 1);
    await store.audit.record(entry({ at: new Date(later.from), organisationRef: 'EARLY1' }));
    await store.audit.record(entry({ at: new Date(later.until - 1), organisationRef: 'EARLY1' }));
    expect(await rowsIn('audit_other')).to.equal(2);
    await store.tidyAudit(new Date(later.from));
    expect(await rowsIn('audit_other')).to.equal(0);
    expect(await rowsIn(later.partition)).to.equal(2);
    expect(await store.audit.list({ organisationRef: 'EARLY1', limit: 10 })).to.have.length(2);
    expect(await partitions()).to.include.members([...months(later.from, MONTHS_MADE)]);
    const before = await partitions();
    await store.tidyAudit(new Date(later.from));
    expect(await partitions()).to.deep.equal(before);
  });

  it('loses the tables of past months that are empty, and keeps the others', async () => {
    const { store } = database;
    const [first, second] = months(present.from, 2);
    const kept = auditMonth(present.from, 1);
    await store.audit.record(entry({ at: new Date(kept.from) }));
    await store.tidyAudit(new Date(auditMonth(present.from, MONTHS_MADE).from));
    expect(await partitions()).not.to.include(first);
    expect(await partitions()).to.include(second);
    expect(await store.audit.list({ limit: 10 })).to.have.length(1);
  });

  it('is tidied by one process when several try', async () => {
    const { store } = database;
    const later = new Date(auditMonth(present.from, 12).from);
    await Promise.all(Array.from({ length: 8 }, () => store.tidyAudit(later)));
    expect(new Set(await partitions()).size).to.equal((await partitions()).length);
    expect(await partitions()).to.include(auditMonth(later.getTime()).partition);
  });

  it('is written while it is tidied', async () => {
    const { store } = database;
    const later = auditMonth(present.from, 20);
    await store.audit.record(entry({ at: new Date(later.from) }));
    const state = { tidied: false };
    const tidying = store.tidyAudit(new Date(later.from)).finally(() => {
      state.tidied = true;
    });
    let written = 1;
    do {
      await Promise.all(
        Array.from({ length: 20 }, () => store.audit.record(entry({ at: new Date(later.from) }))),
      );
      written += 20;
    } while (!state.tidied);
    await tidying;
    expect(await store.audit.list({ limit: 100_000 })).to.have.length(written);
    await store.tidyAudit(new Date(later.from));
    expect(await rowsIn('audit_other')).to.equal(0);
  });

  it('is not looked through when the newest find is wanted: other months are left out', async () => {
    const { client } = database;
    await client.query(`prepare latest (text, bytea, bigint) as
      select at, outcome from audit where organisation_ref = $1 and person_key = $2 and at >= $3
      order by at desc limit 1`);
    await client.query('set plan_cache_mode = force_generic_plan');
    const from = auditMonth(present.from, 2).from;
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain (costs off) execute latest ('TEST01', '\\x00', ${String(from)})`,
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).to.contain(auditMonth(from).partition);
    for (const name of [...months(present.from, 2), 'audit_past']) expect(plan).not.to.contain(`${name}_`);
  });
});

describe('The month of an audit entry', () => {
  it('begins at midnight UTC, and its table is named after it', () => {
    const march = auditMonth(Date.parse('2026-03-31T23:59:59.999Z'));
    expect(march).to.deep.equal({
      partition: 'audit_2026_03',
      from: Date.parse('2026-03-01T00:00:00Z'),
      until: Date.parse('2026-04-01T00:00:00Z'),
    });
    expect(auditMonth(march.until).partition).to.equal('audit_2026_04');
    expect(auditMonth(march.from, 10).partition).to.equal('audit_2027_01');
    expect(monthOfPartition('audit_2026_03')).to.deep.equal(march);
    expect(monthOfPartition('audit_past')).to.equal(undefined);
  });
});
