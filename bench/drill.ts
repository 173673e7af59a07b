/**
 * The drill of docs/disaster-recovery.md: a register loses a copy, its database's processes and at last its data, and
 * comes back. Looks whether everything that was answered before the backup is there again, and takes the times.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { runCommand, startServing, type ServingProcess, type Settings } from './batch-processes.js';
import { personOf } from './batch-records.js';
import { openRows } from './batch-rows.js';
import { untilJobsEnd } from './mixed-audit.js';
import { MixedLoad, type Told } from './mixed-load.js';
import { findMessage } from './mixed-messages.js';

/** A database that can be lost. */
export interface DrillDatabase {
  /** `LR_DATA_DIR` or `LR_DATABASE_URL`, as of now. */
  settings(): Settings;
  /** Kills its processes and starts them again; absent where it has none of its own. */
  crash?(): Promise<void>;
  /** Takes all of its data away. Nothing uses it then. */
  destroy(): Promise<void>;
  /** Gives an empty one in its place. */
  replace(): Promise<void>;
}

export interface DrillPlan {
  readonly database: DrillDatabase;
  /** JSON lines of learners that `learner import` takes. */
  readonly people: string;
  /** A folder for backups. */
  readonly backups: string;
  /** How long clients work before and after the backup. */
  readonly loadSeconds: number;
  readonly say: (line: string) => void;
}

export interface DrillReport {
  /** What took how long, in seconds, in the order in which it was done. */
  readonly times: ReadonlyMap<DrillStep, number>;
  readonly problems: readonly string[];
  /** Learners registered one by one before the backup began; all of them must be there. */
  readonly before: number;
  /** Those that were registered after that. */
  readonly after: number;
  /** Those of them that are gone. */
  readonly lost: number;
  /** Learners in the register at the end. */
  readonly learners: number;
}

export const drillSteps = [
  'import',
  'copy killed until the next answer',
  'database killed until the next answer',
  'backup while it runs',
  'restore --verify beside the running service',
  'a new database server',
  'restore',
  'start until the first answer',
  'audit verify',
] as const;
export type DrillStep = (typeof drillSteps)[number];

const clients = 8;
const firstPerson = 2_000_000_000;
const patienceMs = 60_000;

const learnerRow = z.object({
  uln: z.coerce.string(),
  given_name: z.string(),
  family_name: z.string(),
  version_number: z.coerce.number(),
});

export async function drill(plan: DrillPlan): Promise<DrillReport> {
  const one = new Drill(plan);
  try {
    return await one.run();
  } finally {
    await one.end();
  }
}

class Drill {
  readonly #times = new Map<DrillStep, number>();
  readonly #problems: string[] = [];
  readonly #targets: string[] = [];
  readonly #load = new MixedLoad({ targets: this.#targets, clients, firstPerson });
  #copy: ServingProcess | undefined;

  constructor(private readonly plan: DrillPlan) {}

  async run(): Promise<DrillReport> {
    const { database, people } = this.plan;
    await this.#time('import', () => this.#command('learner', 'import', people));
    await this.#serve();
    this.#load.start();
    await this.#work();
    await this.#time('copy killed until the next answer', async () => {
      await this.#kill();
      await this.#serve();
    });
    if (database.crash !== undefined) {
      const crash = database.crash.bind(database);
      await this.#time('database killed until the next answer', async () => {
        await crash();
        await this.#untilAnswered();
      });
    }
    await this.#work();
    const before = new Map([...this.#load.promised.registered].map(([uln, told]) => [uln, { ...told }]));
    await this.#time('backup while it runs', () => this.#command('backup'));
    const backup = this.#newestBackup();
    await this.#time('restore --verify beside the running service', () =>
      this.#command('restore', backup, '--verify'),
    );
    await this.#work();
    await this.#loseEverything();
    await this.#time('a new database server', () => database.replace());
    await this.#time('restore', () => this.#command('restore', backup, '--yes'));
    await this.#time('start until the first answer', () => this.#serve());
    await this.#time('audit verify', () => this.#command('audit', 'verify'));
    await untilJobsEnd(this.#settings(), patienceMs);
    return { times: this.#times, ...(await this.#compare(before)) };
  }

  async end(): Promise<void> {
    await this.#load.stop();
    await this.#copy?.end('SIGKILL');
  }

  #settings(): Settings {
    return {
      ...this.plan.database.settings(),
      LR_BACKUP_DIR: this.plan.backups,
      LR_BATCH_LEASE_SECONDS: '1',
    };
  }

  #command(...args: readonly string[]): Promise<void> {
    return runCommand([...args, '--quiet'], this.#settings());
  }

  async #time(step: DrillStep, work: () => Promise<unknown>): Promise<void> {
    const begun = performance.now();
    await work();
    const seconds = (performance.now() - begun) / 1000;
    this.#times.set(step, seconds);
    this.plan.say(`${step}: ${seconds.toFixed(2)} s`);
  }

  async #work(): Promise<void> {
    const { registered } = this.#load.promised;
    const before = registered.size;
    await sleep(this.plan.loadSeconds * 1000);
    for (const end = performance.now() + patienceMs; registered.size < before + clients;) {
      if (performance.now() > end) throw new Error(`Hardly anybody was registered for ${patienceMs} ms`);
      await sleep(20);
    }
  }

  async #serve(): Promise<void> {
    this.#copy = await startServing(this.#settings());
    await this.#untilAnswered();
    this.#targets.push(this.#copy.url);
  }

  async #kill(): Promise<void> {
    this.#targets.length = 0;
    await this.#copy?.end('SIGKILL');
    this.#copy = undefined;
  }

  /** With a response, not a fault. */
  async #untilAnswered(): Promise<void> {
    const url = this.#copy?.url ?? '';
    const body = findMessage(personOf(firstPerson - 1));
    for (const end = performance.now() + patienceMs; performance.now() < end;) {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'text/xml; charset=utf-8' },
      }).catch(() => undefined);
      if (answer?.status === 200) return;
      await answer?.arrayBuffer();
      await sleep(10);
    }
    throw new Error(`Nothing was answered for ${patienceMs} ms`);
  }

  #newestBackup(): string {
    const name = readdirSync(this.plan.backups).sort().at(-1);
    if (name === undefined) throw new Error('There is no backup');
    return join(this.plan.backups, name);
  }

  async #loseEverything(): Promise<void> {
    await this.#kill();
    await this.#load.stop();
    await this.plan.database.destroy();
  }

  async #compare(before: ReadonlyMap<string, Told>): Promise<Omit<DrillReport, 'times'>> {
    const { registered, wrong } = this.#load.promised;
    const rows = await openRows(this.#settings());
    try {
      const batch = await rows.query(
        `select uln, given_name, family_name, version_number from learner where family_name like 'Batchly%'`,
        learnerRow,
      );
      const stored = new Map(batch.map((row) => [row.uln, row]));
      for (const told of before.values()) {
        const row = stored.get(told.uln);
        const { GivenName, FamilyName } = personOf(told.person);
        if (row === undefined) this.#problems.push(`${told.uln} was given before the backup and is gone`);
        else if (row.given_name !== GivenName || row.family_name !== FamilyName)
          this.#problems.push(`${told.uln} is somebody else's`);
        else if (row.version_number < told.version)
          this.#problems.push(`${told.uln} is version ${row.version_number}, not ${told.version}`);
      }
      const [count] = await rows.query(
        'select count(*) as learners from learner',
        z.object({ learners: z.coerce.number() }),
      );
      const later = [...registered.keys()].filter((uln) => !before.has(uln));
      return {
        problems: [...wrong, ...this.#problems],
        before: before.size,
        after: later.length,
        lost: later.filter((uln) => !stored.has(uln)).length,
        learners: count?.learners ?? 0,
      };
    } finally {
      await rows.close();
    }
  }
}
