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
  return { ok: true, config: { ...values, ulnCheck }, sources, warnings };
}

/** {@link loadConfig} with the variables of this process: the only place that reads them. */
export function loadProcessConfig(input: Omit<ConfigInput, 'env'> = {}): ConfigResult {
  return loadConfig({ ...input, env: process.env });
}

/** Where the data are: a PostgreSQL address, or the file of the embedded database. */
export function databaseOf(
  config: Config,
): { readonly kind: 'postgres'; readonly url: string } | { readonly kind: 'sqlite'; readonly file: string } {
  return config.databaseUrl === undefined
    ? { kind: 'sqlite', file: join(config.dataDir, `${config.environment}.sqlite`) }
    : { kind: 'postgres', url: config.databaseUrl };
}

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
  return found;
}
