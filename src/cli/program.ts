import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { loadConfig, type ConfigProblem, type LoadedConfig } from '../config.js';
import type { CommandSpec, Run } from './command-spec.js';
import { exitCodes, type ExitCode } from './exit-codes.js';
import { Output, type Input, type Streams } from './output.js';
import { packageVersion } from './package-version.js';

const globalOptions = z.object({
  json: z.boolean().optional(),
  quiet: z.boolean().optional(),
  color: z.boolean(),
  config: z.string().optional(),
  environment: z.string().optional(),
  data: z.string().optional(),
});
type GlobalOptions = z.output<typeof globalOptions>;

const nouns: Readonly<Record<string, string>> = {
  migrate: 'Bring the database up to date',
  config: 'Look at the settings',
  uln: 'Check and make Unique Learner Numbers',
  organisation: 'Manage who may call the services',
  copy: 'Manage the copies of the published learners that organisations of the test environment have',
  certificate: 'Manage the certificates that organisations present, and make some for the test environment',
  learner: 'Look at, link, import, export, erase and make up learners',
  events: 'Import learning events',
  qualification: 'Look at and import the catalogue of qualifications and units',
  challenge: 'Put right what somebody says is wrong in a personal learning record',
  batch: 'Check and submit batch files, and collect what came of them',
  audit: 'See who did what, and whether the record of it is whole',
  scenario: 'See how far organisations are with the testing guide, and check their reports',
};

/** What the command line takes from its process. */
export interface Surroundings extends Streams {
  readonly stdin: Input;
  /** Its variables; those that are settings begin with `LR_`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Runs one command line and gives its exit code. Throws only on bugs. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  if (args.some((arg) => /^--password(=|$)/.test(arg))) {
    surroundings.stderr.write('error: A password is never an argument: other users could read it.\n');
    surroundings.stderr.write('Use --password-file or --password-stdin, or have one made.\n');
    return exitCodes.usage;
  }
  const program = buildProgram(await commandsFor(args), surroundings, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version end as errors without being any; no command at all shows the help as well.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
}

/** Those that begin with the same word: to load all of them takes longer than most commands do. */
async function commandsFor([first = '']: readonly string[]): Promise<readonly CommandSpec[]> {
  const { allCommands, commandGroups } = await import('./commands/index.js');
  const load = Object.hasOwn(commandGroups, first) ? commandGroups[first] : undefined;
  return load === undefined ? allCommands() : load();
}

function buildProgram(
  commands: readonly CommandSpec[],
  surroundings: Surroundings,
  finish: (code: ExitCode) => void,
): Command {
  const program = new Command('learner-register')
    .description('An open learner register that speaks the web services of the Learning Records Service.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .option('--json', 'results as JSON: one object, or one a line')
    .option('-q, --quiet', 'no messages, only results and problems')
    .option('--no-color', 'no colours (so does NO_COLOR)')
    .option('--config <file>', 'read settings from a JSON file')
    .option('--environment <name>', 'test or live')
    .option('--data <folder>', 'the data folder')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => surroundings.stdout.write(text),
      writeErr: (text) => surroundings.stderr.write(text),
    })
    .showHelpAfterError('Add --help to see how it is used.')
    .exitOverride();
  for (const spec of commands) addCommand(program, spec, surroundings, finish);
  return program;
}

function addCommand(
  program: Command,
  spec: CommandSpec,
  surroundings: Surroundings,
  finish: (code: ExitCode) => void,
): void {
  const [first = '', ...rest] = spec.usage.split(' ');
  const isNoun = Object.hasOwn(nouns, first);
  const parent = isNoun ? nounCommand(program, first) : program;
  const command = parent
    .command(isNoun ? rest.join(' ') : spec.usage)
    .description(spec.summary)
    .addHelpText('after', `\nExamples:\n${spec.examples.map((line) => `  ${line}`).join('\n')}`);
  spec.configure?.(command);
  command.action(async () => {
    const given: unknown = command.optsWithGlobals();
    const global = globalOptions.parse(given);
    const output = new Output(surroundings, {
      json: global.json === true,
      quiet: global.quiet === true,
      colour: global.color,
    });
    const options = spec.options.safeParse(given);
    if (!options.success) {
      finish(output.refuse(wrongOptions(options.error)));
      return;
    }
    const run: Run = {
      input: surroundings.stdin,
      output,
      signal: surroundings.signal,
      settings: (fixed) => settings(output, surroundings.env, global, options.data, fixed),
    };
    finish(await spec.run(run, options.data, command.args));
  });
}

function nounCommand(program: Command, noun: string): Command {
  return (
    program.commands.find((command) => command.name() === noun) ??
    program.command(noun).description(nouns[noun] ?? '')
  );
}

function wrongOptions(error: z.ZodError): { exitCode: ExitCode; problem: string; whatToDo: string } {
  const [issue] = error.issues;
  const option = String(issue?.path[0] ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return {
    exitCode: exitCodes.usage,
    problem: `--${option}: ${issue?.message ?? 'not understood'}.`,
    whatToDo: 'Add --help to see how it is used.',
  };
}

/** Flags that are settings, beside the global ones; `serve` has them. */
const settingFlags = z.object({
  port: z.string().optional(),
  host: z.string().optional(),
  publicUrl: z.string().optional(),
  workers: z.string().optional(),
  logLevel: z.string().optional(),
});

function settings(
  output: Output,
  env: Surroundings['env'],
  global: GlobalOptions,
  options: unknown,
  fixed: Parameters<Run['settings']>[0] = {},
): LoadedConfig | ExitCode {
  const own = settingFlags.safeParse(options);
  const flags = {
    ...(own.success ? withoutUndefined(own.data) : {}),
    ...withoutUndefined({ environment: global.environment, dataDir: global.data }),
    ...fixed,
  };
  const { config: configFile } = global;
  const result = loadConfig({ env, flags, ...(configFile !== undefined && { configFile }) });
  for (const warning of result.warnings) output.warn(oneLine(warning));
  if (result.ok) return result;
  const [first, ...others] = result.problems;
  for (const problem of others) output.refuse(configurationRefusal(problem));
  return first === undefined ? exitCodes.configuration : output.refuse(configurationRefusal(first));
}

function configurationRefusal({ setting, problem, whatToDo }: ConfigProblem): {
  exitCode: ExitCode;
  problem: string;
  whatToDo: string;
} {
  return { exitCode: exitCodes.configuration, problem: `${setting}: ${problem}.`, whatToDo };
}

function oneLine({ setting, problem, whatToDo }: ConfigProblem): string {
  return `${setting}: ${problem}. ${whatToDo}`;
}

function withoutUndefined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value;
  return kept;
}
