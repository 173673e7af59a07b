import type { Command } from 'commander';
import type { z } from 'zod';
import type { LoadedConfig, SettingKey } from '../config.js';
import type { ExitCode } from './exit-codes.js';
import type { Input, Output } from './output.js';

/** What a command is given to work with. */
export interface Run {
  readonly input: Input;
  readonly output: Output;
  /** Aborted by Ctrl-C: finish the record at hand and stop. */
  readonly signal: AbortSignal;
  /**
   * The settings, or the exit code when they are wrong; the problems have then been shown.
   * @param fixed settings that the command decides, by their names in TypeScript; they count more than all others
   */
  settings(fixed?: Readonly<Partial<Record<SettingKey, string>>>): LoadedConfig | ExitCode;
}

/** One command: a file in `commands/` exports one of these. */
export interface CommandSpec<Options = unknown> {
  /** `learner link <uln> <masterUln>`: the words, then the arguments as commander writes them. */
  readonly usage: string;
  readonly summary: string;
  /** What the help says below the options: whole command lines. */
  readonly examples: readonly string[];
  /** Adds the command's own options. */
  configure?(command: Command): void;
  /** Reads the options, the global ones included. What it refuses ends as a usage error. */
  readonly options: z.ZodType<Options>;
  run(run: Run, options: Options, args: readonly string[]): ExitCode | Promise<ExitCode>;
}

/** Keeps the type of a command's options between its schema and its work. */
export function command<Options>(spec: CommandSpec<Options>): CommandSpec<Options> {
  return spec;
}
