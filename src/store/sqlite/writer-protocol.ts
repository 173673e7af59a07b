/** What passes between the threads that ask for writes and the writer's. */
import type { MessagePort } from 'node:worker_threads';
import type { AuditValue } from '../audit-row.js';
import type { ChangeName } from '../changes/changes.js';
import type { Statements } from '../statements.js';

export interface WriterSetup {
  readonly file: string;
  readonly statements: Statements;
  /** See `SqliteOptions`. */
  readonly durable?: boolean;
}

/** Everything that gathered while the writer was busy: one transaction. */
export interface WriterBatch {
  /** Audit rows, value after value. */
  readonly audit: readonly AuditValue[];
  readonly changes: readonly (readonly [name: ChangeName, given: readonly unknown[]])[];
}

export type ChangeAnswer =
  | { readonly outcome: unknown }
  /** This change alone failed, with a driver's code or a message of our own. */
  | { readonly failure: Failure };

export interface Failure {
  readonly code: string;
  readonly message?: string;
}

export type Written =
  | { readonly answers: readonly ChangeAnswer[] }
  /** Nothing of the batch was written. */
  | { readonly failure: Failure };

export type WriterAnswer = Written & {
  /** Whether another thread wants to write as well: it waits for each transaction of this one. */
  readonly othersAsk: boolean;
};

export type WriterRequest =
  | WriterBatch
  /** One more thread that asks for writes, through this port. */
  | { readonly connect: MessagePort }
  /** From the thread that started the writer alone: ends it, for all threads. */
  | 'close';
