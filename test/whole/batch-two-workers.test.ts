/** Several processes that work on the batches of one database at once. */
import { expect } from 'chai';
import { z } from 'zod';
import { auditBatches, ulnsIn } from '../../bench/batch-audit.js';
import { accounts, BatchClient, type BatchFields } from '../../bench/batch-client.js';
import {
  letBothRegister,
  startServing,
  startWorking,
  type OwnProcess,
  type ServingProcess,
  type Settings,
} from '../../bench/batch-processes.js';
import { openRows } from '../../bench/batch-rows.js';
import { newRecord } from '../../bench/batch-records.js';
import { newOptions } from '../store/databases.js';
import { temporaryFolder } from './served.js';

const patienceMs = 60_000;

const people = (first: number, count: number): readonly BatchFields[] =>
  Array.from({ length: count }, (_, n) => newRecord(first + n));

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`A server and two workers on one database (${database})`, function () {
    this.timeout(90_000);
    const workers: OwnProcess[] = [];
    let settings: Settings;
    let server: ServingProcess;
    let known: ReadonlySet<string>;
    let college: BatchClient;
    let other: BatchClient;

    before(async () => {
      settings = await newSettings(database);
      server = await startServing(settings);
      known = await ulnsIn(settings);
      workers.push(...(await Promise.all([startWorking(settings), startWorking(settings)])));
      college = new BatchClient(server.url);
      other = new BatchClient(server.url, accounts.awardingOrganisation);
    });

    after(async () => {
      college.close();
      other.close();
      await Promise.all([server, ...workers].map((process) => process.end('SIGTERM')));
    });

    it('gives the people of a job that is handed in twice one ULN each', async () => {
      const records = people(1000, 200);
      const jobs = await Promise.all([submitted(college, records), submitted(college, records)]);
      expect(jobs[0]).not.to.equal(jobs[1]);
      const [one, two] = [await codes(college, jobs[0]), await codes(college, jobs[1])];
      expect((one['RC001'] ?? 0) + (two['RC001'] ?? 0)).to.equal(200);
      expect((one['RC002'] ?? 0) + (two['RC002'] ?? 0)).to.equal(200);
    });

    it('gives people of jobs of two organisations, in another order, one ULN each', async () => {
      const records = people(2000, 200);
      const jobs = await Promise.all([
        submitted(college, records),
        submitted(other, [...records].reverse()),
        submitted(college, records.slice(50, 150)),
      ]);
      const counted = [
        await codes(college, jobs[0]),
        await codes(other, jobs[1]),
        await codes(college, jobs[2]),
      ];
      const total = (code: string) => counted.reduce((sum, one) => sum + (one[code] ?? 0), 0);
      expect(total('RC001')).to.equal(200);
      expect(total('RC002')).to.equal(300);
    });

    it('shares many jobs, and leaves nothing half done or done twice', async () => {
      const jobs = await Promise.all(
        Array.from({ length: 20 }, (_, n) => submitted(n % 2 ? college : other, people(3000 + n * 30, 40))),
      );
      for (const [n, jobId] of jobs.entries()) await codes(n % 2 ? college : other, jobId);
      const findings = await auditBatches(settings, known);
      expect(findings.problems).to.deep.equal([]);
      expect(findings.jobs).to.equal(25);
      expect(findings.records).to.equal(200 * 4 + 100 + 20 * 40);
      expect(findings.registered).to.equal(200 + 200 + 19 * 30 + 40);
    });
  });

  describe(`Two workers on the jobs of two organisations (${database})`, function () {
    this.timeout(90_000);

    it("do one organisation's job before nearly all of the hundred that another handed in before", async () => {
      const settings = await newSettings(database);
      const server = await startServing({ ...settings, LR_BATCH_WORKER: 'off' });
      const college = new BatchClient(server.url);
      const other = new BatchClient(server.url, accounts.awardingOrganisation);
      const workers: OwnProcess[] = [];
      try {
        const jobs = await Promise.all(
          Array.from({ length: 100 }, (_, n) => submitted(college, people(1000 + n * 10, 10))),
        );
        const single = await submitted(other, people(5000, 10));
        workers.push(...(await Promise.all([startWorking(settings), startWorking(settings)])));
        for (const jobId of jobs) expect(await codes(college, jobId)).to.deep.equal({ RC001: 10 });
        expect(await codes(other, single)).to.deep.equal({ RC001: 10 });
        // Each worker has two jobs in hand; the single one is the second turn.
        expect(await begunBefore(settings, single)).to.be.at.most(4);
      } finally {
        college.close();
        other.close();
        await Promise.all([server, ...workers].map((process) => process.end('SIGTERM')));
      }
    });
  });
}

async function newSettings(database: 'sqlite' | 'postgres'): Promise<Settings> {
  const options = await newOptions(database);
  const settings: Settings =
    options.kind === 'postgres' ? { LR_DATABASE_URL: options.url } : { LR_DATA_DIR: temporaryFolder() };
  await letBothRegister(settings);
  return settings;
}

async function submitted(client: BatchClient, records: readonly BatchFields[]): Promise<bigint> {
  const { responseCode, jobId } = await client.submit('registration', records);
  expect(responseCode).to.equal('WSRC0007');
  return jobId;
}

/** How many records of the finished job have each code. */
async function codes(client: BatchClient, jobId: bigint): Promise<Record<string, number>> {
  const { responseCode, learners } = await client.finished('registration', jobId, patienceMs);
  expect(responseCode).to.equal('WSRC0009');
  const counted: Record<string, number> = {};
  for (const { ReturnCode = '' } of learners) counted[ReturnCode] = (counted[ReturnCode] ?? 0) + 1;
  return counted;
}

/** How many jobs were begun before this one, by the database's own times. */
async function begunBefore(settings: Settings, jobId: bigint): Promise<number> {
  const rows = await openRows(settings);
  try {
    const [row] = await rows.query(
      `select count(*) as jobs from batch_job
        where started_at < (select started_at from batch_job where job_id = ${jobId})`,
      z.object({ jobs: z.coerce.number() }),
    );
    return row?.jobs ?? Number.NaN;
  } finally {
    await rows.close();
  }
}
