/** What the rest of the service sees of the database: the ports, and what an operator needs. */
import type { MessagePort } from 'node:worker_threads';
import type {
  AuditTrail,
  LearnerImport,
  LearnerReader,
  LearnerWriter,
  OrganisationStore,
  PersonKeys,
} from '../register/ports.js';
import type { BatchStore } from '../register/batch-ports.js';
import type {
  AccessHistory,
  AchievementWriter,
  DataChallenges,
  EventImport,
  LearningEventReader,
  QualificationCatalogue,
} from '../register/plr-ports.js';

/** Test and live data never share a database: each database remembers which of them it is for. */
export type Environment = 'test' | 'live';

export type StoreOptions =
  | { readonly kind: 'sqlite'; readonly file: string; readonly environment: Environment }
  | {
      readonly kind: 'postgres';
      /** `postgres://user:password@host:port/database` */
      readonly url: string;
      /** Connections kept at most; 8 when not given. */
      readonly poolSize?: number;
      readonly environment: Environment;
    };

/**
 * What another thread needs to open the same database with `openSharedStore`; can be sent to it, with `transfer`
 * beside it.
 */
export interface SharedStore {
  readonly options: StoreOptions;
  /** To the one thread that writes to a SQLite file. */
  readonly writer?: MessagePort;
}

export interface MigrationStatus {
  /** Names of the migrations that the database has, oldest first. */
  readonly done: readonly string[];
  /** Those it lacks, in the order in which `up` runs them. */
  readonly pending: readonly string[];
}

export interface Migrations {
  status(): Promise<MigrationStatus>;
  /** Brings the database up to date and gives the names of what it ran; nothing when nothing is pending. */
  up(): Promise<readonly string[]>;
}

export interface StoreCounts {
  readonly learners: number;
  readonly organisations: number;
}

/** One open database. Usable after `migrations.up()` ran on it once, by this or any other process. */
export interface Store {
  readonly environment: Environment;
  readonly learners: LearnerReader & LearnerWriter;
  readonly audit: AuditTrail;
  readonly organisations: OrganisationStore;
  readonly imports: LearnerImport;
  readonly batches: BatchStore;
  readonly events: LearningEventReader;
  readonly achievements: AchievementWriter;
  readonly qualifications: QualificationCatalogue;
  readonly accessHistory: AccessHistory;
  readonly eventImports: EventImport;
  readonly challenges: DataChallenges;
  readonly personKeys: PersonKeys;
  readonly migrations: Migrations;
  /** Whether the database answers, takes writes and has every migration. Cheap; never rejects. */
  ready(): Promise<boolean>;
  /** Counts rows one by one: for an operator, not for each request. */
  counts(): Promise<StoreCounts>;
  /** Writes that were asked for and are not durable yet. */
  queueDepth(): number;
  /** Forgets every learner, organisation, audit entry and import. Rejects with `liveData` on live data. */
  clear(): Promise<void>;
  /**
   * For one more thread, each call for another: pass `shared` as its `workerData` with `transfer` as the
   * `transferList`. Its writes go through this store's writer, so this store is to be closed after the thread's.
   */
  share(): { readonly shared: SharedStore; readonly transfer: readonly MessagePort[] };
  /** Finishes what was asked for, then lets go of the database. */
  close(): Promise<void>;
}
