/** A copy of the published learners that is open: a register of its own, whose organisations are those of the base. */
import type { AuditTrail, LearnerReader } from '../../register/ports.js';
import type { ServiceOperations } from '../../operations/index.js';

export interface OpenCopy {
  readonly operations: ServiceOperations;
  readonly learners: LearnerReader;
  readonly audit: AuditTrail;
  /** How many times it has been put back: by this process or any other. */
  resets(): Promise<number>;
  /** Goes back to the published data, in one transaction. */
  putBack(at: Date): Promise<void>;
  /** An organisation has joined: what the published awarding organisation awards is its own here. */
  handOverAwards(): Promise<void>;
  /** Adds people of the generator; gives how many. */
  addGenerated(count: number, seed: number): Promise<number>;
  /** Jobs that are not finished yet. */
  unfinishedJobs(): Promise<number>;
  /** Finishes what was begun, and lets go of the database. */
  close(): Promise<void>;
}

/** Where copies are. */
export interface CopyPlace {
  /** Opens the copy; the first time, makes it from the published data. */
  open(name: string): Promise<OpenCopy>;
  /** Removes its database for good. */
  remove(name: string): Promise<void>;
}
