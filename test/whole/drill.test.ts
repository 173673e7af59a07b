/** Short forms of `npm run drill`. */
import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { peopleFile } from '../../bench/dataset.js';
import { postgresToLose, sqliteToLose, type EndingDatabase } from '../../bench/drill-databases.js';
import { drill, drillSteps } from '../../bench/drill.js';
import { findPrograms } from '../../bench/postgres-with-programs.js';
import { temporaryFolder } from './served.js';

const population = 313;
let people: string;

describe('A register that has lost everything', function () {
  this.timeout(120_000);
  let database: EndingDatabase | undefined;

  before(async () => {
    people = await peopleFile(population);
  });

  afterEach(() => database?.end());

  after(() => {
    rmSync(people, { force: true });
  });

  it('comes back from its backup with all that was answered before it (sqlite)', async () => {
    database = sqliteToLose();
    await mustComeBack(database);
  });

  it('comes back from its backup with all that was answered before it (postgres)', async function () {
    const programs = findPrograms();
    if (programs === undefined) {
      console.warn('SKIPPED: the drill on PostgreSQL. Install Debian\'s package "postgresql" to run it.');
      this.skip();
    }
    database = await postgresToLose(programs);
    await mustComeBack(database);
  });
});

async function mustComeBack(database: EndingDatabase): Promise<void> {
  const report = await drill({
    database,
    people,
    backups: temporaryFolder(),
    loadSeconds: 0.3,
    say: () => undefined,
  });
  expect(report.problems).to.deep.equal([]);
  expect(report.before).to.be.at.least(16);
  expect(report.after).to.be.at.least(8);
  // What was written after the backup is lost: that is what a backup is.
  expect(report.lost).to.be.greaterThan(0).and.at.most(report.after);
  expect(report.learners).to.be.at.least(population + report.before);
  const steps =
    database.crash === undefined ? drillSteps.filter((step) => !step.startsWith('database')) : drillSteps;
  expect([...report.times.keys()]).to.deep.equal([...steps]);
}
