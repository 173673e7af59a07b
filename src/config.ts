import { join } from 'node:path';
import {
  settingFacts,
  settingsSchema,
  type Config,
  type SettingFacts,
  type SettingValues,
} from './config/schema.js';
import { gatherSettings, type ConfigInput, type ConfigProblem, type LoadedConfig } from './config/sources.js';

export type { Config, SettingKey } from './config/schema.js';
export type { ConfigInput, ConfigProblem, LoadedConfig, Source } from './config/sources.js';
export {
  configAsEnvironment,
  describeConfig,
  maskPassword,
  settingsTable,
  type DescribedSetting,
} from './config/describe.js';

export type ConfigResult =
  | ({ readonly ok: true } & LoadedConfig)
  | {
      readonly ok: false;
      readonly problems: readonly ConfigProblem[];
      readonly warnings: readonly ConfigProblem[];
    };

/**
 * Reads the settings: defaults, then the optional JSON file (`configFile` or LR_CONFIG_FILE), then variables
 * `LR_*`, then flags; the later wins. Gives every problem at once.
 */
export function loadConfig(input: ConfigInput): ConfigResult {
  const { texts, sources, warnings, problems: fileProblems } = gatherSettings(input);
  const problems = [...fileProblems];
  const valid: Partial<SettingValues> = {};
  for (const facts of settingFacts) {
    const { key } = facts;
    const parsed = settingsSchema.shape[key].safeParse(texts[key]);
    if (parsed.success) Object.assign(valid, { [key]: parsed.data });
    else problems.push(badValue(facts, texts[key] ?? '', parsed.error.issues));
  }
  problems.push(...conflicts(valid));
  if (problems.length > 0) return { ok: false, problems, warnings };

  const values = settingsSchema.parse(texts);
  const ulnCheck = values.ulnCheck ?? (values.environment === 'live' ? 'strict' : 'relaxed');
  const limits = requestLimits(values);
  const clientCertificates =
    values.clientCertificates ?? (values.environment === 'live' ? 'required' : 'optional');
  const inspector = values.inspector ?? (values.environment === 'live' ? 'off' : 'on');
  const config = { ...values, ulnCheck, clientCertificates, inspector, ...limits };
  return { ok: true, config, sources, warnings };
}

/**
 * Whether npm or npx stands between this process and whoever started it. It hands signals to its shell, which ends
 * of them and tells nobody.
 */
export function isBehindNpm(): boolean {
  return process.env['npm_lifecycle_event'] !== undefined;
}

/** The variables of this process: the only place that reads them. */
export function processVariables(): ConfigInput['env'] {
  return process.env;
}

/** A test environment is for trying what a client does, at any speed. */
function requestLimits({
  environment,
  organisationRequestsPerSecond,
  addressRequestsPerSecond,
}: SettingValues): Pick<Config, 'organisationRequestsPerSecond' | 'addressRequestsPerSecond'> {
  const isLive = environment === 'live';
  return {
    organisationRequestsPerSecond: organisationRequestsPerSecond ?? (isLive ? 100 : 0),
    addressRequestsPerSecond: addressRequestsPerSecond ?? (isLive ? 500 : 0),
  };
}

/** Where the data are: a PostgreSQL database and how to speak to it, or the file of the embedded database. */
export function databaseOf(config: Config): DatabaseChoice {
  const { databaseUrl, databaseTls, databaseCaFile, databaseReplicaUrl } = config;
  if (databaseUrl === undefined) {
    return { kind: 'sqlite', file: join(config.dataDir, `${config.environment}.sqlite`) };
  }
  const caFile = databaseCaFile === undefined ? {} : { caFile: databaseCaFile };
  return {
    kind: 'postgres',
    url: databaseUrl,
    poolSize: config.databasePoolSize,
    connectSeconds: config.databaseConnectSeconds,
    idleSeconds: config.databaseIdleSeconds,
    findSeconds: config.databaseFindSeconds,
    changeSeconds: config.databaseChangeSeconds,
    preparedStatements: config.databasePreparedStatements,
    ...(databaseTls === undefined ? {} : { tls: { mode: databaseTls, ...caFile } }),
    ...(databaseReplicaUrl === undefined
      ? {}
      : { replica: { url: databaseReplicaUrl, staleSeconds: config.databaseReplicaStaleSeconds } }),
  };
}

/** As the store takes it, without the environment. */
export type DatabaseChoice =
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'postgres';
      readonly url: string;
      readonly poolSize: number;
      readonly connectSeconds: number;
      readonly idleSeconds: number;
      readonly findSeconds: number;
      readonly changeSeconds: number;
      readonly preparedStatements: boolean;
      readonly tls?: { readonly mode: 'off' | 'require' | 'verify-full'; readonly caFile?: string };
      readonly replica?: { readonly url: string; readonly staleSeconds: number };
    };

function badValue(
  { name, accepts, secret, fallback }: SettingFacts,
  text: string,
  issues: readonly { readonly code?: string | undefined; readonly message: string }[],
): ConfigProblem {
  const own = issues.find(({ code, message }) => code === 'custom' && message !== 'Invalid input');
  const shown = secret ? 'the value' : `"${text}"`;
  const without = fallback === undefined ? 'leave it out' : `leave it out for ${fallback}`;
  return {
    setting: name,
    problem: own?.message ?? `${shown} is not ${accepts}`,
    whatToDo: `Set ${name} to ${accepts}, or ${without}.`,
  };
}

/** Values that are right by themselves and wrong together. Compares only those that could be read. */
function conflicts(values: Partial<SettingValues>): readonly ConfigProblem[] {
  const { environment, ulnCheck, minimumAge, maximumAge, headersTimeoutSeconds, requestTimeoutSeconds } =
    values;
  const found: ConfigProblem[] = [];
  if (environment === 'live' && ulnCheck === 'relaxed') {
    found.push({
      setting: 'LR_ULN_CHECK',
      problem: 'relaxed checks are for the test environment only',
      whatToDo: 'Set LR_ULN_CHECK to strict or fault, or leave it out for strict.',
    });
  }
  if (environment === 'live' && values.inspector === 'on') {
    found.push({
      setting: 'LR_INSPECTOR',
      problem: 'messages are kept in the test environment only',
      whatToDo: 'Set LR_INSPECTOR to off, or leave it out.',
    });
  }
  if (minimumAge !== undefined && maximumAge !== undefined && minimumAge > maximumAge) {
    found.push({
      setting: 'LR_MINIMUM_AGE',
      problem: `${minimumAge} is above LR_MAXIMUM_AGE, ${maximumAge}`,
      whatToDo: 'Set LR_MINIMUM_AGE to at most LR_MAXIMUM_AGE.',
    });
  }
  if (
    headersTimeoutSeconds !== undefined &&
    requestTimeoutSeconds !== undefined &&
    headersTimeoutSeconds > requestTimeoutSeconds
  ) {
    found.push({
      setting: 'LR_HEADERS_TIMEOUT_SECONDS',
      problem: `${headersTimeoutSeconds} is above LR_REQUEST_TIMEOUT_SECONDS, ${requestTimeoutSeconds}`,
      whatToDo: 'The headers are part of the request: set it to at most LR_REQUEST_TIMEOUT_SECONDS.',
    });
  }
  found.push(...tlsConflicts(values));
  if (values.databaseCaFile !== undefined && values.databaseTls !== 'verify-full') {
    found.push({
      setting: 'LR_DATABASE_CA_FILE',
      problem: 'nothing is checked against it',
      whatToDo: 'Set LR_DATABASE_TLS to verify-full, or leave LR_DATABASE_CA_FILE out.',
    });
  }
  return found;
}

function tlsConflicts({
  tlsCertificateFile,
  tlsKeyFile,
  tlsCaFile,
}: Partial<SettingValues>): readonly ConfigProblem[] {
  if ((tlsCertificateFile === undefined) !== (tlsKeyFile === undefined)) {
    const [given, missing] =
      tlsKeyFile === undefined
        ? ['LR_TLS_CERTIFICATE_FILE', 'LR_TLS_KEY_FILE']
        : ['LR_TLS_KEY_FILE', 'LR_TLS_CERTIFICATE_FILE'];
    return [
      {
        setting: missing,
        problem: `is not set, but ${given} is`,
        whatToDo: `HTTPS needs both: set ${missing} too, or neither.`,
      },
    ];
  }
  if (tlsCaFile === undefined || tlsCertificateFile !== undefined) return [];
  return [
    {
      setting: 'LR_TLS_CA_FILE',
      problem: 'has no effect without LR_TLS_CERTIFICATE_FILE and LR_TLS_KEY_FILE',
      whatToDo: 'Set these too; at a proxy, the proxy checks who signed a certificate.',
    },
  ];
}
