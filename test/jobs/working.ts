/** Workers on a register in memory, whose ports may fail. */
import type { RecordFields } from '../../src/domain/batch-record.js';
import { startBatchWorker, type BatchWorker } from '../../src/jobs/batch-worker.js';
import type { WorkerEvent } from '../../src/jobs/worker-event.js';
import type { WorkerSettings } from '../../src/jobs/worker-parts.js';
import type { HandleChunk } from '../../src/register/achievement/achievement-parts.js';
import { createRecordHandler, type HandleRecord } from '../../src/register/batch/batch-register.js';
import type { BatchStatus } from '../../src/domain/batch.js';
import type { JobId } from '../../src/register/batch-ports.js';
import { plainPersonKeys, type BatchesInMemory } from '../register/batch/batches-in-memory.js';
import type { batchesInMemory } from '../register/batch/batch-register.js';
import { Faults, faulty } from './faulty.js';

export type InMemory = ReturnType<typeof batchesInMemory>;

export interface WorkerOptions {
  readonly faults?: Faults;
  readonly settings?: Partial<WorkerSettings>;
  readonly handle?: (handle: HandleRecord) => HandleRecord;
  /** For jobs of achievements. */
  readonly handleChunk?: HandleChunk;
}

const noChunks: HandleChunk = () => Promise.reject(new Error('No achievements were expected'));
const running = new Set<BatchWorker>();

export function startWorker(register: InMemory, options: WorkerOptions = {}) {
  const { faults = new Faults(), settings = {} } = options;
  const { parts } = register;
  const clock = { now: () => new Date(), today: () => parts.clock.today() };
  const shaky = {
    ...parts,
    clock,
    batches: faulty(parts.batches, faults),
    learners: faulty(parts.learners, faults),
    audit: faulty(parts.audit, faults),
    personKeys: plainPersonKeys,
  };
  const events: WorkerEvent[] = [];
  const handle = createRecordHandler(shaky);
  const worker = startBatchWorker({
    batches: shaky.batches,
    handle: options.handle?.(handle) ?? handle,
    handleChunk: options.handleChunk ?? noChunks,
    clock,
    settings: { concurrency: 8, leaseSeconds: 30, pollSeconds: 0.005, keepDays: 90, ...settings },
    name: 'test',
    report: (event) => void events.push(event),
    retryMs: { first: 1, most: 5 },
  });
  running.add(worker);
  return { worker, events, faults };
}

/** For `afterEach`. */
export async function stopWorkers(): Promise<void> {
  const workers = [...running];
  running.clear();
  await Promise.all(workers.map((worker) => worker.stop()));
}

/** People who are nobody else, and far from one another. */
export function people(count: number, from = 0): readonly RecordFields[] {
  return Array.from({ length: count }, (_, at) => {
    const number = from + at;
    const letters = [...(number + 100).toString(9)].map((digit) => 'BDFGKLMPR'.charAt(Number(digit)));
    const [day, month] = [(number % 28) + 1, (Math.floor(number / 28) % 12) + 1];
    return {
      givenName: `A${letters.join('o')}`,
      familyName: `${letters.join('a')}son`,
      dateOfBirth: `${1950 + ((number * 7) % 55)}-${pad(month)}-${pad(day)}`,
      gender: '2',
      lastKnownPostCode: `${letters.slice(0, 2).join('')}${(number % 9) + 1} ${number % 9}AA`,
    };
  });
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

/** Resolves when the condition holds; rejects after a while. */
export async function until(condition: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('What was waited for did not happen');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

export async function hasStatus(batches: BatchesInMemory, jobId: JobId, status: BatchStatus): Promise<void> {
  await until(async () => (await batches.find(jobId))?.status === status);
}
