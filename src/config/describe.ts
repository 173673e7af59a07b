import { settingFacts, type Config, type SettingKey } from './schema.js';
import type { LoadedConfig, Source } from './sources.js';

export interface DescribedSetting {
  /** `LR_PORT`. */
  readonly name: string;
  /** As text, passwords masked; '' when not set. */
  readonly value: string;
  readonly source: Source;
  readonly meaning: string;
}

/** Every setting in the order of the schema, for `learner-register config show`. */
export function describeConfig({ config, sources }: LoadedConfig): readonly DescribedSetting[] {
  return settingFacts.map(({ key, name, meaning, secret }) => {
    const text = textOf(config, key);
    return {
      name,
      value: secret || text.includes('://') ? maskPassword(text) : text,
      source: sources[key] ?? 'default',
      meaning,
    };
  });
}

/** The variables that give the same configuration again, for a process of our own. Holds the secrets. */
export function configAsEnvironment(config: Config): Readonly<Record<string, string>> {
  const entries = settingFacts.map(({ key, name }) => [name, textOf(config, key)] as const);
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

/** A Markdown table of all settings, for the documentation. */
export function settingsTable(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = settingFacts.map(
    ({ name, accepts, fallback, meaning }) =>
      `| \`${name}\` | ${fallback === undefined ? '' : `\`${fallback}\``} | ${cell(meaning)} | ${cell(accepts)} |`,
  );
  return ['| Setting | Default | Meaning | Takes |', '|---|---|---|---|', ...rows, ''].join('\n');
}

/** An address with the password in it, or in its query, replaced by asterisks. */
export function maskPassword(address: string): string {
  if (address === '') return '';
  if (!URL.canParse(address)) return '****';
  const masked = new URL(address);
  if (masked.password !== '') masked.password = '****';
  for (const name of [...masked.searchParams.keys()]) {
    if (/pass|secret|token/i.test(name)) masked.searchParams.set(name, '****');
  }
  return masked.href;
}

function textOf(config: Config, key: SettingKey): string {
  const value = config[key];
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'object' ? value.text : String(value);
}
