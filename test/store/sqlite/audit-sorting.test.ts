import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { ulnFromStem, type Uln } from '../../../src/domain/uln.js';
import { openStore } from '../../../src/store/open-store.js';
import { AuditSorting } from '../../../src/store/sqlite/audit-sorting.js';
import { openFile, type SqliteConnection } from '../../../src/store/sqlite/connection.js';
import type { Store } from '../../../src/store/store.js';
import { entry } from '../people.js';

const learners = [990_400_001, 990_400_003, 990_400_004].map((stem) => {
  const uln = ulnFromStem(stem);
  if (uln === undefined) throw new Error(`${stem} is no stem of a ULN`);
  return uln;
});

describe('Audit entries that are sorted afterwards', () => {
  let folder: string;
  let store: Store;
  let connection: SqliteConnection;
  let recorded = 0;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'learner-register-sorting-'));
    const file = join(folder, 'sorting.sqlite');
    store = await openStore({ kind: 'sqlite', file, environment: 'test' });
    await store.migrations.up();
    connection = openFile(file);
  });

  after(async () => {
    connection.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  async function record(ulns: readonly Uln[]): Promise<string> {
    const correlationId = `sorting-${(recorded += 1)}`;
    await store.audit.record(entry({ at: new Date(Date.UTC(2024, 0, 1) + recorded), ulns, correlationId }));
    return correlationId;
  }

  async function about(uln: Uln): Promise<string[]> {
    return (await store.audit.list({ uln, limit: 10_000 })).map(({ correlationId }) => correlationId);
  }

  const rows = (table: string) =>
    connection.prepare<[], number>(`select count(*) from ${table}`).pluck().get();

  it('are found by learner at every moment, whoever sorts and wherever it ends', async () => {
    const expected = new Map<Uln, string[]>(learners.map((uln) => [uln, []]));
    const step = fc.oneof(
      fc.record({ does: fc.constant('record' as const), whom: fc.subarray(learners) }),
      fc.record({ does: fc.constantFrom('first' as const, 'second' as const) }),
      fc.record({ does: fc.constant('die' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        let first = new AuditSorting(connection, 3);
        const otherConnection = openFile(connection.name);
        const second = new AuditSorting(otherConnection, 2);
        for (const one of steps) {
          if (one.does === 'record') {
            const correlationId = await record(one.whom);
            for (const uln of one.whom) expected.get(uln)?.unshift(correlationId);
          } else if (one.does === 'first') first.step();
          else if (one.does === 'second') second.step();
          else first = new AuditSorting(connection, 3);
          for (const uln of learners) expect(await about(uln)).to.deep.equal(expected.get(uln));
        }
        otherConnection.close();
      }),
      { numRuns: 40 },
    );
  });

  it('end up in order, with nothing left to note but the last', async () => {
    for (let count = 0; count < 1200; count += 1) await record(learners.slice(0, 1));
    const sorting = new AuditSorting(connection, 1000);
    let steps = 0;
    while (sorting.step()) steps += 1;
    expect(steps).to.be.greaterThan(2);
    expect(rows('audit_unsorted')).to.equal(1);
    expect(rows('audit_sorted')).to.equal(rows('audit where uln is not null'));
  });

  it('are not brought back by a run that began before the register was cleared', async () => {
    for (let count = 0; count < 600; count += 1) await record(learners.slice(0, 1));
    const sorting = new AuditSorting(connection, 500);
    expect(sorting.step()).to.equal(true);
    await store.clear();
    while (sorting.step());
    expect(rows('audit_sorted')).to.equal(0);
    expect(rows('audit_unsorted')).to.equal(0);
  });

  it('wait while somebody else writes, and lose nothing', () => {
    const other = openFile(connection.name);
    connection.pragma('busy_timeout = 50');
    connection.exec('begin immediate');
    connection.exec(
      `insert into audit_unsorted (uln, at, entry_id) values (${learners[0] ?? ''}, 1, 'a'), (${learners[0] ?? ''}, 2, 'b')`,
    );
    expect(new AuditSorting(connection, 1).step()).to.equal(false);
    connection.exec('commit');
    const sorting = new AuditSorting(connection, 1);
    expect(sorting.step()).to.equal(true);
    other.exec('begin immediate');
    expect(sorting.step()).to.equal(false);
    other.exec('commit');
    other.close();
    expect(rows('audit_unsorted')).to.equal(2);
  });
});
