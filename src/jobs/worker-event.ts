/** What a worker tells of its work, for the log and the metrics. It crosses threads, so it is plain data. */
import type { BatchKind } from '../domain/batch.js';

/** Names a job in the log: numbers and the submitter's correlation id, nobody's details. */
export interface JobName {
  readonly jobId: string;
  readonly correlationId: string;
  readonly organisationRef: string;
  readonly jobKind: BatchKind;
}

export type WorkerEvent =
  | ({ readonly kind: 'claimed'; readonly recordCount: number; readonly recordsDone: number } & JobName)
  | ({ readonly kind: 'finished'; readonly recordCount: number; readonly seconds: number } & JobName)
  /** Let go, to be claimed again: the worker stops, or other jobs have their turn. */
  | ({ readonly kind: 'released' } & JobName)
  | ({
      readonly kind: 'parked';
      readonly status: 'Failed' | 'Waiting';
      readonly problem: string;
    } & JobName)
  /** Another worker has the job now. */
  | ({ readonly kind: 'leaseLost' } & JobName)
  | ({
      readonly kind: 'recordFailed';
      readonly position: number;
      readonly attempt: number;
      readonly error: unknown;
    } & JobName)
  /** A step of a job, or of the worker itself, that will be tried again. */
  | ({ readonly kind: 'trouble'; readonly step: string; readonly error: unknown } & Partial<JobName>)
  /** Results that became durable, by code. */
  | { readonly kind: 'handled'; readonly codes: Readonly<Record<string, number>> }
  | { readonly kind: 'depth'; readonly waiting: number; readonly inProgress: number }
  | { readonly kind: 'expired'; readonly jobs: number }
  /** The hash lets a log that lies elsewhere tell whether the seals are still those. */
  | { readonly kind: 'sealed'; readonly sealNo: number; readonly entries: number; readonly hash: string }
  /** Seals whose entries were old enough to go. */
  | { readonly kind: 'auditRemoved'; readonly seals: number };

export type ReportEvent = (event: WorkerEvent) => void;
