import { expect } from 'chai';
import knexPackage from 'knex';
import type { NewLearner } from '../../../src/store/changes/register-learner.js';
import { auditRows } from '../../../src/store/audit-row.js';
import { learnerRow, nameValues } from '../../../src/store/learner-row.js';
import { openStore } from '../../../src/store/open-store.js';
import { PreparedStatements, openFile, type SqliteConnection } from '../../../src/store/sqlite/connection.js';
import { WriterTransaction, type SteppedChange } from '../../../src/store/sqlite/writer-transaction.js';
import { compileStatements } from '../../../src/store/statements.js';
import { learnerSearchKeys } from '../../../src/domain/demographics.js';
import { newOptions } from '../databases.js';
import { entry, learner, uln } from '../people.js';

describe('A transaction of the writer of SQLite', () => {
  let connection: SqliteConnection;
  let transaction: WriterTransaction;

  beforeEach(async () => {
    const options = await newOptions('sqlite');
    if (options.kind !== 'sqlite') throw new Error('It is a file');
    const store = await openStore(options);
    await store.migrations.up();
    await store.close();
    connection = openFile(options.file);
    const builder = knexPackage({ client: 'better-sqlite3', useNullAsDefault: true });
    transaction = new WriterTransaction(
      connection,
      new PreparedStatements(connection, compileStatements(builder)),
    );
  });
  afterEach(() => connection.close());

  const all = (sql: string) => connection.prepare(sql).pluck().all();
  const registration = (of: string, familyName: string, change: Partial<NewLearner> = {}): SteppedChange => {
    const person = learner({ uln: uln(of), familyName });
    const search = learnerSearchKeys(person);
    const written = { uln: of, row: learnerRow(person, search), names: search.map(nameValues), ...change };
    return ['registerLearner', [written, auditRows(entry({ ulns: [person.uln] }))]];
  };

  it('leaves nothing of what is refused after it wrote, and all of the others', () => {
    const answers = transaction.run(auditRows(entry({ operation: 'learnerByULN' })), [
      registration('7000000001', 'One'),
      registration('7000000002', 'One'),
      registration('7000000001', 'Two'),
      registration('7000000003', 'Three'),
    ]);
    expect(answers).to.deep.equal(
      ['registered', 'personExists', 'ulnTaken', 'registered'].map((outcome) => ({ outcome })),
    );
    expect(connection.inTransaction).to.equal(false);
    expect(all('select uln from learner order by uln')).to.deep.equal([7000000001, 7000000003]);
    expect(all('select uln from learner_name order by uln')).to.deep.equal([7000000001, 7000000003]);
    const audited = all('select operation from audit order by at, operation');
    expect(audited).to.deep.equal(['learnerByULN', 'registerSingleLearner', 'registerSingleLearner']);
  });

  it('leaves nothing of what fails, says so of it alone, and keeps all of the others', () => {
    const answers = transaction.run(
      [],
      [
        registration('7000000001', 'One'),
        registration('7000000002', 'Two', { names: [['2004-02-29', 'TWO', 'TESTINA', '2']] }),
        registration('7000000003', 'Three'),
      ],
    );
    expect(
      answers.map((answer) => ('outcome' in answer ? answer.outcome : answer.failure.code)),
    ).to.deep.equal(['registered', 'RangeError', 'registered']);
    expect(all('select uln from learner order by uln')).to.deep.equal([7000000001, 7000000003]);
  });

  it('is not begun when somebody else is writing, and can be run after that', () => {
    const other = openFile(connection.name);
    other.exec('begin immediate');
    connection.pragma('busy_timeout = 1');
    expect(() => transaction.run([], [registration('7000000001', 'One')])).to.throw('locked');
    other.exec('commit');
    other.close();
    expect(transaction.run([], [registration('7000000001', 'One')])).to.deep.equal([
      { outcome: 'registered' },
    ]);
  });
});
