/** Connections to PostgreSQL: how many, how long they may take, how they are secured. */
import { readFileSync } from 'node:fs';
import type { ConnectionOptions as TlsOptions } from 'node:tls';
import pg from 'pg';
import { StoreError, errorCode } from '../store-error.js';
import type { ConnectionSettings, DatabaseTls } from '../store.js';

const SECOND = 1000;
/** The server's own limits come first; this one is for a server, or a way to it, that has fallen silent. */
const SILENCE_SECONDS = 5;
/** Since PostgreSQL 14: a statement whose client has gone away is given up. Older servers refuse it, and need not. */
const noticeGoneClients = `set client_connection_check_interval = '1s'`;
/** Settings in the address that {@link DatabaseTls} takes the place of. */
const tlsParameters = ['ssl', 'sslmode', 'sslrootcert', 'uselibpqcompat'];

const usual = { poolSize: 8, connectSeconds: 5, idleSeconds: 30, findSeconds: 10, changeSeconds: 60 };

/** Connections without named statements; and, of those, none keeps anything of its own between transactions. */
const unnamed = new WeakSet();

/** Whether statements go to this pool, or connection of a pool, without a name. */
export function sendsUnnamed(on: object): boolean {
  return unnamed.has(on);
}

/** Milliseconds after which a read is given up. */
export function findDeadline({ findSeconds = usual.findSeconds }: ConnectionSettings): number {
  return findSeconds * SECOND;
}

/**
 * @throws StoreError `database` when the file of certificates cannot be read
 */
export function openPool(
  url: string,
  settings: ConnectionSettings & { readonly schema?: string } = {},
): pg.Pool {
  const { poolSize, connectSeconds, idleSeconds, changeSeconds } = { ...usual, ...defined(settings) };
  const isPooled = settings.preparedStatements === false;
  const pool = new pg.Pool({
    ...connectionOf(url, settings.tls, settings.schema),
    max: poolSize,
    connectionTimeoutMillis: connectSeconds * SECOND,
    idleTimeoutMillis: idleSeconds * SECOND,
    application_name: 'learner-register',
    keepAlive: true,
    query_timeout: (changeSeconds + SILENCE_SECONDS) * SECOND,
    // A pooler between transactions refuses what would belong to a connection of its own.
    ...(isPooled
      ? {}
      : {
          statement_timeout: changeSeconds * SECOND,
          idle_in_transaction_session_timeout: changeSeconds * SECOND,
          onConnect: (client: pg.ClientBase): unknown =>
            client.query(noticeGoneClients).catch(() => undefined),
        }),
  });
  // A connection that breaks while idle is replaced when next needed; without a listener it would end the process.
  pool.on('error', () => undefined);
  if (isPooled) unnamed.add(pool);
  pool.on('connect', (client) => {
    // The same for one that breaks while a transaction holds it: the statement at hand rejects anyway.
    client.on('error', () => undefined);
    if (isPooled) unnamed.add(client);
  });
  return pool;
}

/**
 * Where to connect, and how that is secured: for any client of the driver.
 * @param schema where tables are looked for, in place of what the database says
 */
export function connectionOf(
  url: string,
  tls: DatabaseTls | undefined,
  schema?: string,
): { readonly connectionString: string; readonly ssl?: TlsOptions | false } {
  if (tls === undefined) return { connectionString: inSchema(url, schema) };
  const address = new URL(inSchema(url, schema));
  for (const name of tlsParameters) address.searchParams.delete(name);
  const connectionString = address.href;
  if (tls.mode === 'off') return { connectionString, ssl: false };
  if (tls.mode === 'require') return { connectionString, ssl: { rejectUnauthorized: false } };
  const ca = tls.caFile === undefined ? undefined : certificatesIn(tls.caFile);
  // With an address in numbers the driver names no host, and the certificate would be compared with "localhost".
  const host = address.hostname.replace(/^\[|\]$/g, '');
  return { connectionString, ssl: { rejectUnauthorized: true, host, ...(ca === undefined ? {} : { ca }) } };
}

/** In the address, where nothing that it says itself can take its place. */
function inSchema(url: string, schema: string | undefined): string {
  if (schema === undefined) return url;
  const address = new URL(url);
  const own = address.searchParams.get('options');
  const path = `-c search_path=${schema}`;
  address.searchParams.set('options', own === null ? path : `${own} ${path}`);
  return address.href;
}

function certificatesIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = errorCode(error) ?? 'no code';
    throw new StoreError('database', `The certificates of the database's authority cannot be read (${code})`);
  }
}

function defined(settings: ConnectionSettings): Partial<typeof usual> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => typeof value === 'number'));
}
