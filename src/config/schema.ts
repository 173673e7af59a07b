import { z } from 'zod';
import {
  choice,
  onOrOff,
  operatingHours,
  pattern,
  proxyAddresses,
  secret,
  share,
  timeZone,
  url,
  wholeNumber,
  type ValueKind,
} from './value-kinds.js';

/** What is known about a setting beside its type. */
interface SettingNotes {
  readonly meaning: string;
  readonly accepts: string;
  /** As text; absent when the setting is off unless given. */
  readonly fallback?: string;
  readonly secret: boolean;
}

const notes = z.registry<SettingNotes>();

function setting<T>(kind: ValueKind<T>, fallback: string, meaning: string) {
  const secret = kind.secret === true;
  return kind.schema.prefault(fallback).register(notes, { meaning, accepts: kind.accepts, fallback, secret });
}

function optional<T>(kind: ValueKind<T>, meaning: string) {
  const secret = kind.secret === true;
  return kind.schema.optional().register(notes, { meaning, accepts: kind.accepts, secret });
}

const oneDayOfSeconds = 86_400;

/** Every setting, once: type, default, meaning. `maxConnections` here is LR_MAX_CONNECTIONS outside. */
export const settingsSchema = z.object({
  environment: setting(
    choice('test', 'live'),
    'test',
    'Which environment this is. Each has data of its own.',
  ),
  host: setting(pattern(/^\S+$/, 'a host name or address'), '127.0.0.1', 'The address to listen on.'),
  port: setting(wholeNumber(0, 65_535), '8080', 'The port to listen on; 0 takes any free one.'),
  dataDir: setting(
    pattern(/\S/, 'a folder'),
    './data',
    'The folder of the embedded database and other files.',
  ),
  databaseUrl: optional(
    secret(url(['postgres:', 'postgresql:'], 'postgres://user:password@host/database')),
    'The PostgreSQL database. Without it, an embedded SQLite database in LR_DATA_DIR is used.',
  ),
  databasePoolSize: setting(
    wholeNumber(1, 200),
    '8',
    'Connections to PostgreSQL that one process keeps; its batch worker as many again.',
  ),
  databaseConnectSeconds: setting(
    wholeNumber(1, 300),
    '5',
    'How long a connection to PostgreSQL may take to come about, and how long to wait for a free one.',
  ),
  databaseIdleSeconds: setting(
    wholeNumber(1, oneDayOfSeconds),
    '30',
    'How long a connection to PostgreSQL is kept that nobody uses.',
  ),
  databaseFindSeconds: setting(
    wholeNumber(1, 3600),
    '10',
    'After how long a statement that only reads is given up (PostgreSQL).',
  ),
  databaseChangeSeconds: setting(
    wholeNumber(1, 3600),
    '60',
    'After how long a statement that changes something is given up, or a transaction that stands still (PostgreSQL).',
  ),
  databasePreparedStatements: setting(
    onOrOff,
    'on',
    'Whether connections keep prepared statements; off for a pooler that gives each transaction another connection, such as pgbouncer before 1.21.',
  ),
  databaseTls: optional(
    choice('off', 'require', 'verify-full'),
    'TLS to PostgreSQL: require believes any certificate, verify-full checks it and the host name. Without it, what the address says.',
  ),
  databaseCaFile: optional(
    pattern(/\S/, 'a file of PEM certificates'),
    'The authority that signed the certificate of PostgreSQL, for verify-full. Without it, those that Node knows.',
  ),
  databaseReplicaUrl: optional(
    secret(url(['postgres:', 'postgresql:'], 'postgres://user:password@replica/database')),
    'A streaming replica that answers finds, while it is fresh enough. Without it, the primary answers everything.',
  ),
  databaseReplicaStaleSeconds: setting(
    wholeNumber(1, 3600),
    '5',
    'How old the data of the replica may be; older, or away, and finds go to the primary.',
  ),
  publicUrl: optional(
    url(['http:', 'https:'], 'https://register.example.org'),
    'The address that callers use, put into the served WSDL. Without it, the one of each request.',
  ),
  tlsCertificateFile: optional(
    pattern(/\S/, 'a file'),
    "The server's certificate in PEM, with those between it and its authority: the server then speaks HTTPS. Read anew when it changes, and on SIGHUP.",
  ),
  tlsKeyFile: optional(pattern(/\S/, 'a file'), 'The key of that certificate in PEM, without a password.'),
  tlsCaFile: optional(
    pattern(/\S/, 'a file'),
    "Authorities in PEM that must have signed clients' certificates. Without it, being bound to an organisation is enough.",
  ),
  tlsMinimumVersion: setting(choice('1.2', '1.3'), '1.2', 'The oldest version of TLS that clients may use.'),
  clientCertificates: optional(
    choice('required', 'optional', 'off'),
    'Whether a caller must present a certificate that is bound to its organisation. optional: it need not, but one that it presents must be right; off: certificates do not count. Default: optional in test, required in live.',
  ),
  proxyAddresses: optional(
    proxyAddresses,
    'Proxies whose word about a caller is believed: LR_PROXY_CERTIFICATE_HEADER. Nobody unless given.',
  ),
  proxyCertificateHeader: setting(
    pattern(/^[A-Za-z][A-Za-z0-9-]*$/, 'the name of a header'),
    'X-Client-Certificate',
    "The header in which those proxies pass on the client's certificate (PEM, percent-encoded; or as RFC 9440 has it) or its SHA-256 fingerprint. They must overwrite it.",
  ),
  certificateWarningDays: setting(
    wholeNumber(0, 3650),
    '30',
    'How many days before a certificate ends the log, the metrics and "learner-register doctor" say so.',
  ),
  maxRequestBytes: setting(wholeNumber(1024, 2 ** 30), '8388608', 'Larger requests are answered with 413.'),
  headersTimeoutSeconds: setting(
    wholeNumber(1, 3600),
    '10',
    "How long a request's headers may take to arrive.",
  ),
  requestTimeoutSeconds: setting(wholeNumber(1, 3600), '30', 'How long a whole request may take to arrive.'),
  keepAliveSeconds: setting(wholeNumber(1, 3600), '65', 'How long an idle connection stays open.'),
  maxConnections: setting(
    wholeNumber(1, 1_000_000),
    '1000',
    'Open connections; further ones are closed at once.',
  ),
  maxHeaderBytes: setting(
    wholeNumber(1024, 2 ** 20),
    '16384',
    "A request's headers together; more is answered with 431.",
  ),
  maxConnectionsPerAddress: setting(
    wholeNumber(0, 1_000_000),
    '0',
    'Open connections from one address, other than a trusted proxy, to one process; further ones are closed at once. 0 is any number.',
  ),
  maxBodyMemoryBytes: setting(
    wholeNumber(2 ** 20, 2 ** 40),
    '268435456',
    'What the request bodies that one process reads may take together, beyond the first 64 KiB of each; 503 for more.',
  ),
  maxDelayMilliseconds: setting(
    wholeNumber(10, 60_000),
    '250',
    'How long a request may wait for its turn in a process before a share of the requests is answered with 503 at once.',
  ),
  maxQueuedWrites: setting(
    wholeNumber(1, 1_000_000),
    '500',
    'Writes that may wait in a process before a share of the requests is answered with 503 at once.',
  ),
  organisationRequestsPerSecond: optional(
    wholeNumber(0, 1_000_000),
    'Requests a second that one organisation may make, over ten seconds, at all copies together; 429 for more. 0 is any number. Default: 0 in test, 100 in live.',
  ),
  addressRequestsPerSecond: optional(
    wholeNumber(0, 1_000_000),
    'The same for one address, before anything is read; a /64 of IPv6 counts as one. Default: 0 in test, 500 in live.',
  ),
  workers: setting(
    wholeNumber(1, 256),
    '1',
    'Processes that answer on one port; more than one needs PostgreSQL.',
  ),
  logLevel: setting(
    choice('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    'info',
    'Lines below this level are not written.',
  ),
  logRequests: setting(onOrOff, 'off', 'Whether each request writes a line.'),
  tracesUrl: optional(
    url(['http:', 'https:'], 'http://collector.example.org:4318/v1/traces'),
    'Where traces go: a collector of OpenTelemetry, OTLP over HTTP. Without it, nothing is recorded.',
  ),
  tracesSample: setting(
    share,
    '0.01',
    'Which part of the requests and batch jobs is recorded, where the caller does not say whether it records.',
  ),
  findBeforeRegister: setting(onOrOff, 'on', 'Whether a find by demographics must precede a registration.'),
  findWindowMinutes: setting(wholeNumber(1, 525_600), '120', 'How long such a find counts.'),
  findWaitSeconds: setting(
    wholeNumber(0, oneDayOfSeconds),
    '0',
    'How long to wait before registering after a find that gave a possible match.',
  ),
  matchOtherGivenNames: setting(
    onOrOff,
    'on',
    'Whether a preferred given name counts as the given name. For finds by demographics it applies to learners that are stored or updated from then on.',
  ),
  matchOtherFamilyNames: setting(
    onOrOff,
    'on',
    'Whether a previous family name, or the one at age 16, counts as the family name. For finds by demographics it applies to learners that are stored or updated from then on.',
  ),
  ulnCheck: optional(
    choice('strict', 'relaxed', 'fault'),
    'A ULN with a wrong check digit: strict answers WSRC0001 without looking, relaxed treats it as any other ' +
      '(test only), fault answers WSEC0001. Default: relaxed in test, strict in live.',
  ),
  verifyMismatchCode: setting(
    // A client would take the codes of a success for one.
    pattern(
      /^(?!WSRC00(?:04|22)$)WS[RE]C\d{4}$/,
      'a response code such as WSRC0003, not that of a match (WSRC0004, WSRC0022)',
    ),
    'WSRC0003',
    'What verifyLearner answers when the ULN exists and the details differ.',
  ),
  legacyOptOut: setting(
    onOrOff,
    'off',
    'Whether ability to share may still be set to 2, as before May 2018.',
  ),
  minimumAge: setting(wholeNumber(0, 150), '13', 'The youngest learner that can be registered, in years.'),
  maximumAge: setting(wholeNumber(0, 150), '110', 'The oldest learner that can be registered, in years.'),
  operatingHours: optional(
    operatingHours,
    'When the services may be called; WSEC0004 at other times. Without it, always.',
  ),
  timeZone: setting(timeZone, 'Europe/London', 'The time zone of the operating hours and of "today".'),
  slowdownAfter: setting(
    wholeNumber(0, 1000),
    '3',
    'Wrong passwords in a row after which each further one is answered later and later, up to 2 seconds.',
  ),
  lockoutAfter: setting(
    wholeNumber(0, 1_000_000),
    '20',
    'Wrong passwords in a row that lock an organisation; 0 is never.',
  ),
  lockoutSeconds: setting(wholeNumber(1, oneDayOfSeconds), '300', 'How long the lock lasts.'),
  passwordCacheSize: setting(wholeNumber(2, 1_000_000), '10000', 'Verified passwords that are remembered.'),
  passwordCacheMinutes: setting(wholeNumber(1, 1440), '10', 'After how long one is checked anew.'),
  batchWorker: setting(
    onOrOff,
    'on',
    'Whether the server works on batch jobs itself; off when "learner-register worker" does.',
  ),
  batchConcurrency: setting(
    wholeNumber(1, 1000),
    '100',
    'Records of one batch job that a worker handles at the same time.',
  ),
  batchLeaseSeconds: setting(
    wholeNumber(1, 3600),
    '30',
    'How long a batch job that a worker left behind waits for another one.',
  ),
  batchKeepDays: setting(
    wholeNumber(1, 3650),
    '90',
    'How long the output of a finished batch job can be collected, in days.',
  ),
  batchPollSeconds: setting(
    wholeNumber(1, 3600),
    '1',
    'How often a worker looks for batch jobs that another process accepted.',
  ),
  auditSealSeconds: setting(
    wholeNumber(1, oneDayOfSeconds),
    '60',
    'How often the batch worker seals the audit, so that later changes to it show.',
  ),
  auditKeepDays: setting(
    wholeNumber(0, 36_500),
    '0',
    'After how many days audit entries are removed; 0 keeps them for ever.',
  ),
  backupDir: optional(
    pattern(/\S/, 'a folder'),
    'Where "learner-register backup" puts backups. Without it, the folder backups in LR_DATA_DIR.',
  ),
  backupKeepDays: setting(
    wholeNumber(0, 36_500),
    '30',
    'Backups older than this are removed when a new one is made, the newest excepted; 0 keeps all.',
  ),
  backupMaxAgeHours: setting(
    wholeNumber(1, 87_600),
    '26',
    'How old the newest backup may be before "learner-register doctor" warns.',
  ),
  backupJobs: setting(
    wholeNumber(1, 64),
    '2',
    'Connections over which pg_dump and pg_restore work at the same time.',
  ),
  postgresProgramsDir: optional(
    pattern(/\S/, 'a folder'),
    'Where pg_dump and pg_restore are, which must be at least as new as the server. Without it, they are looked for in the PATH.',
  ),
  achievementMaximum: setting(
    wholeNumber(1, 1_000_000),
    '5000',
    'Achievements that one request may hand in; WSEC0046 for more.',
  ),
  passwordChecksAtOnce: setting(wholeNumber(1, 64), '4', 'Passwords that are checked at the same time.'),
  inspector: optional(
    choice('on', 'off'),
    'Whether the test environment keeps each request and answer, without passwords, for whoever sent it to look at. Default: on in test; the live environment never does.',
  ),
  inspectorDays: setting(wholeNumber(1, 3650), '30', 'After how many days a kept exchange is removed.'),
  inspectorMegabytes: setting(
    wholeNumber(1, 1_000_000),
    '512',
    'What the kept exchanges of one organisation may take in the database; the oldest go first.',
  ),
  testCopiesOpen: setting(
    wholeNumber(1, 1000),
    '16',
    "Organisations' own copies of the test data that one process has open at the same time. Each takes a thread on SQLite, and up to three connections on PostgreSQL.",
  ),
  testCopiesIdleSeconds: setting(
    wholeNumber(1, oneDayOfSeconds),
    '600',
    'How long such a copy stays open that nobody uses.',
  ),
  portal: setting(onOrOff, 'on', 'Whether the test environment has its web pages. The live one has none.'),
  portalIdleMinutes: setting(
    wholeNumber(5, 1440),
    '60',
    'After how many minutes without use somebody is signed out of the web pages.',
  ),
  portalSessionHours: setting(
    wholeNumber(1, 168),
    '12',
    'After how many hours somebody has to sign in to the web pages again.',
  ),
});

/** The values without the defaults that hang on other values. */
export type SettingValues = z.output<typeof settingsSchema>;

/** All settings, checked. Absent are only those that are off unless given. */
export interface Config extends SettingValues {
  readonly ulnCheck: 'strict' | 'relaxed' | 'fault';
  readonly clientCertificates: 'required' | 'optional' | 'off';
  readonly organisationRequestsPerSecond: number;
  readonly addressRequestsPerSecond: number;
  readonly inspector: 'on' | 'off';
}

/** `maxConnections`, not LR_MAX_CONNECTIONS. */
export type SettingKey = keyof SettingValues;

export interface SettingFacts extends SettingNotes {
  readonly key: SettingKey;
  /** `LR_MAX_CONNECTIONS`. */
  readonly name: string;
}

/** Names the settings file; itself no setting, because a file cannot name itself. */
export const configFileName = 'LR_CONFIG_FILE';

/** All settings in the order of the schema. */
export const settingFacts: readonly SettingFacts[] = settingsSchema.keyof().options.map((key) => {
  const known = notes.get(settingsSchema.shape[key]);
  if (known === undefined) throw new Error(`The setting ${key} has no meaning.`);
  return { ...known, key, name: nameOf(key) };
});

/** `maxConnections` to `LR_MAX_CONNECTIONS`. */
export function nameOf(key: SettingKey): string {
  return `LR_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
