import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { nearestName } from './nearest-name.js';
import { configFileName, settingFacts, type Config, type SettingKey } from './schema.js';

export type Source = 'default' | 'file' | 'environment' | 'flag';

/** One thing that is wrong. `setting` is the name outside: LR_PORT. Never holds a secret value. */
export interface ConfigProblem {
  readonly setting: string;
  readonly problem: string;
  readonly whatToDo: string;
}

/** Texts as they came, the strongest source last: file, environment, flags. Empty texts count as absent. */
export interface GatheredSettings {
  readonly texts: Partial<Record<SettingKey, string>>;
  readonly sources: Partial<Record<SettingKey, Source>>;
  readonly warnings: readonly ConfigProblem[];
  readonly problems: readonly ConfigProblem[];
}

export interface LoadedConfig {
  readonly config: Config;
  /** Where each value that is no default came from. */
  readonly sources: Readonly<Partial<Record<SettingKey, Source>>>;
  /** Names that are no settings. They do not stop a start. */
  readonly warnings: readonly ConfigProblem[];
}

export interface ConfigInput {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the command line gave, by key: `{ port: '9000' }`. */
  readonly flags?: Readonly<Partial<Record<SettingKey, string>>>;
  /** From `--config`; stronger than LR_CONFIG_FILE. */
  readonly configFile?: string;
}

const keysByName = new Map(settingFacts.map(({ name, key }) => [name, key]));
const knownNames = [...settingFacts.map(({ name }) => name), configFileName];
const fileSchema = z.record(
  z.string(),
  z.union([
    z.string(),
    z.number().transform(String),
    z.boolean().transform(String),
    z.null().transform(() => ''),
  ]),
);

/**
 * Puts the sources together. The file is a JSON object whose names are those of the environment:
 * `{ "LR_PORT": 9000, "LR_LOG_REQUESTS": true }`.
 */
export function gatherSettings({ env, flags = {}, configFile }: ConfigInput): GatheredSettings {
  const texts: Partial<Record<SettingKey, string>> = {};
  const sources: Partial<Record<SettingKey, Source>> = {};
  const warnings: ConfigProblem[] = [];
  const take = (name: string, text: string | undefined, source: Source): void => {
    const key = keysByName.get(name);
    if (key === undefined) {
      if (name !== configFileName) warnings.push(unknownName(name, source));
    } else if (text !== undefined && text.trim() !== '') {
      texts[key] = text.trim();
      sources[key] = source;
    }
  };

  const path = configFile ?? env[configFileName]?.trim();
  const file = path === undefined || path === '' ? {} : readFile(path);
  const problems = Array.isArray(file) ? file : [];
  if (!Array.isArray(file)) {
    for (const [name, text] of Object.entries(file)) take(name, text, 'file');
  }
  for (const [name, text] of Object.entries(env)) {
    if (name.startsWith('LR_')) take(name, text, 'environment');
  }
  for (const { key, name } of settingFacts) take(name, flags[key], 'flag');
  return { texts, sources, warnings, problems };
}

function unknownName(name: string, source: Source): ConfigProblem {
  const nearest = nearestName(name, knownNames);
  return {
    setting: name,
    problem: `is no setting; it has no effect (from the ${source})`,
    whatToDo: `Did you mean ${nearest ?? ''}? "learner-register config show" lists all settings.`,
  };
}

function readFile(path: string): Readonly<Record<string, string>> | ConfigProblem[] {
  const broken = (problem: string, whatToDo: string): ConfigProblem[] => [
    { setting: configFileName, problem: `${path} ${problem}`, whatToDo },
  ];
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return error instanceof SyntaxError
      ? broken('is not JSON', 'Write one JSON object: { "LR_PORT": 8080 }.')
      : broken('cannot be read', 'Check that the file is there and may be read.');
  }
  const parsed = fileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => issue.path.join('.')).filter((name) => name !== '');
  return broken(
    names.length === 0
      ? 'is not a JSON object'
      : `has values that are no text, number, true or false: ${names.join(', ')}`,
    'Write one JSON object with plain values: { "LR_PORT": 8080 }.',
  );
}
