/**
 * Kills copies of a register, and its database, again and again while clients work, and looks whether everything that
 * they were told is true.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServing, type ServingProcess, type Settings } from './batch-processes.js';
import { auditMixed, untilJobsEnd } from './mixed-audit.js';
import { MixedLoad } from './mixed-load.js';

export interface CopyKillerPlan {
  /** Names the database, which is new: `LR_DATA_DIR` or `LR_DATABASE_URL`. */
  readonly settings: Settings;
  /** How many times a copy is killed. */
  readonly rounds: number;
  /** How many times the database is; 0 where it has no process of its own. */
  readonly databaseRounds: number;
  /** Kills the database's processes and starts it again. */
  readonly crashDatabase?: () => Promise<void>;
  readonly say: (line: string) => void;
}

export interface CopyKillerReport {
  readonly problems: readonly string[];
  readonly kills: number;
  readonly databaseKills: number;
  /** Requests that were answered, refused, and broken off. */
  readonly answered: number;
  readonly refused: number;
  readonly unknown: number;
  readonly registered: number;
  readonly jobs: number;
  readonly learners: number;
  readonly auditEntries: number;
}

/** Setting for a short wait after a death; what they do is the same. */
const impatient = { LR_BATCH_LEASE_SECONDS: '1', LR_BATCH_POLL_SECONDS: '1' };
const clients = 12;
const patienceMs = 60_000;
const auditEvery = 20;
/** Registrations that must be answered before the next kill. */
const workBetween = 5;

export async function killCopies(plan: CopyKillerPlan): Promise<CopyKillerReport> {
  const killer = new CopyKiller(plan);
  try {
    return await killer.run();
  } finally {
    await killer.end();
  }
}

/** A copy: one process, or a supervisor with workers. */
interface Copy {
  readonly settings: Settings;
  process: ServingProcess;
}

class CopyKiller {
  readonly #copies: Copy[] = [];
  readonly #targets: string[] = [];
  readonly #settings: Settings;
  readonly #load: MixedLoad;
  #kills = 0;
  #databaseKills = 0;

  constructor(private readonly plan: CopyKillerPlan) {
    this.#settings = { ...plan.settings, ...impatient };
    this.#load = new MixedLoad({ targets: this.#targets, clients, firstPerson: 1_000_000_000 });
  }

  async run(): Promise<CopyKillerReport> {
    const { rounds, databaseRounds, crashDatabase, say } = this.plan;
    const isShared = this.#settings['LR_DATABASE_URL'] !== undefined;
    // On PostgreSQL two copies: one alone, one with workers. A SQLite file has one.
    await this.#addCopy({});
    if (isShared) await this.#addCopy({ LR_WORKERS: '2' });
    this.#load.start();
    for (let round = 1; round <= rounds; round += 1) {
      await this.#someWork();
      await sleep(Math.random() * 300);
      await this.#killOne();
      if (round % auditEvery === 0 || round === rounds) {
        const registered = this.#load.promised.registered.size;
        say(`${round} of ${rounds} kills of a copy; ${registered} learners registered`);
      }
    }
    for (let round = 1; round <= databaseRounds && crashDatabase !== undefined; round += 1) {
      await this.#someWork();
      await sleep(Math.random() * 300);
      await crashDatabase();
      this.#databaseKills += 1;
      say(`${round} of ${databaseRounds} kills of the database`);
    }
    await this.#someWork();
    await this.#load.stop();
    await untilJobsEnd(this.#settings, patienceMs);
    const { promised } = this.#load;
    const findings = await auditMixed(this.#settings, promised);
    return {
      ...findings,
      kills: this.#kills,
      databaseKills: this.#databaseKills,
      answered: promised.answered.size,
      refused: promised.refused.size,
      unknown: promised.unknown.size,
      registered: promised.registered.size,
      jobs: promised.jobs.size,
    };
  }

  async end(): Promise<void> {
    await this.#load.stop();
    await Promise.all(this.#copies.map(({ process }) => process.end('SIGKILL')));
  }

  async #addCopy(more: Settings): Promise<void> {
    const settings = { ...this.#settings, ...more };
    const process = await startServing(settings);
    this.#copies.push({ settings, process });
    this.#targets.push(process.url);
  }

  /** Waits until clients got on. */
  async #someWork(): Promise<void> {
    const { registered } = this.#load.promised;
    const before = registered.size;
    for (const end = performance.now() + patienceMs; registered.size < before + workBetween;) {
      if (performance.now() > end) throw new Error(`Nobody was registered for ${patienceMs} ms`);
      await sleep(10);
    }
  }

  async #killOne(): Promise<void> {
    const copy = this.#copies[Math.floor(Math.random() * this.#copies.length)];
    if (copy === undefined) throw new Error('No copy');
    this.#kills += 1;
    const workers = childrenOf(copy.process.pid);
    const worker = workers[Math.floor(Math.random() * workers.length)];
    // Of a copy with workers mostly one of them, which its supervisor starts again; now and then the supervisor.
    if (worker !== undefined && Math.random() < 0.7) {
      process.kill(worker, 'SIGKILL');
      return;
    }
    this.#targets.splice(this.#targets.indexOf(copy.process.url), 1);
    await copy.process.end('SIGKILL');
    copy.process = await startServing(copy.settings);
    this.#targets.push(copy.process.url);
  }
}

/** The processes that a process has started, as Linux knows them. */
export function childrenOf(pid: number): readonly number[] {
  const listed = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return listed === '' ? [] : listed.split(' ').map(Number);
}
