/** The figures of batches: `npm run bench -- batch`. */
import { measureBatchMemory, type BatchMemory } from './batch-memory.js';
import { measureReading, type Reading } from './batch-read.js';
import { databases } from './batch-register.js';
import { measureBatchThroughput, type BatchThroughput } from './batch-throughput.js';
import { table } from './markdown.js';
import { advisedSettings } from './postgres-server.js';

export interface BatchFigures {
  readonly reading: Reading;
  readonly throughput: readonly BatchThroughput[];
  readonly memory: readonly BatchMemory[];
}

export interface BatchBenchPlan {
  readonly population: number;
  readonly quick: boolean;
  readonly say: (line: string) => void;
}

export async function measureBatches({ population, quick, say }: BatchBenchPlan): Promise<BatchFigures> {
  const reading = measureReading();
  const throughput: BatchThroughput[] = [];
  const jobs = quick ? 20 : 500;
  const idleMs = quick ? 1000 : 10_000;
  for (const database of databases) {
    throughput.push(await measureBatchThroughput(database, { population, jobs, idleMs, say }));
  }
  const memory: BatchMemory[] = [];
  const workMs = quick ? 2000 : 20_000;
  const fewLearners = 10_000;
  for (const waiting of quick ? [10, 100] : [100, 10_000]) {
    memory.push(await measureBatchMemory(waiting, Math.min(population, fewLearners), workMs, say));
  }
  return { reading, throughput, memory };
}

/** Markdown. */
export function batchSection({ reading, throughput, memory }: BatchFigures): readonly string[] {
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  const ms = (milliseconds: number) => milliseconds.toFixed(2);
  return [
    `Reading a submitBatchRegistration of 200 learners, ${reading.bytes} bytes: ` +
      `${ms(reading.scanner.median)} ms of CPU by the scanner, ${ms(reading.validator.median)} ms by the validator.`,
    'Registering new learners, 200 to a job, from the first submit over HTTP to the end of the last job: alone, then as ' +
      'many more while learnerByULN is asked, one at a time. Its milliseconds from the request to the whole answer, with ' +
      `nothing else to do and meanwhile. PostgreSQL with ${advisedSettings.join(', ')}, ` +
      `${throughput.some(({ hugePages }) => hugePages === true) ? 'on' : 'without'} huge pages.`,
    table(
      [
        'database',
        'learners before',
        'jobs',
        'records/s',
        'server CPU µs a record',
        'records/s beside finds',
        'CPU',
        'codes',
        'idle median',
        'meanwhile',
        'ratio',
        'p95',
      ],
      throughput.map((row) => [
        row.database,
        String(row.learnersBefore),
        String(row.jobs),
        row.alone.recordsPerSecond.toFixed(0),
        row.alone.cpuPerRecord.toFixed(0),
        row.besideFinds.recordsPerSecond.toFixed(0),
        row.besideFinds.cpuPerRecord.toFixed(0),
        Object.entries(row.codes)
          .map(([code, count]) => `${code} ${count}`)
          .join(', '),
        ms(row.idle.median),
        ms(row.meanwhile.median),
        (row.meanwhile.median / row.idle.median).toFixed(1),
        `${ms(row.idle.p95)} → ${ms(row.meanwhile.p95)}`,
      ]),
    ),
    'Memory of the server process (resident) while it works on jobs of 20 learners in SQLite and so many wait all the time.',
    table(
      ['waiting jobs', 'when it has started', 'at most'],
      memory.map(({ waiting, started, most }) => [String(waiting), mib(started), mib(most)]),
    ),
  ];
}
