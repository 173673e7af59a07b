import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  configAsEnvironment,
  databaseOf,
  describeConfig,
  loadConfig,
  settingsTable,
  type ConfigInput,
  type ConfigProblem,
  type LoadedConfig,
} from '../src/config.js';
import { settingFacts } from '../src/config/schema.js';

function loaded(input: Partial<ConfigInput> = {}): LoadedConfig {
  const result = loadConfig({ env: {}, ...input });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

function problemsOf(input: Partial<ConfigInput>): readonly ConfigProblem[] {
  const result = loadConfig({ env: {}, ...input });
  return result.ok ? [] : result.problems;
}

const shown = (input: Partial<ConfigInput>, name: string) =>
  describeConfig(loaded(input)).find((setting) => setting.name === name);

describe('settings', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lr-config-'));
  });
  after(() => rm(folder, { recursive: true }));

  async function file(content: unknown): Promise<string> {
    const path = join(folder, 'settings.json');
    await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  }

  it('have these defaults', () => {
    expect(loaded().config).to.deep.equal({
      environment: 'test',
      host: '127.0.0.1',
      port: 8080,
      dataDir: './data',
      auditSealSeconds: 60,
      auditKeepDays: 0,
      backupKeepDays: 30,
      backupMaxAgeHours: 26,
      backupJobs: 2,
      databaseChangeSeconds: 60,
      databaseConnectSeconds: 5,
      databaseFindSeconds: 10,
      databaseIdleSeconds: 30,
      databasePoolSize: 8,
      databasePreparedStatements: true,
      databaseReplicaStaleSeconds: 5,
      maxRequestBytes: 8_388_608,
      headersTimeoutSeconds: 10,
      requestTimeoutSeconds: 30,
      keepAliveSeconds: 65,
      maxConnections: 1000,
      maxHeaderBytes: 16_384,
      maxConnectionsPerAddress: 0,
      maxBodyMemoryBytes: 268_435_456,
      maxDelayMilliseconds: 250,
      maxQueuedWrites: 500,
      organisationRequestsPerSecond: 0,
      addressRequestsPerSecond: 0,
      workers: 1,
      logLevel: 'info',
      logRequests: false,
      findBeforeRegister: true,
      findWindowMinutes: 120,
      findWaitSeconds: 0,
      matchOtherGivenNames: true,
      matchOtherFamilyNames: true,
      ulnCheck: 'relaxed',
      verifyMismatchCode: 'WSRC0003',
      legacyOptOut: false,
      minimumAge: 13,
      maximumAge: 110,
      timeZone: 'Europe/London',
      certificateWarningDays: 30,
      clientCertificates: 'optional',
      proxyCertificateHeader: 'X-Client-Certificate',
      tlsMinimumVersion: '1.2',
      slowdownAfter: 3,
      lockoutAfter: 20,
      lockoutSeconds: 300,
      batchWorker: true,
      batchConcurrency: 100,
      batchLeaseSeconds: 30,
      batchKeepDays: 90,
      batchPollSeconds: 1,
      passwordCacheSize: 10_000,
      passwordCacheMinutes: 10,
      achievementMaximum: 5000,
      passwordChecksAtOnce: 4,
      inspector: 'on',
      inspectorDays: 30,
      inspectorMegabytes: 512,
      testCopiesOpen: 16,
      testCopiesIdleSeconds: 600,
      portal: true,
      portalIdleMinutes: 60,
      portalSessionHours: 12,
      tracesSample: 0.01,
    });
  });

  it('limit requests in the live environment unless told otherwise', () => {
    const live = loadConfig({ env: { LR_ENVIRONMENT: 'live', LR_ADDRESS_REQUESTS_PER_SECOND: '0' } });
    expect(live.ok && live.config).to.include({
      organisationRequestsPerSecond: 100,
      addressRequestsPerSecond: 0,
    });
  });

  it('come from the file, over it the environment, over that the flags', async () => {
    const configFile = await file({
      LR_PORT: 1,
      LR_HOST: 'from-file',
      LR_LOG_REQUESTS: true,
      LR_MINIMUM_AGE: null,
    });
    const env = { LR_PORT: '2', LR_LOG_LEVEL: 'debug' };
    const { config, sources } = loaded({ configFile, env, flags: { port: '3' } });
    expect(config).to.include({
      port: 3,
      host: 'from-file',
      logRequests: true,
      logLevel: 'debug',
      minimumAge: 13,
    });
    expect(sources).to.deep.equal({
      port: 'flag',
      host: 'file',
      logRequests: 'file',
      logLevel: 'environment',
    });
    expect(loaded({ env: { LR_CONFIG_FILE: configFile } }).config.port).to.equal(1);
  });

  it('that are empty count as absent', () => {
    expect(loaded({ env: { LR_PORT: '', LR_PUBLIC_URL: ' ', LR_CONFIG_FILE: '' } }).config.port).to.equal(
      8080,
    );
  });

  it('report every problem at once, with what to do', () => {
    const env = { LR_PORT: '99999', LR_LOG_REQUESTS: 'maybe', LR_MINIMUM_AGE: '30', LR_MAXIMUM_AGE: '20' };
    const problems = problemsOf({ env, flags: { timeZone: 'Mars/Olympus' } });
    expect(problems.map(({ setting }) => setting)).to.deep.equal([
      'LR_PORT',
      'LR_LOG_REQUESTS',
      'LR_TIME_ZONE',
      'LR_MINIMUM_AGE',
    ]);
    expect(problems[0]).to.deep.equal({
      setting: 'LR_PORT',
      problem: '"99999" is not a whole number from 0 to 65535',
      whatToDo: 'Set LR_PORT to a whole number from 0 to 65535, or leave it out for 8080.',
    });
  });

  it('refuse what is no value of theirs', () => {
    const wrong: readonly [string, string][] = [
      ['LR_ENVIRONMENT', 'production'],
      ['LR_PORT', '80.5'],
      ['LR_PORT', '-1'],
      ['LR_PORT', '0x50'],
      ['LR_HOST', 'a b'],
      ['LR_PUBLIC_URL', 'register.example.org'],
      ['LR_PUBLIC_URL', 'ftp://register.example.org'],
      ['LR_DATABASE_URL', 'mysql://host/db'],
      ['LR_VERIFY_MISMATCH_CODE', 'WSRC3'],
      ['LR_VERIFY_MISMATCH_CODE', 'WSRC0004'],
      ['LR_VERIFY_MISMATCH_CODE', 'WSRC0022'],
      ['LR_OPERATING_HOURS', 'always'],
      ['LR_KEEP_ALIVE_SECONDS', '0'],
      ['LR_MAX_REQUEST_BYTES', '8MB'],
    ];
    for (const [name, text] of wrong) {
      expect(
        problemsOf({ env: { [name]: text } }).map(({ setting }) => setting),
        `${name}=${text}`,
      ).to.deep.equal([name]);
    }
  });

  it('tell which part of the operating hours is wrong', () => {
    const [problem] = problemsOf({ env: { LR_OPERATING_HOURS: 'Mon 08:00-18:00, Tue 8-18' } });
    expect(problem?.problem).to.contain('"Tue 8-18"');
  });

  it('of the live environment check ULNs strictly and refuse relaxed checks', () => {
    expect(loaded({ env: { LR_ENVIRONMENT: 'live' } }).config.ulnCheck).to.equal('strict');
    expect(loaded({ env: { LR_ENVIRONMENT: 'Live', LR_ULN_CHECK: 'fault' } }).config.ulnCheck).to.equal(
      'fault',
    );
    const problems = problemsOf({ env: { LR_ENVIRONMENT: 'live', LR_ULN_CHECK: 'relaxed', LR_PORT: 'x' } });
    expect(problems.map(({ setting }) => setting)).to.deep.equal(['LR_PORT', 'LR_ULN_CHECK']);
  });

  it('keep messages in the test environment alone', () => {
    expect(loaded({ env: { LR_ENVIRONMENT: 'live' } }).config.inspector).to.equal('off');
    expect(loaded({ env: { LR_INSPECTOR: 'off' } }).config.inspector).to.equal('off');
    const [problem] = problemsOf({ env: { LR_ENVIRONMENT: 'live', LR_INSPECTOR: 'on' } });
    expect(problem?.setting).to.equal('LR_INSPECTOR');
  });

  it('refuse more time for the headers than for the request', () => {
    const [problem] = problemsOf({ env: { LR_REQUEST_TIMEOUT_SECONDS: '5' } });
    expect(problem?.setting).to.equal('LR_HEADERS_TIMEOUT_SECONDS');
  });

  it('warn about unknown names with the nearest known one, and leave other variables alone', async () => {
    const configFile = await file({ LR_HOSTS: 'x' });
    const { warnings } = loaded({ configFile, env: { LR_PROT: '1', LR_ULNCHECK: 'strict', PATH: '/bin' } });
    expect(
      warnings.map(({ setting, whatToDo }) => [setting, /mean (\w+)\?/.exec(whatToDo)?.[1]]),
    ).to.deep.equal([
      ['LR_HOSTS', 'LR_HOST'],
      ['LR_PROT', 'LR_PORT'],
      ['LR_ULNCHECK', 'LR_ULN_CHECK'],
    ]);
  });

  it('report a file that is missing, no JSON, no object, or nested', async () => {
    const problem = (path: string): string => problemsOf({ configFile: path })[0]?.problem ?? '';
    expect(problem(join(folder, 'none.json'))).to.contain('cannot be read');
    expect(problem(await file('{ LR_PORT'))).to.contain('is not JSON');
    expect(problem(await file([1]))).to.contain('is not a JSON object');
    expect(problem(await file({ LR_PORT: { a: 1 } }))).to.contain('LR_PORT');
  });

  it('name the database', () => {
    expect(databaseOf(loaded({ env: { LR_DATA_DIR: '/d', LR_ENVIRONMENT: 'live' } }).config)).to.deep.equal({
      kind: 'sqlite',
      file: join('/d', 'live.sqlite'),
    });
    const url = 'postgres://u:secret@db/lr';
    const usual = {
      kind: 'postgres',
      url,
      poolSize: 8,
      connectSeconds: 5,
      idleSeconds: 30,
      findSeconds: 10,
      changeSeconds: 60,
      preparedStatements: true,
    };
    expect(databaseOf(loaded({ env: { LR_DATABASE_URL: url } }).config)).to.deep.equal(usual);
    const env = {
      LR_DATABASE_URL: url,
      LR_DATABASE_TLS: 'verify-full',
      LR_DATABASE_CA_FILE: '/ca.pem',
      LR_DATABASE_REPLICA_URL: 'postgres://u:other@replica/lr',
    };
    expect(databaseOf(loaded({ env }).config)).to.deep.equal({
      ...usual,
      tls: { mode: 'verify-full', caFile: '/ca.pem' },
      replica: { url: 'postgres://u:other@replica/lr', staleSeconds: 5 },
    });
  });

  it('refuse an authority of the database that nothing is checked against', () => {
    const [problem] = problemsOf({ env: { LR_DATABASE_TLS: 'require', LR_DATABASE_CA_FILE: '/ca.pem' } });
    expect(problem?.setting).to.equal('LR_DATABASE_CA_FILE');
  });
});

describe('settings shown to people', () => {
  it('mask the password of the database, also in its query, and keep the rest', () => {
    const env = { LR_DATABASE_URL: 'postgres://lr:s3cret@db:5432/lr?sslmode=require&password=s3cret' };
    const database = shown({ env }, 'LR_DATABASE_URL');
    expect(database?.value).to.equal('postgres://lr:****@db:5432/lr?sslmode=require&password=****');
    expect(database?.source).to.equal('environment');
    expect(JSON.stringify(describeConfig(loaded({ env })))).not.to.contain('s3cret');
  });

  it('never tell a secret in a problem', () => {
    const problems = problemsOf({ env: { LR_DATABASE_URL: 'postgres//lr:s3cret@db' } });
    expect(problems).to.have.length(1);
    expect(JSON.stringify(problems)).not.to.contain('s3cret');
  });

  it('give each its value, source and meaning', () => {
    expect(shown({ flags: { logRequests: 'true' } }, 'LR_LOG_REQUESTS')).to.deep.equal({
      name: 'LR_LOG_REQUESTS',
      value: 'on',
      source: 'flag',
      meaning: 'Whether each request writes a line.',
    });
    expect(shown({}, 'LR_ULN_CHECK')?.value).to.equal('relaxed');
    expect(shown({}, 'LR_PUBLIC_URL')?.value).to.equal('');
  });

  it('are a table with one row for each setting', () => {
    const rows = settingsTable().trimEnd().split('\n').slice(2);
    expect(rows).to.have.length(settingFacts.length);
    expect(rows[2]).to.match(/^\| `LR_PORT` \| `8080` \| .+ \| a whole number from 0 to 65535 \|$/);
  });
});

describe('settings as variables', () => {
  it('give the same configuration again', () => {
    const onOff = fc.constantFrom('on', 'off', 'TRUE', 'false');
    const env = fc.record(
      {
        LR_ENVIRONMENT: fc.constantFrom('test', 'live'),
        LR_PORT: fc.integer({ min: 0, max: 65_535 }).map(String),
        LR_DATABASE_URL: fc
          .webUrl({ withQueryParameters: true })
          .map((url) => url.replace(/^https?/, 'postgres')),
        LR_PUBLIC_URL: fc.webUrl(),
        LR_LOG_REQUESTS: onOff,
        LR_LEGACY_OPT_OUT: onOff,
        LR_ULN_CHECK: fc.constantFrom('strict', 'fault'),
        LR_OPERATING_HOURS: fc.constantFrom('Mon-Fri 08:00-18:00, Sat 09:00-12:00', 'Sun-Sat 22:00-02:00'),
        LR_TIME_ZONE: fc.constantFrom('Europe/London', 'UTC', 'Asia/Tokyo'),
        LR_LOCKOUT_AFTER: fc.nat(1_000_000).map(String),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(env, (given) => {
        const { config } = loaded({ env: given });
        const again = loaded({ env: configAsEnvironment(config) });
        expect(again.config).to.deep.equal(config);
        expect(again.warnings).to.deep.equal([]);
      }),
    );
  });
});
