/**
 * Kills a register in the middle of its batches, again and again, and looks each time whether every promise was kept.
 * What dies is the built command line: the server with its worker, a worker beside it, or both at once.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { auditBatches, ulnsIn, type Findings } from './batch-audit.js';
import { accounts, BatchClient, type BatchFields, type BatchKind } from './batch-client.js';
import {
  letBothRegister,
  startServing,
  startWorking,
  type OwnProcess,
  type ServingProcess,
  type Settings,
} from './batch-processes.js';
import { checkRecords, mixedJob, newRecord, verifyRecords, type Known } from './batch-records.js';
import { openRows } from './batch-rows.js';
import { z } from 'zod';

export interface KillerPlan {
  /** Names the database, which is new: `LR_DATA_DIR` or `LR_DATABASE_URL`. */
  readonly settings: Settings;
  readonly rounds: number;
  readonly say: (line: string) => void;
}

export interface KillerReport extends Findings {
  readonly rounds: number;
  readonly kills: number;
  /** Kills that hit a job of which some records had a result and some had none. */
  readonly inTheMiddle: number;
  /** Submits that broke off without an answer; handed in again. */
  readonly unanswered: number;
}

const patienceMs = 60_000;
const peopleInARound = 1000;
/** Setting for a short wait after a death; what they do is the same. */
const impatient = { LR_BATCH_LEASE_SECONDS: '1', LR_BATCH_POLL_SECONDS: '1' };

interface Handed {
  readonly kind: BatchKind;
  readonly records: readonly BatchFields[];
  readonly jobType?: 'FUL' | 'CHK';
  readonly by: keyof typeof accounts;
}

/** Runs the rounds; ends with the first whose findings show a problem. */
export async function killBatches({ settings, rounds, say }: KillerPlan): Promise<KillerReport> {
  const own = { ...settings, ...impatient };
  const killer = new Killer(own);
  await letBothRegister(own);
  let server = await startServing(own);
  try {
    const before = await ulnsIn(own);
    const seen = { kills: 0, inTheMiddle: 0, unanswered: 0 };
    // The first round is left alone: it tells how long there is for killing.
    let workMs = 0;
    for (let round = 0; round <= rounds; round += 1) {
      const lived = await killer.round(server, round, workMs);
      server = lived.server;
      if (round === 0) workMs = lived.milliseconds;
      else seen.kills += lived.kills;
      seen.inTheMiddle += lived.inTheMiddle;
      seen.unanswered += lived.unanswered;
      const findings = await auditBatches(own, before);
      const problems = [...lived.problems, ...findings.problems];
      say(
        `round ${round} of ${rounds} (${lived.milliseconds.toFixed(0)} ms): ${findings.records} records in ${findings.jobs} jobs, ` +
          `${findings.registered} registered, ${seen.inTheMiddle} of ${seen.kills} kills in the middle` +
          (problems.length > 0 ? `, ${problems.length} problems` : ''),
      );
      if (problems.length > 0 || round === rounds) return { ...findings, ...seen, problems, rounds: round };
    }
    throw new Error('No rounds');
  } finally {
    await server.end('SIGKILL');
  }
}

interface Lived {
  readonly server: ServingProcess;
  readonly milliseconds: number;
  readonly kills: number;
  readonly inTheMiddle: number;
  readonly unanswered: number;
  readonly problems: readonly string[];
}

class Killer {
  /** Who was registered in earlier rounds. */
  readonly #known: Known[] = [];

  constructor(private readonly settings: Settings) {}

  async round(alive: ServingProcess, round: number, workMs: number): Promise<Lived> {
    let server = alive;
    let worker: OwnProcess | undefined;
    if (round % 3 === 2) worker = await startWorking(this.settings);
    const jobs = this.#jobsOf(round);
    const started = performance.now();
    const submits = this.#submitAll(server, jobs);
    let inTheMiddle = 0;
    const kills = round === 0 ? 0 : round % 4 === 3 ? 2 : 1;
    for (let kill = 0; kill < kills; kill += 1) {
      await sleep(Math.random() * workMs);
      const victims: OwnProcess[] = worker !== undefined && Math.random() < 0.3 ? [worker] : [server];
      if (worker !== undefined && Math.random() < 0.3) victims.push(worker);
      await Promise.all(victims.map((victim) => victim.end('SIGKILL')));
      if (await this.#isHalfDone()) inTheMiddle += 1;
      if (victims.includes(server)) server = await startServing(this.settings);
    }
    const answers = await submits;
    const unanswered = answers.filter(({ jobId }) => jobId === undefined).map(({ handed }) => handed);
    const again = await this.#submitAll(server, unanswered);
    const accepted = [...answers, ...again].filter(({ jobId }) => jobId !== undefined);
    const problems = await this.#collect(server, accepted, round);
    await this.#untilNothingIsLeft();
    const milliseconds = performance.now() - started;
    await worker?.end('SIGTERM');
    return { server, milliseconds, kills, inTheMiddle, unanswered: unanswered.length, problems };
  }

  #jobsOf(round: number): readonly Handed[] {
    const first = (round + 1) * peopleInARound;
    const known = this.#known.slice(-40);
    const job = mixedJob(first, known.slice(0, 30), `a${round}`);
    const twins = Array.from({ length: 60 }, (_, n) => newRecord(first + 40 + n));
    return [
      { kind: 'registration', records: job, by: 'learningProvider' },
      {
        kind: 'registration',
        records: mixedJob(first + 50, known.slice(10), `b${round}`),
        by: 'learningProvider',
      },
      { kind: 'registration', records: job, by: 'learningProvider' },
      { kind: 'registration', records: twins, by: 'awardingOrganisation' },
      ...(known.length === 0
        ? []
        : ([
            { kind: 'registration', records: checkRecords(known), jobType: 'CHK', by: 'learningProvider' },
            { kind: 'verification', records: verifyRecords(known), by: 'awardingOrganisation' },
          ] as const)),
    ];
  }

  /** All at once. One whose connection broke has no number: nobody can tell whether it was accepted. */
  #submitAll(
    server: ServingProcess,
    jobs: readonly Handed[],
  ): Promise<readonly { handed: Handed; jobId: bigint | undefined }[]> {
    return Promise.all(
      jobs.map(async (handed) => {
        const client = new BatchClient(server.url, accounts[handed.by]);
        try {
          const { responseCode, jobId } = await client.submit(handed.kind, handed.records, handed.jobType);
          if (responseCode !== 'WSRC0007') throw new Refused(`A job was answered with ${responseCode}`);
          return { handed, jobId };
        } catch (error) {
          if (error instanceof Refused) throw error;
          return { handed, jobId: undefined };
        } finally {
          client.close();
        }
      }),
    );
  }

  /** Collects each job's output as its submitter, and compares it with what was handed in. */
  async #collect(
    server: ServingProcess,
    accepted: readonly { handed: Handed; jobId: bigint | undefined }[],
    round: number,
  ): Promise<readonly string[]> {
    const problems: string[] = [];
    const first = (round + 1) * peopleInARound;
    for (const { handed, jobId = 0n } of accepted) {
      const client = new BatchClient(server.url, accounts[handed.by]);
      const output = await client.finished(handed.kind, jobId, patienceMs);
      client.close();
      if (output.responseCode !== 'WSRC0009')
        problems.push(`job ${jobId} is answered with ${output.responseCode}`);
      const sent = handed.records.map((record) => record['MISIdentifier']).join();
      const got = output.learners.map((learner) => learner['MISIdentifier']).join();
      if (sent !== got) problems.push(`job ${jobId} gives other records than were handed in`);
      if (handed.kind === 'registration') checkCounts(jobId, output, problems);
      for (const { ULN: uln = '', MISIdentifier = '', ReturnCode } of output.learners) {
        const person = Number(MISIdentifier.split('-')[1]);
        if (ReturnCode === 'RC001' && person >= first) this.#known.push({ uln, person });
      }
    }
    return problems;
  }

  async #isHalfDone(): Promise<boolean> {
    const [row] = await this.#query(
      `select count(*) as halves from (
         select j.job_id from batch_job j join batch_result r on r.job_id = j.job_id
         where j.status <> 'Successful' group by j.job_id, j.record_count having count(*) < j.record_count) as half`,
      z.object({ halves: z.coerce.number() }),
    );
    return (row?.halves ?? 0) > 0;
  }

  /** Jobs whose submitter never got a number are finished as well. */
  async #untilNothingIsLeft(): Promise<void> {
    const end = performance.now() + patienceMs;
    while (performance.now() < end) {
      const [row] = await this.#query(
        `select count(*) as jobs from batch_job where status in ('Waiting', 'InProgress')`,
        z.object({ jobs: z.coerce.number() }),
      );
      if (row?.jobs === 0) return;
      await sleep(50);
    }
    throw new Error(`There are unfinished jobs after ${patienceMs} ms`);
  }

  async #query<Row>(sql: string, row: z.ZodType<Row>): Promise<readonly Row[]> {
    const rows = await openRows(this.settings);
    try {
      return await rows.query(sql, row);
    } finally {
      await rows.close();
    }
  }
}

class Refused extends Error {}

const counters: Readonly<Record<string, RegExp>> = {
  NewLearnersCount: /RC001/,
  ExistsUpdatedLearnersCount: /RC00[2-5]/,
  PossibleMatchLearnersCount: /RC00[78]/,
  LearnersNotFoundCount: /RC009|RC010/,
  RejectedLearnersCount: /RC006|RC01[1-3]/,
};

/** The five counts are those of the codes in the same answer. */
function checkCounts(
  jobId: bigint,
  { job, learners }: { job: BatchFields; learners: readonly BatchFields[] },
  problems: string[],
): void {
  for (const [element, codes] of Object.entries(counters)) {
    const counted = learners.filter(({ ReturnCode = '' }) => codes.test(ReturnCode)).length;
    if (job[element] !== String(counted))
      problems.push(`job ${jobId}: ${element} is ${job[element]}, not ${counted}`);
  }
}
