import type { HandleChunk } from '../register/achievement/achievement-parts.js';
import type { HandleRecord } from '../register/batch/batch-register.js';
import type { ForcedJobEnd } from '../domain/sentinel.js';
import type { BatchRecord, BatchStore } from '../register/batch-ports.js';
import type { Clock } from '../register/ports.js';
import type { Keeping } from './keeping.js';
import type { Tracer } from '../tracing/span.js';
import type { ReportEvent } from './worker-event.js';

export interface WorkerSettings {
  /** Records of one job that are handled at the same time. */
  readonly concurrency: number;
  /** For how long a claim holds when it is not extended. */
  readonly leaseSeconds: number;
  /** How often to look for jobs that nobody told of. */
  readonly pollSeconds: number;
  /** For how many days after its end a job is kept. */
  readonly keepDays: number;
}

export interface WorkerParts {
  readonly batches: BatchStore;
  readonly handle: HandleRecord;
  /** For the jobs whose records are handled many at a time. */
  readonly handleChunk: HandleChunk;
  /** What a page of a job's records forces the job to come to; absent in the live environment. */
  readonly forcedEnd?: (records: readonly BatchRecord[]) => ForcedJobEnd | undefined;
  /** Part of the housekeeping. */
  readonly tidyAudit?: (now: Date) => Promise<void>;
  /** The audit's own housekeeping; absent where somebody else does it. */
  readonly keeping?: Keeping;
  readonly clock: Clock;
  readonly settings: WorkerSettings;
  /** Names this worker in its claims. */
  readonly name: string;
  readonly report: ReportEvent;
  /** Records a share of the jobs; absent where there are no traces. */
  readonly tracer?: Pick<Tracer, 'job'> | undefined;
  /** How long to wait before something that failed is tried again, first and at most; a test shortens it. */
  readonly retryMs?: { readonly first: number; readonly most: number };
}

export const usualRetryMs = { first: 200, most: 30_000 } as const;
