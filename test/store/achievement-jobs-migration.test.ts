/** A database of before achievements: its jobs stay, and so does the count of their numbers. */
import { expect } from 'chai';
import knexPackage, { type Knex } from 'knex';
import { up as register } from '../../src/store/migrations/0001-register.js';
import { up as batches } from '../../src/store/migrations/0002-batches.js';
import { up as achievementJobs } from '../../src/store/migrations/0005-achievement-jobs.js';
import { newOptions } from './databases.js';

const job = {
  kind: 'registration',
  organisation_ref: 'TEST01',
  user_name: 'A. User',
  job_type: 'FUL',
  source: 'webService',
  correlation_id: 'c-1',
  submitted_at: 1,
  status: 'Waiting',
  record_count: 3,
  attempts: 0,
};

for (const kind of ['sqlite', 'postgres'] as const) {
  describe(`The migration to jobs of achievements (${kind})`, () => {
    let knex: Knex;

    beforeEach(async function () {
      this.timeout(60_000);
      const options = await newOptions(kind);
      knex =
        options.kind === 'sqlite'
          ? knexPackage({
              client: 'better-sqlite3',
              connection: { filename: ':memory:' },
              pool: { min: 1, max: 1 },
              useNullAsDefault: true,
            })
          : knexPackage({ client: 'pg', connection: options.url });
      await register(knex);
      await batches(knex);
    });

    afterEach(() => knex.destroy());

    async function add(of: object = {}): Promise<number> {
      const [row]: { job_id: number | string }[] = await knex('batch_job')
        .insert({ ...job, ...of })
        .returning('job_id');
      return Number(row?.job_id);
    }

    it('keeps the jobs as they are', async () => {
      await add();
      await add({ kind: 'verification', job_type: 'CHK', finished_at: 5, tally: '[["WSRC0004",3]]' });
      const before: unknown = await knex('batch_job').orderBy('job_id');
      await achievementJobs(knex);
      expect(await knex('batch_job').orderBy('job_id')).to.deep.equal(before);
    });

    it('never gives a number again, not even that of a job that is gone', async () => {
      const last = [await add(), await add(), await add()].at(-1) ?? 0;
      await knex('batch_job').where('job_id', '>', 1).delete();
      await achievementJobs(knex);
      expect(await add()).to.equal(last + 1);
    });

    it('does so even when no job is left, and begins with 1 in a new database', async () => {
      const last = await add();
      await knex('batch_job').delete();
      await achievementJobs(knex);
      expect(await add()).to.equal(last + 1);
    });

    it('lets jobs of achievements in, and nothing that is no kind or type', async () => {
      await achievementJobs(knex);
      expect(await add({ kind: 'achievement', job_type: 'F' })).to.equal(1);
      await add({ kind: 'achievement', job_type: 'P' });
      await add();
      const refused = (of: object) =>
        add(of).then(
          () => 'taken',
          () => 'refused',
        );
      expect(await refused({ kind: 'nothing' })).to.equal('refused');
      expect(await refused({ job_type: 'Q' })).to.equal('refused');
    });
  });
}
