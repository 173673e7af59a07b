/** Whether the server's memory grows with the number of jobs that wait. */
import { setTimeout as sleep } from 'node:timers/promises';
import { accounts, BatchClient, submitMessage, type BatchFields } from './batch-client.js';
import { recordOf } from './batch-jobs.js';
import { filledDatabase, serveOn, unfinishedJobs } from './batch-register.js';

export interface BatchMemory {
  readonly waiting: number;
  /** Bytes of the server process when it has started on them, and at most while it works. */
  readonly started: number;
  readonly most: number;
}

/** Enough for jobs to be waiting all the time, little enough that ten thousand are handed in soon. */
const recordsInAJob = 20;
const sampleMs = 100;

/** Hands in so many jobs while no worker runs, then lets the server work for so long, kept at that number. */
export async function measureBatchMemory(
  waiting: number,
  population: number,
  workMs: number,
  say: (line: string) => void,
): Promise<BatchMemory> {
  const database = await filledDatabase('sqlite', population, say);
  const { settings } = database;
  let index = population + 1_000_000;
  const message = (): string => {
    const records = Array.from({ length: recordsInAJob }, (_, n): BatchFields => recordOf(index + n));
    index += recordsInAJob;
    return submitMessage('registration', accounts.learningProvider, records);
  };
  try {
    say(`handing in ${waiting} jobs`);
    await withServer({ ...settings, LR_BATCH_WORKER: 'off' }, (client) =>
      submitMany(client, waiting, message),
    );
    let started = 0;
    let most = 0;
    await withServer(settings, async (client, usage) => {
      started = await usage();
      const end = performance.now() + workMs;
      while (performance.now() < end) {
        most = Math.max(most, await usage());
        await submitMany(client, Math.min(50, waiting - (await unfinishedJobs(settings))), message);
        await sleep(sampleMs);
      }
    });
    return { waiting, started, most };
  } finally {
    await database.close();
  }
}

async function submitMany(client: BatchClient, count: number, message: () => string): Promise<void> {
  const atOnce = 4;
  for (let sent = 0; sent < count; sent += atOnce) {
    const messages = Array.from({ length: Math.min(atOnce, count - sent) }, message);
    for (const answer of await Promise.all(messages.map((each) => client.post(each)))) {
      if (!answer.includes('WSRC0007')) throw new Error(`A job was not accepted: ${answer}`);
    }
  }
}

async function withServer(
  settings: Readonly<Record<string, string>>,
  use: (client: BatchClient, usage: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const server = await serveOn(settings);
  const client = new BatchClient(`http://127.0.0.1:${server.port}/LearnerService.svc`);
  try {
    await use(client, async () => (await server.usage()).rss);
  } finally {
    client.close();
    await server.stop();
  }
}
