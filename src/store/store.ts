/** What the rest of the service sees of the database: the ports, and what an operator needs. */
import type { MessagePort } from 'node:worker_threads';
import type {
  AuditTrail,
  LearnerImport,
  LearnerReader,
  LearnerWriter,
  OrganisationStore,
  PersonKeys,
  RequestCounts,
} from '../register/ports.js';
import type { AuditChain } from '../register/audit-ports.js';
import type { BatchStore } from '../register/batch-ports.js';
import type { FaultSwitches } from '../register/fault-ports.js';
import type { TestCopies } from '../register/test-copy-ports.js';
import type { ExchangeStore } from '../register/exchange-ports.js';
import type { TestData } from './test-data.js';
import type { CertificateStore } from '../register/certificate-ports.js';
import type {
  ApplicationStore,
  LiveRequestStore,
  OrganisationContacts,
} from '../register/onboarding-ports.js';
import type { AdministratorStore, PortalSecrets, PortalSessions } from '../register/portal-ports.js';
import type { ScenarioStore } from '../register/scenario-ports.js';
import type { PersonRecords } from '../register/person-ports.js';
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

export interface SqliteOptions {
  readonly kind: 'sqlite';
  readonly file: string;
  readonly environment: Environment;
  /**
   * `false`: nothing waits for the disk. What was written last may be lost with the power, though not with the process.
   * For registers that are thrown away.
   */
  readonly durable?: boolean;
}

export type StoreOptions = (SqliteOptions & NewDatabaseSettings) | PostgresOptions;

/** What a new database begins with. */
export interface NewDatabaseSettings {
  /** The secret of the digests, 32 bytes in hex; a random one unless given. Copies share that of their register. */
  readonly personKeySecret?: string;
}

export interface PostgresOptions extends ConnectionSettings, NewDatabaseSettings {
  readonly kind: 'postgres';
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  readonly environment: Environment;
  /** Of its own in the database, made by `migrations.up`; what the address leads to unless given. */
  readonly schema?: string;
  readonly replica?: ReplicaSettings;
}

/** How to speak to PostgreSQL; the numbers in brackets count when nothing is given. */
export interface ConnectionSettings {
  /** Connections kept at most (8). */
  readonly poolSize?: number;
  /** How long a new connection may take (5). */
  readonly connectSeconds?: number;
  /** How long an idle one is kept (30). */
  readonly idleSeconds?: number;
  /** How long a read may take (10). */
  readonly findSeconds?: number;
  /** How long a statement that changes something may take (60). */
  readonly changeSeconds?: number;
  /**
   * `false`: statements go without a name and connections get no settings of their own, as a pooler needs that gives
   * each transaction another connection.
   */
  readonly preparedStatements?: boolean;
  /** Absent: as the address says. */
  readonly tls?: DatabaseTls;
}

/** `require` believes any certificate. `verify-full` checks it and the host's name, as libpq does. */
export interface DatabaseTls {
  readonly mode: 'off' | 'require' | 'verify-full';
  /** PEM certificates of the authority, in place of those that Node knows. */
  readonly caFile?: string;
}

/** A copy of the database that follows it, for finds. */
export interface ReplicaSettings {
  readonly url: string;
  /** How old its data may be. */
  readonly staleSeconds: number;
}

/**
 * What another thread needs to open the same database with `openSharedStore`; can be sent to it, with `transfer`
 * beside it.
 */
export interface SharedStore {
  readonly options: StoreOptions;
  /** To the one thread that writes to a SQLite file. */
  readonly writer?: MessagePort;
  /** Of PostgreSQL: when requests last asked. */
  readonly asking?: SharedArrayBuffer;
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
  /** What `up` would run, statement by statement. Changes nothing. */
  plan(): Promise<readonly PlannedMigration[]>;
}

export interface PlannedMigration {
  readonly name: string;
  readonly statements: readonly string[];
}

export interface StoreCounts {
  readonly learners: number;
  readonly organisations: number;
}

/** One open database. Usable after `migrations.up()` ran on it once, by this or any other process. */
export interface Store {
  readonly environment: Environment;
  /** As it was opened. */
  readonly options: StoreOptions;
  readonly learners: LearnerReader & LearnerWriter;
  /** For finds alone: answers may be as old as the settings of the replica allow. The same data as `learners`. */
  readonly finds: LearnerReader;
  readonly audit: AuditTrail;
  readonly auditChain: AuditChain;
  readonly organisations: OrganisationStore;
  readonly certificates: CertificateStore;
  readonly exchanges: ExchangeStore;
  readonly scenarios: ScenarioStore;
  readonly applications: ApplicationStore;
  readonly liveRequests: LiveRequestStore;
  readonly organisationContacts: OrganisationContacts;
  readonly portalSessions: PortalSessions;
  readonly portalSettings: AdministratorStore & PortalSecrets;
  readonly imports: LearnerImport;
  readonly batches: BatchStore;
  readonly events: LearningEventReader;
  readonly achievements: AchievementWriter;
  readonly qualifications: QualificationCatalogue;
  readonly accessHistory: AccessHistory;
  readonly eventImports: EventImport;
  readonly challenges: DataChallenges;
  /** Of the test environment. */
  readonly faultSwitches: FaultSwitches;
  readonly testCopies: TestCopies;
  readonly testData: TestData;
  /** For `NewDatabaseSettings`. Rejects with `liveData` on live data. */
  personKeySecret(): Promise<string>;
  readonly personKeys: PersonKeys;
  readonly persons: PersonRecords;
  /** Absent where one process has the register to itself: it counts in memory. */
  readonly requestCounts: RequestCounts | undefined;
  readonly migrations: Migrations;
  /** Whether the database answers, takes writes and has every migration. Cheap; never rejects. */
  ready(): Promise<boolean>;
  /** Counts rows one by one: for an operator, not for each request. */
  counts(): Promise<StoreCounts>;
  /**
   * To be called now and then: PostgreSQL keeps the audit by month, and needs the tables of the months to come. Past
   * months that hold nothing any more go. SQLite has nothing to do.
   */
  tidyAudit(now: Date): Promise<void>;
  /** Writes that were asked for and are not durable yet. */
  queueDepth(): number;
  /** How old the data of the replica may be by now, in seconds; undefined without a replica. */
  replicaStaleSeconds(): number | undefined;
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
