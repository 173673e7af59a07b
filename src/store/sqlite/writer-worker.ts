/**
 * The thread that owns the only connection that writes. It turns each batch into one transaction, so that many
 * requests share one wait for the disk, and the thread that answers requests never waits for it. Each of the threads
 * that ask has one batch here at most, so they take turns.
 */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { auditColumns, type AuditValue } from '../audit-row.js';
import { Undo, auditBinding, type Change, type StepResult } from '../changes/change.js';
import { startChange, type ChangeName } from '../changes/changes.js';
import { StoreError, errorCode } from '../store-error.js';
import { PreparedStatements, openFile } from './connection.js';
import type {
  ChangeAnswer,
  Failure,
  WriterAnswer,
  WriterBatch,
  WriterRequest,
  WriterSetup,
} from './writer-protocol.js';

interface Tuning {
  /** Kibibytes of pages in memory. */
  readonly cacheKib: number;
  /** Pages in the log before they are copied home. */
  readonly checkpointPages: number;
}

const usual: Tuning = { cacheKib: 64 * 1024, checkpointPages: 4_000 };
/** An import touches every index all over: the longer its pages stay, the fewer times each is written. */
const importing: Tuning = { cacheKib: 384 * 1024, checkpointPages: 100_000 };
/** Changes that never undo what they wrote. They need no savepoint, which would copy each page they touch. */
const straight: ReadonlySet<ChangeName> = new Set<ChangeName>(['importLearners']);

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread');

const setup = workerData as WriterSetup;
const connection = openFile(setup.file);
connection.pragma('temp_store = memory');
let tuning = tune(usual);
const statements = new PreparedStatements(connection, setup.statements);
const begin = connection.prepare('begin immediate');
const commit = connection.prepare('commit');
const rollback = connection.prepare('rollback');
const savepoint = connection.prepare('savepoint change');
const release = connection.prepare('release change');
const undo = connection.prepare('rollback to change');

const guests = new Set<MessagePort>();
serve(port);

function serve(asking: MessagePort): void {
  asking.on('message', (request: WriterRequest) => {
    if (request === 'close') end();
    else if ('connect' in request) welcome(request.connect);
    else asking.postMessage(runBatch(request));
  });
}

function welcome(guest: MessagePort): void {
  guests.add(guest);
  guest.once('close', () => guests.delete(guest));
  serve(guest);
}

function end(): void {
  connection.close();
  for (const guest of guests) guest.close();
  port?.close();
}

function tune(to: Tuning): Tuning {
  connection.pragma(`cache_size = -${String(to.cacheKib)}`);
  connection.pragma(`wal_autocheckpoint = ${String(to.checkpointPages)}`);
  return to;
}

function runBatch(batch: WriterBatch): WriterAnswer {
  try {
    const wanted = batch.changes.some(([name]) => straight.has(name)) ? importing : usual;
    if (wanted !== tuning) tuning = tune(wanted);
    begin.run();
    writeAudit(batch.audit);
    const answers = batch.changes.map(([name, given]) =>
      straight.has(name)
        ? { outcome: stepThrough(startChange(name, given)) }
        : runChange(startChange(name, given)),
    );
    commit.run();
    return { answers };
  } catch (error) {
    if (connection.inTransaction) rollback.run();
    return { failure: failureOf(error) };
  }
}

function writeAudit(audit: readonly AuditValue[]): void {
  if (audit.length === 0) return;
  const insert = statements.get('insertAudit');
  for (let at = 0; at < audit.length; at += auditColumns.length) insert.run(auditBinding(audit, at));
}

function runChange(change: Change<unknown>): ChangeAnswer {
  savepoint.run();
  try {
    const outcome = stepThrough(change);
    release.run();
    return { outcome };
  } catch (error) {
    // A full disk ends the whole transaction: then there is no savepoint to go back to.
    if (!connection.inTransaction) throw error;
    undo.run();
    release.run();
    return error instanceof Undo ? { outcome: error.outcome as unknown } : { failure: failureOf(error) };
  }
}

function stepThrough(change: Change<unknown>): unknown {
  let step = change.next();
  while (step.done !== true) {
    const statement = statements.get(step.value.statement);
    const values = step.value.values;
    const result: StepResult = statement.reader
      ? { rows: statement.all(values), changed: 0 }
      : { rows: [], changed: statement.run(values).changes };
    step = change.next(result);
  }
  return step.value;
}

function failureOf(error: unknown): Failure {
  if (error instanceof StoreError) return { code: error.code, message: error.message };
  return { code: errorCode(error) ?? (error instanceof Error ? error.name : 'no code') };
}
