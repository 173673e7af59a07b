/** How many new learners a second go from the first submit to the end of the last job, and who notices. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BatchClient } from './batch-client.js';
import { recordsInAJob, submitOf } from './batch-jobs.js';
import { probeWhile, type Probed } from './batch-probe.js';
import {
  filledDatabase,
  hasHugePages,
  lastFinish,
  resultCodes,
  serveOn,
  untilJobsEnd,
  type Database,
} from './batch-register.js';

export interface BatchThroughput {
  readonly database: Database;
  readonly learnersBefore: number;
  readonly jobs: number;
  /** Undefined for SQLite. */
  readonly hugePages: boolean | undefined;
  readonly alone: BatchRate;
  /** While somebody asks learnerByULN all the time. */
  readonly besideFinds: BatchRate;
  /** Records by their code: a few of the invented people resemble somebody. */
  readonly codes: Readonly<Record<string, number>>;
  /** learnerByULN with nothing else to do, and meanwhile. */
  readonly idle: Probed;
  readonly meanwhile: Probed;
}

export interface BatchRate {
  /** From the first submit to the end of the last job. */
  readonly recordsPerSecond: number;
  /** CPU of the server process, microseconds a record, all its threads; the database's own not included. */
  readonly cpuPerRecord: number;
}

export interface BatchPlan {
  readonly population: number;
  readonly jobs: number;
  readonly idleMs: number;
  readonly say: (line: string) => void;
}

const submitsAtOnce = 4;

export async function measureBatchThroughput(database: Database, plan: BatchPlan): Promise<BatchThroughput> {
  const { population, jobs, idleMs, say } = plan;
  const filled = await filledDatabase(database, population, say);
  const { settings } = filled;
  const server = await serveOn(settings);
  const client = new BatchClient(`http://127.0.0.1:${server.port}/LearnerService.svc`);
  try {
    say(`${database}: a few jobs to warm up`);
    const warmUp = Math.max(2, Math.round(jobs / 20));
    await submitAll(client, messagesFrom(population, warmUp));
    await untilJobsEnd(settings);
    const before = await resultCodes(settings);

    const idle = await probeWhile(server.port, population, () => sleep(idleMs));
    const records = jobs * recordsInAJob;
    const rateFrom = async (firstIndex: number): Promise<BatchRate> => {
      const messages = messagesFrom(firstIndex, jobs);
      const usage = await server.usage();
      const started = Date.now();
      await submitAll(client, messages);
      await untilJobsEnd(settings);
      const seconds = ((await lastFinish(settings)) - started) / 1000;
      const cpu = (await server.usage()).cpu - usage.cpu;
      return { recordsPerSecond: records / seconds, cpuPerRecord: cpu / records };
    };
    const first = population + warmUp * recordsInAJob;
    say(`${database}: ${jobs} jobs of ${recordsInAJob}`);
    const alone = await rateFrom(first);
    say(`${database}: ${jobs} jobs of ${recordsInAJob} beside finds`);
    const meanwhile = await probeWhile(server.port, population, () => rateFrom(first + records));
    const codes = Object.fromEntries(
      Object.entries(await resultCodes(settings)).map(([code, count]) => [code, count - (before[code] ?? 0)]),
    );
    return {
      database,
      learnersBefore: population,
      jobs,
      hugePages: await hasHugePages(settings),
      alone,
      besideFinds: meanwhile.result,
      codes,
      idle: idle.probed,
      meanwhile: meanwhile.probed,
    };
  } finally {
    client.close();
    await server.stop();
    await filled.close();
  }
}

/** Written before they are sent, so that the sender's work is no part of the time. */
function messagesFrom(firstIndex: number, jobs: number): readonly string[] {
  return Array.from({ length: jobs }, (_, job) => submitOf(firstIndex + job * recordsInAJob));
}

async function submitAll(client: BatchClient, messages: readonly string[]): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let message = messages[next++]; message !== undefined; message = messages[next++]) {
      const answer = await client.post(message);
      if (!answer.includes('WSRC0007')) throw new Error(`A job was not accepted: ${answer}`);
    }
  };
  await Promise.all(Array.from({ length: submitsAtOnce }, lane));
}
