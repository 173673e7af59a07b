/**
 * The thread that owns the only connection that writes. It turns each batch into one transaction, so that many
 * requests share one wait for the disk, and the thread that answers requests never waits for it. The threads that ask
 * have few batches here at a time, so they take turns. Nothing is answered before it is on the disk.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { AuditValue } from '../audit-row.js';
import type { ChangeArguments, ChangeName, ChangeOutcome } from '../changes/changes.js';
import { AuditSorting } from './audit-sorting.js';
import { ChangeMark } from './change-mark.js';
import { Checkpoints } from './checkpoints.js';
import { PreparedStatements, openFile } from './connection.js';
import { EventImporter } from './import-events.js';
import { ImportWindow } from './import-window.js';
import { CHECKPOINT_PAGES } from './log-length.js';
import { LogSync } from './log-sync.js';
import { putBack } from './put-back.js';
import type {
  ChangeAnswer,
  WriterAnswer,
  WriterBatch,
  WriterRequest,
  WriterSetup,
  Written,
} from './writer-protocol.js';
import { WriterTransaction, failureOf, type SteppedChange } from './writer-transaction.js';

/**
 * Kibibytes of pages in memory. More would cost more than it saves: after a page was split, a commit looks through the
 * whole cache for pages beyond the end of the file (SQLite does so as long as the file is below a gibibyte).
 */
const CACHE_KIB = 16 * 1024;
/** An import touches pages all over: the longer they stay in the log, the fewer times each is copied. */
const IMPORT_CHECKPOINT_PAGES = 50_000;

const JUST_NOW_MS = 50;

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread');

const setup = workerData as WriterSetup;
const { file, durable = true } = setup;
const connection = openFile(file, durable);
// A commit need not wait for the disk: its answer does.
if (durable) connection.pragma('synchronous = NORMAL');
connection.pragma('temp_store = memory');
connection.pragma(`cache_size = -${String(CACHE_KIB)}`);
let checkpointPages = 0;
checkpointEvery(CHECKPOINT_PAGES);
const statements = new PreparedStatements(connection, setup.statements);
const importWindow = new ImportWindow(connection, statements);
const eventImporter = new EventImporter(connection, statements);
const sorting = new AuditSorting(connection);
const checkpoints = new Checkpoints(setup);
const log = new LogSync(file, durable);
const mark = new ChangeMark(file);
const transaction = new WriterTransaction(connection, statements);

const guests = new Set<MessagePort>();
/** When each thread last asked, of `performance.now`. */
const lastAsked = new Map<MessagePort, number>();
serve(port);

function serve(asking: MessagePort): void {
  asking.on('message', (request: WriterRequest) => {
    if (request === 'close') void end();
    else if ('connect' in request) welcome(request.connect);
    else {
      const othersAsk = doOthersAsk(asking);
      // What an import's window holds is committed with whatever comes after it.
      const mayChange = request.changes.length > 0 || importWindow.isOpen;
      const written = runBatch(request);
      if (mayChange) mark.note();
      answer(asking, { ...written, othersAsk });
      checkpoints.wrote(transaction.takeRowsChanged());
      sortAudit();
    }
  });
}

/**
 * Answers when the batch is on the disk. The thread that answers requests waits for nothing else, so this one waits with
 * it: to be told by another thread takes as long as a quick disk. Work that can wait brings much to the disk, and leaves
 * this thread free meanwhile. When the disk fails, the thread ends, and with it all that asks.
 */
function answer(asking: MessagePort, written: WriterAnswer): void {
  if (guests.has(asking)) {
    // Refusals too: answers come in the order of the batches.
    void log.soon().then(() => {
      asking.postMessage(written);
    });
    return;
  }
  // In the middle of an import's window there is nothing new to bring there.
  if ('answers' in written && !connection.inTransaction) log.now();
  asking.postMessage(written);
}

let isSorting = false;

/** While nobody asks, or between two who do. */
function sortAudit(): void {
  if (isSorting) return;
  isSorting = true;
  setImmediate(() => {
    isSorting = false;
    if (connection.open && sorting.step()) sortAudit();
  });
}

/** Notes that this thread asks, and tells whether another one did so just now. */
function doOthersAsk(asking: MessagePort): boolean {
  const now = performance.now();
  lastAsked.set(asking, now);
  return [...lastAsked].some(([other, at]) => other !== asking && now - at < JUST_NOW_MS);
}

function welcome(guest: MessagePort): void {
  guests.add(guest);
  guest.once('close', () => {
    guests.delete(guest);
    lastAsked.delete(guest);
  });
  serve(guest);
}

async function end(): Promise<void> {
  await Promise.all([checkpoints.close(), log.close()]);
  connection.close();
  mark.close();
  for (const guest of guests) guest.close();
  port?.close();
}

function checkpointEvery(pages: number): void {
  if (pages === checkpointPages) return;
  connection.pragma(`wal_autocheckpoint = ${String(pages)}`);
  checkpointPages = pages;
}

function runBatch(batch: WriterBatch): Written {
  const stepped = batch.changes.filter(isStepped);
  const imports = batch.changes.length - stepped.length;
  try {
    const isOrdinary = imports === 0 || stepped.length + batch.audit.length > 0;
    const answers = isOrdinary ? runTransaction(batch.audit, stepped) : [];
    return { answers: imports === 0 ? answers : withImports(batch.changes, answers) };
  } catch (error) {
    if (importWindow.isOpen || batch.changes.some(([name]) => windowed.has(name))) importWindow.fail();
    transaction.rollBack();
    return { failure: failureOf(error) };
  }
}

/** Runs the changes of imports; gives all answers in the order of the changes. */
function withImports(
  changes: WriterBatch['changes'],
  answers: readonly ChangeAnswer[],
): readonly ChangeAnswer[] {
  let at = 0;
  return changes.flatMap((change) =>
    isStepped(change) ? answers.slice(at, (at += 1)) : [runImport(change)],
  );
}

function runTransaction(
  audit: readonly AuditValue[],
  changes: readonly SteppedChange[],
): readonly ChangeAnswer[] {
  importWindow.close();
  checkpointEvery(CHECKPOINT_PAGES);
  return transaction.run(audit, changes);
}

function runImport([name, given]: WriterBatch['changes'][number]): ChangeAnswer {
  checkpointEvery(IMPORT_CHECKPOINT_PAGES);
  try {
    if (name === 'putBack') {
      putPublishedBack(given as ChangeArguments<'putBack'>);
      return { outcome: undefined };
    }
    if (name === 'saveImport') return { outcome: importWindow.save() };
    if (name === 'importEvents') return { outcome: importEvents(given as ChangeArguments<'importEvents'>) };
    return { outcome: importWindow.append(...(given as ChangeArguments<'importLearners'>)) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function importEvents(given: ChangeArguments<'importEvents'>): ChangeOutcome<'importEvents'> {
  importWindow.close();
  try {
    return eventImporter.store(...given);
  } catch (error) {
    transaction.rollBack();
    throw error;
  }
}

function putPublishedBack(given: ChangeArguments<'putBack'>): void {
  importWindow.close();
  putBack(connection, ...given);
}

/** Changes of an import's window. */
const windowed: ReadonlySet<ChangeName> = new Set<ChangeName>(['importLearners', 'saveImport']);
/** Changes that have transactions of their own. */
const own: ReadonlySet<ChangeName> = new Set<ChangeName>([...windowed, 'importEvents', 'putBack']);

function isStepped(change: readonly [ChangeName, readonly unknown[]]): change is SteppedChange {
  return !own.has(change[0]);
}
