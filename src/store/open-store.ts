import { randomBytes } from 'node:crypto';
import type { LearnerReader, PersonKeys } from '../register/ports.js';
import { StoredBatches } from './batches/stored-batches.js';
import type { Database } from './database.js';
import { StoredLearnerWriter } from './learner-writer.js';
import { migrationCount } from './migrations/migrations.js';
import { StoredApplications } from './onboarding/stored-applications.js';
import { StoredContacts } from './onboarding/stored-contacts.js';
import { StoredLiveRequests } from './onboarding/stored-live-requests.js';
import { personKey } from './person-keys.js';
import { PostgresDatabase } from './postgres/postgres-database.js';
import { PostgresLearnerReader } from './postgres/postgres-learner-reader.js';
import { SqliteDatabase } from './sqlite/sqlite-database.js';
import { SqliteLearnerReader } from './sqlite/sqlite-learner-reader.js';
import { StoreError } from './store-error.js';
import type { Environment, SharedStore, Store, StoreCounts, StoreOptions } from './store.js';
import { StoredAccessHistory } from './stored-access-history.js';
import { StoredAchievements } from './stored-achievements.js';
import { StoredAuditChain } from './stored-audit-chain.js';
import { StoredAuditTrail } from './stored-audit-trail.js';
import { StoredCertificates } from './stored-certificates.js';
import { StoredChallenges } from './stored-challenges.js';
import { StoredExchanges } from './stored-exchanges.js';
import { StoredEventImports } from './stored-event-imports.js';
import { StoredFaultSwitches } from './stored-fault-switches.js';
import { StoredImports } from './stored-imports.js';
import { StoredLearningEvents } from './stored-learning-events.js';
import { StoredOrganisations } from './stored-organisations.js';
import { StoredPersonRecords } from './stored-person-records.js';
import { StoredPortalSessions, StoredPortalSettings } from './stored-portal.js';
import { StoredQualifications } from './stored-qualifications.js';
import { StoredScenarios } from './stored-scenarios.js';
import { StoredTestCopies } from './stored-test-copies.js';
import { StoredTestData } from './stored-test-data.js';
import { numberOrNull, textOrNull } from './values.js';

/**
 * Opens a database, which may be new: run `migrations.up()` on it then.
 * @throws StoreError `environmentMismatch` when the database belongs to the other environment, `database` when it
 * cannot be reached or opened.
 */
export function openStore(options: StoreOptions): Promise<Store> {
  return openSharedStore({ options });
}

/**
 * Opens, in a worker thread, the database of a store that another thread has open: see `Store.share`. It is a store
 * like any other, with connections of its own for reading.
 * @throws StoreError as `openStore` does.
 */
export async function openSharedStore({ options, writer, asking }: SharedStore): Promise<Store> {
  if (options.kind === 'sqlite') {
    const database = new SqliteDatabase(options.file, writer, options.durable);
    return openOn(database, new SqliteLearnerReader(database), options, () => {
      const port = database.newWriterPort();
      return { shared: { options, writer: port }, transfer: [port] };
    });
  }
  const database = new PostgresDatabase(options, asking);
  const { replica } = database;
  const finds = replica === undefined ? undefined : new PostgresLearnerReader(replica);
  const share = () => ({ shared: { options, asking: database.asking.memory }, transfer: [] });
  return openOn(database, new PostgresLearnerReader(database), options, share, finds);
}

type Share = Store['share'];

async function openOn(
  database: Database,
  reader: LearnerReader,
  options: StoreOptions,
  share: Share,
  finds?: LearnerReader,
): Promise<Store> {
  const store = new OpenStore(database, reader, options, share, finds);
  try {
    await store.readSettings();
    return store;
  } catch (error) {
    await database.close();
    throw error;
  }
}

class OpenStore implements Store {
  readonly learners: Store['learners'];
  readonly finds: LearnerReader;
  readonly audit: StoredAuditTrail;
  readonly auditChain: StoredAuditChain;
  readonly organisations: StoredOrganisations;
  readonly certificates: StoredCertificates;
  readonly exchanges: StoredExchanges;
  readonly scenarios: StoredScenarios;
  readonly applications: StoredApplications;
  readonly liveRequests: StoredLiveRequests;
  readonly organisationContacts: StoredContacts;
  readonly portalSessions: StoredPortalSessions;
  readonly portalSettings: StoredPortalSettings;
  readonly imports: StoredImports;
  readonly batches: StoredBatches;
  readonly events: StoredLearningEvents;
  readonly achievements: StoredAchievements;
  readonly qualifications: StoredQualifications;
  readonly accessHistory: StoredAccessHistory;
  readonly eventImports: StoredEventImports;
  readonly challenges: StoredChallenges;
  readonly faultSwitches: StoredFaultSwitches;
  readonly testCopies: StoredTestCopies;
  readonly testData: StoredTestData;
  readonly requestCounts: Store['requestCounts'];
  readonly persons: StoredPersonRecords;
  readonly environment: Environment;
  readonly personKeys: PersonKeys = { keyOf: (key) => personKey(this.#knownSecret(), key) };
  readonly migrations = {
    status: () => this.#database.migrationStatus(),
    up: () => this.#migrate(),
    plan: () => this.#database.migrationPlan(),
  };
  readonly #database: Database;
  #secret: Uint8Array | undefined;

  constructor(
    database: Database,
    reader: LearnerReader,
    readonly options: StoreOptions,
    readonly share: Share,
    finds: LearnerReader | undefined,
  ) {
    this.environment = options.environment;
    this.#database = database;
    this.requestCounts = database.requestCounts;
    this.learners = readerAndWriter(reader, new StoredLearnerWriter(database));
    this.finds = finds ?? this.learners;
    this.audit = new StoredAuditTrail(database);
    this.auditChain = new StoredAuditChain(database);
    this.organisations = new StoredOrganisations(database);
    this.certificates = new StoredCertificates(database);
    this.exchanges = new StoredExchanges(database);
    this.scenarios = new StoredScenarios(database);
    this.applications = new StoredApplications(database);
    this.liveRequests = new StoredLiveRequests(database);
    this.organisationContacts = new StoredContacts(database);
    this.portalSessions = new StoredPortalSessions(database);
    this.portalSettings = new StoredPortalSettings(database);
    this.imports = new StoredImports(database);
    this.batches = new StoredBatches(database);
    this.events = new StoredLearningEvents(database);
    this.achievements = new StoredAchievements(database);
    this.qualifications = new StoredQualifications(database);
    this.accessHistory = new StoredAccessHistory(database);
    this.eventImports = new StoredEventImports(database);
    this.challenges = new StoredChallenges(database);
    this.faultSwitches = new StoredFaultSwitches(database);
    this.testCopies = new StoredTestCopies(database);
    this.testData = new StoredTestData(database);
    this.persons = new StoredPersonRecords(database, this.personKeys);
  }

  /** Learns what the database is for, when it has been told yet. */
  async readSettings(): Promise<void> {
    const environment = await this.#setting('environment');
    if (environment !== undefined && environment !== this.environment) {
      throw new StoreError(
        'environmentMismatch',
        `This database holds ${environment} data: it does not open as ${this.environment}`,
      );
    }
    const secret = await this.#setting('personKeySecret');
    if (secret !== undefined) this.#secret = Buffer.from(secret, 'hex');
  }

  async ready(): Promise<boolean> {
    if (!this.#database.alive()) return false;
    try {
      const [row] = await this.#database.read('migrationsDone');
      if ((numberOrNull(row?.[0]) ?? 0) < migrationCount) return false;
      // Another process may have migrated the database since this one opened it.
      if (this.#secret === undefined) await this.readSettings();
      return this.#secret !== undefined;
    } catch {
      return false;
    }
  }

  async counts(): Promise<StoreCounts> {
    const { builder } = this.#database;
    const [learners] = await this.#database.query(builder('learner').count());
    const [organisations] = await this.#database.query(builder('organisation').count());
    return { learners: Number(learners?.[0]), organisations: Number(organisations?.[0]) };
  }

  tidyAudit(now: Date): Promise<void> {
    return this.#database.tidyAudit(now);
  }

  personKeySecret(): Promise<string> {
    if (this.environment !== 'test') {
      return Promise.reject(new StoreError('liveData', 'The secret of live data is for nobody'));
    }
    return Promise.resolve(Buffer.from(this.#knownSecret()).toString('hex'));
  }

  queueDepth(): number {
    return this.#database.depth();
  }

  replicaStaleSeconds(): number | undefined {
    return this.#database.replicaStaleSeconds?.();
  }

  clear(): Promise<void> {
    return this.#database.perform('clear');
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  async #migrate(): Promise<readonly string[]> {
    const names = await this.#database.migrateUp();
    const secret = this.options.personKeySecret ?? randomBytes(32).toString('hex');
    await this.#database.perform('keepSettings', this.environment, secret);
    await this.readSettings();
    return names;
  }

  async #setting(name: string): Promise<string | undefined> {
    try {
      const [row] = await this.#database.read('setting', name);
      return textOrNull(row?.[0]) ?? undefined;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'notMigrated') return undefined;
      throw error;
    }
  }

  #knownSecret(): Uint8Array {
    if (this.#secret === undefined) throw new StoreError('notMigrated', 'Run the migrations before this');
    return this.#secret;
  }
}

function readerAndWriter(reader: LearnerReader, writer: StoredLearnerWriter): Store['learners'] {
  return {
    findByUln: (uln) => reader.findByUln(uln),
    findByUlns: (ulns) => reader.findByUlns(ulns),
    exactUlns: (key) => reader.exactUlns(key),
    candidates: (blocks) => reader.candidates(blocks),
    register: (...given) => writer.register(...given),
    update: (...given) => writer.update(...given),
    link: (uln, master, audit) => writer.link(uln, master, audit),
    unlink: (uln, audit) => writer.unlink(uln, audit),
  };
}
