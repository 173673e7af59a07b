/** The parts that commands work with, put together from the settings. */
import { mkdir } from 'node:fs/promises';
import type { HashCost } from '../access/password-hash.js';
import { databaseOf, type Config } from '../config.js';
import { systemClock } from '../clock.js';
import type { NamesToSearch } from '../domain/demographics.js';
import type { Clock, Random } from '../register/ports.js';
import { cryptographicRandom } from '../random.js';
import { openStore } from '../store/open-store.js';
import { StoreError } from '../store/store-error.js';
import type { Store } from '../store/store.js';
import { exitCodes, type Refusal } from './exit-codes.js';
import { loadTestData } from './test-data.js';

/** An open register, for commands that need no server. */
export interface Register {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Which names of a learner it is found under. */
  readonly names: NamesToSearch;
}

export type Opened<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** How a register is opened that nobody will miss. */
export interface Throwaway {
  /** `false`: nothing waits for the disk. */
  readonly durable: boolean;
  /** What a check of a published password costs. */
  readonly passwordCost: HashCost;
}

/** Opens the database whatever its state, for commands that look at that state. */
export async function openDatabase(config: Config, throwaway?: Throwaway): Promise<Opened<Store>> {
  const database = databaseOf(config);
  try {
    const { environment } = config;
    const durability = throwaway === undefined ? {} : { durable: throwaway.durable };
    if (database.kind === 'sqlite') await mkdir(config.dataDir, { recursive: true });
    return { ok: true, value: await openStore({ ...database, environment, ...durability }) };
  } catch (error) {
    return { ok: false, refusal: databaseRefusal(error, config) };
  }
}

/**
 * Opens the register. A new database, and any of the test environment, is brought up to date by itself; the
 * test environment starts with the published data. A live database that lacks migrations is refused.
 */
export async function openRegister(config: Config, throwaway?: Throwaway): Promise<Opened<Register>> {
  const opened = await openDatabase(config, throwaway);
  if (!opened.ok) return opened;
  const store = opened.value;
  try {
    const refusal = await prepare(store, config);
    if (refusal !== undefined) {
      await store.close();
      return { ok: false, refusal };
    }
    const register = registerOf(config, store);
    if (config.environment === 'test' && (await store.organisations.list()).length === 0) {
      await loadTestData(
        { ...store, clock: register.clock, random: register.random },
        throwaway?.passwordCost,
      );
    }
    return { ok: true, value: register };
  } catch (error) {
    await store.close();
    return { ok: false, refusal: databaseRefusal(error, config) };
  }
}

export function registerOf(config: Config, store: Store): Register {
  return {
    config,
    store,
    clock: systemClock(config.timeZone),
    random: cryptographicRandom,
    names: { otherGivenNames: config.matchOtherGivenNames, otherFamilyNames: config.matchOtherFamilyNames },
  };
}

async function prepare(store: Store, config: Config): Promise<Refusal | undefined> {
  const { done, pending } = await store.migrations.status();
  if (pending.length === 0) return undefined;
  if (done.length > 0 && config.environment === 'live') {
    return {
      exitCode: exitCodes.configuration,
      problem: `The database lacks ${pending.length} migration(s): ${pending.join(', ')}.`,
      whatToDo: 'Make a backup, then run "learner-register migrate up".',
    };
  }
  await store.migrations.up();
  return undefined;
}

/** Turns what a store rejects with into what a person can act on. Throws on what no operator can mend. */
export function databaseRefusal(error: unknown, config: Config): Refusal {
  const database = databaseOf(config);
  const where = database.kind === 'sqlite' ? `The database file ${database.file}` : 'The PostgreSQL database';
  if (error instanceof StoreError) {
    if (error.code === 'environmentMismatch') {
      return {
        exitCode: exitCodes.configuration,
        problem: `${where} holds the data of the other environment, not of ${config.environment}.`,
        whatToDo: 'Choose the right --environment, --data folder or LR_DATABASE_URL.',
      };
    }
    return { exitCode: exitCodes.notReachable, problem: `${where}: ${error.message}.`, whatToDo: doctorHint };
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return {
      exitCode: exitCodes.notReachable,
      problem: `${where} cannot be used (${error.code}).`,
      whatToDo: doctorHint,
    };
  }
  throw error;
}

const doctorHint = 'Run "learner-register doctor" to see what is wrong.';
