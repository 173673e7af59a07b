import { expect } from 'chai';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres, type PostgresServer } from '../../../bench/postgres-server.js';
import { openStore } from '../../../src/store/open-store.js';
import { PostgresDatabase } from '../../../src/store/postgres/postgres-database.js';
import type { DatabaseTls, PostgresOptions } from '../../../src/store/store.js';
import { rejection } from './new-database.js';

const missing =
  spawnSync('openssl', ['version']).error === undefined ? undefined : 'openssl is not installed';

describe(`TLS to PostgreSQL${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  let server: PostgresServer;
  let folder: string;

  before(async function () {
    if (missing !== undefined) this.skip();
    this.timeout(60_000);
    folder = mkdtempSync(join(tmpdir(), 'learner-register-tls-'));
    server = await startPostgres();
    // Where the server may read it; its key must be its own.
    makeCertificate(join(server.dataFolder, 'server'), 'IP:127.0.0.1');
    makeCertificate(join(folder, 'other'), 'IP:127.0.0.1');
    makeCertificate(join(folder, 'elsewhere'), 'DNS:db.example.org');
    const { uid, gid } = statSync(server.dataFolder);
    for (const file of ['server.crt', 'server.key']) chownSync(join(server.dataFolder, file), uid, gid);
    await turnOn();
  });

  after(async () => {
    if (missing !== undefined) return;
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function turnOn(): Promise<void> {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    await client.query('alter system set ssl = on');
    await client.query('select pg_reload_conf()');
    await client.end();
    for (let tries = 0; !(await isEncrypted({ mode: 'require' }).catch(() => false)); tries += 1) {
      if (tries === 50) throw new Error('The server does not offer TLS');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  function optionsWith(tls?: DatabaseTls, url = server.url): PostgresOptions {
    return { kind: 'postgres', url, environment: 'test', ...(tls === undefined ? {} : { tls }) };
  }

  async function isEncrypted(tls?: DatabaseTls, url = server.url): Promise<boolean> {
    const database = new PostgresDatabase(optionsWith(tls, url));
    try {
      const { rows } = await database.pool.query<{ ssl: boolean }>(
        'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
      );
      return rows[0]?.ssl === true;
    } finally {
      await database.close();
    }
  }

  it('is off, or on with any certificate, or as the address says', async () => {
    expect(await isEncrypted({ mode: 'off' })).to.equal(false);
    expect(await isEncrypted()).to.equal(false);
    expect(await isEncrypted({ mode: 'require' })).to.equal(true);
    expect(await isEncrypted({ mode: 'off' }, `${server.url}?sslmode=require`)).to.equal(false);
  });

  it('accepts the certificate of the authority that a setting names, and migrates over it', async () => {
    const tls = { mode: 'verify-full', caFile: join(server.dataFolder, 'server.crt') } as const;
    expect(await isEncrypted(tls)).to.equal(true);
    // What the address says does not weaken the setting.
    expect(await isEncrypted(tls, `${server.url}?sslmode=no-verify`)).to.equal(true);
    const store = await openStore(optionsWith(tls));
    expect(await store.migrations.up()).not.to.deep.equal([]);
    expect(await store.ready()).to.equal(true);
    await store.close();
  });

  it('refuses a certificate of somebody else, or of another host', async () => {
    const other = { mode: 'verify-full', caFile: join(folder, 'other.crt') } as const;
    expect((await rejection(openStore(optionsWith(other)))).message).to.match(
      /^The database failed \((?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE)\)$/,
    );
    expect((await rejection(openStore(optionsWith({ mode: 'verify-full' })))).message).to.contain(
      'SELF_SIGNED',
    );
    const named = new URL(server.url);
    named.hostname = 'localhost';
    const own = { mode: 'verify-full', caFile: join(server.dataFolder, 'server.crt') } as const;
    expect((await rejection(openStore(optionsWith(own, named.href)))).message).to.equal(
      'The database failed (ERR_TLS_CERT_ALTNAME_INVALID)',
    );
  });

  it('says that the file of the authority cannot be read', async () => {
    const tls = { mode: 'verify-full', caFile: join(folder, 'missing.crt') } as const;
    const error = await rejection(openStore(optionsWith(tls)));
    expect(error).to.include({ code: 'database' });
    expect(error.message).to.match(/authority cannot be read \(ENOENT\)$/);
  });
});

/** A key and a certificate signed with it, for that address. */
function makeCertificate(path: string, address: string): void {
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', '/CN=invented', '-addext', `subjectAltName=${address}`],
      ...['-keyout', `${path}.key`, '-out', `${path}.crt`],
    ],
    { stdio: 'ignore' },
  );
  chmodSync(`${path}.key`, 0o600);
}
