import { expect } from 'chai';
import { databaseClock, durabilityChecks } from '../../../src/cli/doctor/database-checks.js';
import { openQuestions, type Questions } from '../../../src/store/backup/rows.js';
import type { Row } from '../../../src/store/values.js';
import { newOptions } from '../../store/databases.js';

const saying = (rows: readonly Row[]): Questions => ({
  kind: 'postgres',
  ask: () => Promise.resolve(rows),
  close: () => Promise.resolve(),
});

async function found(settings: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const findings = await durabilityChecks(saying(Object.entries(settings)));
  return Object.fromEntries(findings.map(({ check, status }) => [check, status]));
}

describe('What doctor says of a database', () => {
  it('finds PostgreSQL durable as it comes, and not once a commit does not wait for the disk', async () => {
    const options = await newOptions('postgres');
    const questions = await openQuestions(options);
    try {
      expect((await durabilityChecks(questions)).map(({ check, status }) => [check, status])).to.deep.equal([
        ['fsync', 'ok'],
        ['full_page_writes', 'ok'],
        ['synchronous_commit', 'ok'],
      ]);
      expect((await databaseClock(questions))[0]?.status).to.equal('ok');
      await questions.ask('set synchronous_commit = off');
      const findings = await durabilityChecks(questions);
      expect(findings[2]).to.deep.include({ check: 'synchronous_commit', status: 'failed', finding: 'off' });
      expect(findings[2]?.whatToDo).to.include('answered writes can be lost');
    } finally {
      await questions.close();
    }
  });

  it('finds each of the three wrong by itself, and what is not told at all', async () => {
    const right = { fsync: 'on', full_page_writes: 'on', synchronous_commit: 'remote_apply' };
    expect(Object.values(await found(right))).to.deep.equal(['ok', 'ok', 'ok']);
    expect(await found({ ...right, fsync: 'off' })).to.include({ fsync: 'failed' });
    expect(await found({ ...right, full_page_writes: 'off' })).to.include({ full_page_writes: 'failed' });
    expect(await found({})).to.deep.equal({
      fsync: 'failed',
      full_page_writes: 'failed',
      synchronous_commit: 'failed',
    });
  });

  it('finds clocks that are apart', async () => {
    const [clock] = await databaseClock(saying([[Date.now() + 60_000]]));
    expect(clock).to.deep.include({ status: 'warning' });
    expect(clock?.finding).to.match(/ms ahead of this machine$/);
  });
});
