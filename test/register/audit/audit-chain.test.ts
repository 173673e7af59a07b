import { expect } from 'chai';
import { removeOldAudit } from '../../../src/register/audit/remove-old-audit.js';
import { sealAudit, type SealParts } from '../../../src/register/audit/seal-audit.js';
import { verifyAudit } from '../../../src/register/audit/verify-audit.js';
import { auditLines } from '../../../src/register/audit/audit-lines.js';
import { verifyAuditLines } from '../../../src/register/audit/verify-audit-lines.js';
import { RefusalCounts } from '../../../src/register/audit/refusals.js';
import type { Clock } from '../../../src/register/ports.js';
import type { Store } from '../../../src/store/store.js';
import { eachDatabase, type TestDatabase } from '../../store/databases.js';
import { entry, uln } from '../../store/people.js';
import { runSql } from '../../store/run-sql.js';

const start = Date.UTC(2026, 8, 1, 12);

class SetClock implements Clock {
  constructor(public at: number) {}

  now(): Date {
    return new Date(this.at);
  }

  today(): string {
    return this.now().toISOString().slice(0, 10);
  }
}

eachDatabase("The audit's chain", (newDatabase) => {
  let database: TestDatabase;
  let store: Store;
  let clock: SetClock;

  beforeEach(async () => {
    database = await newDatabase();
    ({ store } = database);
    clock = new SetClock(start);
  });

  const record = (second: number, of = {}) =>
    store.audit.record(
      entry({ at: new Date(start + second * 1000), operation: `op${String(second)}`, ...of }),
    );

  /** Twice, because the second round seals up to the floor that the first one raised. */
  async function seal(of: Partial<SealParts> = {}): Promise<number> {
    const parts = { chain: store.auditChain, clock, graceMs: 0, ...of };
    return (await sealAudit(parts)) + (await sealAudit(parts));
  }

  async function sealTen(): Promise<void> {
    for (let second = 0; second < 10; second += 1) {
      await record(second, { ulns: [uln('1000000001'), uln(2_000_000_000 + second)] });
    }
    clock.at = start + 60_000;
    expect(await seal({ entriesOfASeal: 4 })).to.equal(3);
  }

  const problems = async (): Promise<readonly string[]> =>
    (await verifyAudit(store.auditChain)).problems.map(
      ({ sealNo, problem }) => `${String(sealNo)}: ${problem}`,
    );

  it('covers each entry once, seal after seal, and finds nothing wrong with what nobody touched', async () => {
    await sealTen();
    const seals = await store.auditChain.seals(0, 10);
    expect(seals.map(({ sealNo, entries }) => [sealNo, entries])).to.deep.equal([
      [1, 4],
      [2, 4],
      [3, 2],
    ]);
    expect(seals.map(({ from }) => from)).to.deep.equal([-1, seals[0]?.until, seals[1]?.until]);
    const report = await verifyAudit(store.auditChain);
    expect(report).to.deep.include({ seals: 3, entries: 10, removedEntries: 0, problems: [] });
    expect(await seal()).to.equal(0);
  });

  it('shows an entry that was changed, with its place', async () => {
    await sealTen();
    await runSql(database, `update audit set outcome = 'WSRC0001' where operation = 'op5'`);
    const found = await problems();
    expect(found).to.have.length(2);
    expect(found[0]).to.match(/^2: entry 2026-09-01T12:00:05.000Z \S+ was changed or added$/);
    expect(found[1]).to.match(/^2: entry 2 of the seal was changed or removed/);
  });

  it('shows entries that were removed and added, and learners that were', async () => {
    await sealTen();
    await runSql(database, `delete from audit where operation = 'op2'`);
    expect(await problems()).to.deep.equal([
      `1: entry 3 of the seal was changed or removed, after ${await nameOf(1)}`,
    ]);
    await runSql(
      database,
      `insert into audit select at, 'zz', position, uln, organisation_ref, user_name, operation,
      outcome, correlation_id, person_key from audit where operation = 'op9'`,
    );
    expect((await problems())[1]).to.match(/^3: entry 2026-09-01T12:00:09.000Z zz was changed or added$/);
    await runSql(database, `delete from audit where operation = 'op6' and position = 1`);
    expect((await problems()).filter((each) => each.startsWith('2:'))).to.have.length(2);
  });

  async function nameOf(second: number): Promise<string> {
    const at = new Date(start + second * 1000);
    const [found] = await store.audit.list({ since: at, until: at, limit: 1 });
    return `${at.toISOString()} ${found?.entryId ?? ''}`;
  }

  it('shows seals that were changed, removed, or made anew', async () => {
    await sealTen();
    await runSql(database, `update audit_seal set entries = 5 where seal_no = 2`);
    expect((await problems()).join()).to.include('2: the seal itself was changed');
    await runSql(database, `delete from audit_seal where seal_no = 2`);
    expect((await problems()).join()).to.include('3: a seal is missing: after 1 comes 3');
  });

  it('lets nothing be written at a time that is sealed, however late it comes', async () => {
    await sealTen();
    await record(3, { operation: 'late', ulns: [] });
    await store.learners.link(uln('1000000001'), uln('1000000002'), entry({ at: new Date(start) }));
    const [late] = await store.audit.list({ operation: 'late', limit: 1 });
    expect(late?.at.getTime()).to.equal(start + 60_001);
    expect(await problems()).to.deep.equal([]);
    clock.at = start + 120_000;
    expect(await seal()).to.equal(1);
    expect(await problems()).to.deep.equal([]);
  });

  it('is made by one of many that seal at once, while others write', async () => {
    const other = await database.open();
    const writes = Array.from({ length: 400 }, (_, each) => record(each % 30));
    clock.at = start + 40_000;
    await Promise.all(writes.slice(0, 200));
    const rounds = [store, other, store, other].map(({ auditChain: chain }) =>
      seal({ chain, entriesOfASeal: 60 }),
    );
    await Promise.all([...rounds, ...writes]);
    clock.at = start + 80_000;
    await Promise.all([seal({ entriesOfASeal: 60 }), seal({ chain: other.auditChain, entriesOfASeal: 60 })]);
    const report = await verifyAudit(store.auditChain);
    expect(report).to.deep.include({ entries: 400, problems: [] });
    expect(report.lastSeal?.sealNo).to.equal(report.seals);
  });

  it('goes on when retention has removed what is old, and says that it did', async () => {
    await sealTen();
    clock.at = start + 2 * 86_400_000;
    const removal = (outcome: string) => entry({ at: clock.now(), operation: 'audit retention', outcome });
    expect(await removeOldAudit({ chain: store.auditChain, clock }, 0, removal)).to.equal(0);
    expect(await removeOldAudit({ chain: store.auditChain, clock }, 1, removal)).to.equal(3);
    expect(await removeOldAudit({ chain: store.auditChain, clock }, 1, removal)).to.equal(0);
    const left = await store.audit.list({ limit: 20 });
    expect(left.map(({ operation, outcome }) => `${operation} ${outcome}`).sort()).to.deep.equal([
      'audit retention seal 1',
      'audit retention seal 2',
      'audit retention seal 3',
    ]);
    const history = await store.accessHistory.page({ ulns: [uln('1000000001')], limit: 20 });
    expect(history.entries).to.deep.equal([]);
    await seal();
    clock.at = start + 3 * 86_400_000;
    await seal();
    const report = await verifyAudit(store.auditChain);
    expect(report).to.deep.include({ seals: 4, entries: 3, removedEntries: 10, problems: [] });
    await runSql(database, `update audit_seal set removed_at = null where seal_no = 2`);
    expect((await problems()).join()).to.include('2: entry 1 of the seal was changed or removed');
  });

  it('is cleared with the register', async () => {
    await sealTen();
    await store.clear();
    expect(await store.auditChain.lastSeal()).to.equal(undefined);
    await record(1);
    expect((await store.audit.list({ limit: 5 })).map(({ at }) => at.getTime())).to.deep.equal([
      start + 1000,
    ]);
  });

  describe('as a file', () => {
    let lines: string[];

    async function exported(range = {}): Promise<string[]> {
      const all: string[] = [];
      for await (const line of auditLines(store.auditChain, 'test', range, clock.now()))
        all.push(line.trimEnd());
      return all;
    }

    const verify = async (of: readonly string[]) => verifyAuditLines(arrayLines(of));

    beforeEach(async () => {
      await sealTen();
      await record(61, { userName: `O'Brien "x" 😀` });
      clock.at = start + 62_000;
      lines = await exported();
    });

    it('is whole as it was written, with the seals in it', async () => {
      expect(lines).to.have.length(1 + 11 + 3 + 1);
      const report = await verify(lines);
      expect(report).to.deep.include({ lines: 16, entries: 11, problems: [] });
      expect(report.seals.map(({ hash }) => hash)).to.deep.equal(
        (await store.auditChain.seals(0, 9)).map(({ hash }) => hash),
      );
      const part = await exported({ since: new Date(start + 2000), until: new Date(start + 6000) });
      expect(await verify(part)).to.deep.include({ entries: 4, problems: [] });
    });

    it('shows each line that was changed, removed, added or moved, wherever it is', async () => {
      for (let at = 0; at < lines.length; at += 1) {
        const changed = lines.with(at, (lines[at] ?? '').replace(/"(op|test|line|seal|end)/, '"x$1'));
        const places = async (of: readonly string[]) => (await verify(of)).problems.map(({ line }) => line);
        expect(await places(changed), `changed ${String(at + 1)}`).to.include(at + 1);
        expect(await places(lines.toSpliced(at, 1)), `removed ${String(at + 1)}`).to.include(at + 1);
        expect(await places(lines.toSpliced(at, 0, lines[at] ?? '')), 'added').to.include(at + 2);
        if (at === 0) continue;
        const moved = lines.with(at, lines[at - 1] ?? '').with(at - 1, lines[at] ?? '');
        expect(await places(moved), `moved ${String(at + 1)}`).to.include(at);
      }
    });

    it('shows a change also when every line was chained anew, because of the seals', async () => {
      const { LineChain } = await import('../../../src/register/audit/audit-lines.js');
      const chain = new LineChain();
      const forged = lines.map((line) => {
        const { line: _, hash: __, ...body } = JSON.parse(line) as Record<string, unknown>;
        return chain.next(body['operation'] === 'op5' ? { ...body, outcome: 'WSRC0001' } : body).trimEnd();
      });
      const { problems: found } = await verify(forged);
      expect(found).to.have.length(1);
      expect(found[0]?.problem).to.match(/^seal 2 does not cover what stands before it/);
    });
  });

  it('has refusals counted, one entry for each kind however many there were', async () => {
    const counts = new RefusalCounts({ audit: store.audit, clock });
    for (let each = 0; each < 500; each += 1) {
      counts.add({ organisationRef: 'TSTLP1', operation: 'learnerByULN', code: 'WSEC0005' });
    }
    counts.add({ operation: 'learnerByULN', code: 'WSEC0003' });
    await counts.write();
    await counts.write();
    const found = await store.audit.list({ limit: 10 });
    expect(
      found.map(({ organisationRef, userName, outcome }) => [organisationRef, userName, outcome]).sort(),
    ).to.deep.equal([
      ['TSTLP1', '500 refused', 'WSEC0005'],
      ['UNKNOWN', '1 refused', 'WSEC0003'],
    ]);
  });
});

async function* arrayLines(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
