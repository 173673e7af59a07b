import type { Uln } from '../../domain/uln.js';
import type { LearnerReader } from '../../register/ports.js';
import type { EventImport, EventImportOutcome, ImportMoment } from '../../register/plr-ports.js';
import { eventOfRow, type ReadableEvent } from './event-of-row.js';
import type { FileProblem, RefusedRow, Row, RowSource } from './row.js';

export interface EventImportParts {
  readonly eventImports: Pick<EventImport, 'store'>;
  readonly learners: Pick<LearnerReader, 'findByUlns'>;
}

export interface EventImportTask {
  readonly read: () => RowSource;
  readonly fingerprint: string;
  /** Rows that an earlier run dealt with. */
  readonly rowsDone: number;
  /** Checks and counts, stores nothing. */
  readonly dryRun: boolean;
  readonly moment: () => ImportMoment;
  readonly onRefused: (rows: readonly RefusedRow[]) => Promise<void>;
  readonly onProgress: (rows: number) => void;
  readonly signal: AbortSignal;
}

export interface EventImportSummary {
  /** Rows of the file that are dealt with, those of earlier runs included. */
  readonly rowsDone: number;
  readonly created: number;
  readonly updated: number;
  /** In a dry run: rows that may be stored. */
  readonly unchanged: number;
  readonly refused: number;
  readonly interrupted: boolean;
  /** Why the file could not be read to its end. */
  readonly failure?: FileProblem;
}

type Counts = { -readonly [Key in keyof EventImportSummary]: EventImportSummary[Key] };

/** Rows that the store may have before it says what became of them: it writes many at once better than few. */
const mostUnsettled = 24_000;

const refusals: Partial<Record<EventImportOutcome, string>> = {
  unknownLearner: 'Uln is in no record of the register',
  owned: 'the event belongs to an awarding organisation, which alone may change it',
};

/** A chunk that was handed to the store. */
interface HandedIn {
  readonly rows: readonly Row[];
  readonly ready: readonly ReadableEvent[];
  readonly refused: RefusedRow[];
  readonly outcomes: Promise<readonly EventImportOutcome[]>;
}

/**
 * Imports a file chunk by chunk. Stops after the chunks at hand when `signal` is aborted; another run goes on from
 * there. The progress that is stored with a chunk is that of the chunks before it whose refused rows are written
 * down: after a crash some rows are imported again, which changes nothing, and no refused row is lost.
 */
export async function importEvents(
  parts: EventImportParts,
  task: EventImportTask,
): Promise<EventImportSummary> {
  const counts: Counts = {
    rowsDone: task.rowsDone,
    created: 0,
    updated: 0,
    unchanged: 0,
    refused: 0,
    interrupted: false,
  };
  const unsettled: HandedIn[] = [];
  const settleOldest = async (): Promise<void> => {
    const oldest = unsettled.shift();
    if (oldest !== undefined) await settle(task, counts, oldest);
  };
  for await (const batch of task.read()) {
    if ('failure' in batch) {
      counts.failure = batch.failure;
      break;
    }
    const rows = batch.rows.filter((row) => row.number > task.rowsDone);
    if (rows.length === 0) continue;
    if (task.signal.aborted) {
      counts.interrupted = true;
      break;
    }
    unsettled.push(handIn(parts, task, counts.rowsDone, rows));
    while (rowsOf(unsettled) > mostUnsettled) await settleOldest();
  }
  while (unsettled.length > 0) await settleOldest();
  if (!task.dryRun && counts.rowsDone > task.rowsDone) {
    const { fingerprint } = task;
    await parts.eventImports.store([], { fingerprint, rowsDone: counts.rowsDone }, task.moment());
  }
  return counts;
}

function rowsOf(unsettled: readonly HandedIn[]): number {
  return unsettled.reduce((sum, { rows }) => sum + rows.length, 0);
}

function handIn(
  parts: EventImportParts,
  task: EventImportTask,
  rowsDone: number,
  rows: readonly Row[],
): HandedIn {
  const ready: ReadableEvent[] = [];
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const readable = eventOfRow(row);
    if ('reasons' in readable) refused.push(readable);
    else ready.push(readable);
  }
  const events = ready.map(({ event }) => event);
  const outcomes = task.dryRun
    ? trial(parts, ready)
    : parts.eventImports.store(events, { fingerprint: task.fingerprint, rowsDone }, task.moment());
  // Nobody looks at it before it is the oldest: a failure must wait until then.
  outcomes.catch(() => undefined);
  return { rows, ready, refused, outcomes };
}

/** What can be known without storing anything. */
async function trial(
  parts: EventImportParts,
  ready: readonly ReadableEvent[],
): Promise<readonly EventImportOutcome[]> {
  const ulns: readonly Uln[] = [...new Set(ready.map(({ event }) => event.uln))];
  const known = await parts.learners.findByUlns(ulns);
  return ready.map(({ event }) => (known.has(event.uln) ? 'unchanged' : 'unknownLearner'));
}

async function settle(task: EventImportTask, counts: Counts, chunk: HandedIn): Promise<void> {
  const { rows, ready, refused } = chunk;
  const outcomes = await chunk.outcomes;
  for (const [at, { row }] of ready.entries()) {
    const outcome = outcomes[at];
    const reason = outcome === undefined ? undefined : refusals[outcome];
    if (reason !== undefined) refused.push({ row, reasons: [reason] });
    else if (outcome === 'created' || outcome === 'updated' || outcome === 'unchanged') counts[outcome] += 1;
  }
  refused.sort((a, b) => a.row.number - b.row.number);
  await task.onRefused(refused);
  counts.rowsDone = rows.at(-1)?.number ?? counts.rowsDone;
  counts.refused += refused.length;
  task.onProgress(counts.rowsDone);
}
