import type { RecordResult } from '../../domain/batch.js';
import type { BatchJob, BatchRecord } from '../batch-ports.js';
import type { BatchParts } from '../batch/batch-parts.js';
import type { AchievementWriter, LearningEventReader, QualificationCatalogue } from '../plr-ports.js';
import type { OrganisationStore } from '../ports.js';

/** What every deed around achievements is made from. */
export interface AchievementParts extends BatchParts {
  readonly events: Pick<LearningEventReader, 'ownedEvents'>;
  readonly achievements: AchievementWriter;
  readonly qualifications: Pick<QualificationCatalogue, 'find' | 'awardsAnything'>;
  readonly organisations: Pick<OrganisationStore, 'byRef' | 'byUkprn'>;
  /** Achievements that one job of the web service may hold. */
  readonly achievementMaximum: number;
  /** A moment as `yyyy-MM-dd HH:mm:ss` in the service's time zone. */
  localTime(at: Date): string;
}

/** Records of one job, in order, to be handled under a claim of it. */
export interface ChunkWork {
  readonly job: BatchJob;
  readonly lease: string;
  readonly records: readonly BatchRecord[];
}

/** How many records got each code. Every result is stored, unless the lease was lost. */
export type HandledChunk = Readonly<Record<string, number>>;

/** Handles a chunk of a claimed job of achievements. Rejects on what nobody expects; parts may be stored then. */
export type HandleChunk = (work: ChunkWork) => Promise<HandledChunk>;

/** The result of a record, beside the record. */
export interface DoneRecord {
  readonly record: BatchRecord;
  readonly result: RecordResult;
}
