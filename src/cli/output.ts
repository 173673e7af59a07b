import type { Readable } from 'node:stream';
import type { ExitCode, Refusal } from './exit-codes.js';
import { alignColumns } from './table.js';

/** What a command reads that is no file: a pipe, or a person at a terminal. */
export type Input = Readable & { readonly isTTY?: boolean };

/** Where a command writes: results and messages never mix. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: {
    write(text: string): unknown;
    readonly isTTY?: boolean;
    /** Node's answer, which minds NO_COLOR (no-color.org). */
    hasColors?(): boolean;
  };
}

export interface OutputSettings {
  /** Results as JSON: one object, or one a line for lists. */
  readonly json: boolean;
  /** No messages, only results and problems. */
  readonly quiet: boolean;
  readonly colour: boolean;
}

/** A value as a result shows it. */
export type Shown = string | number | boolean | null | readonly Shown[] | { readonly [name: string]: Shown };
export type ShownRecord = Readonly<Record<string, Shown>>;

/** Results on stdout, messages and problems on stderr. */
export class Output {
  constructor(
    private readonly streams: Streams,
    readonly settings: OutputSettings,
  ) {}

  get isTerminal(): boolean {
    return this.streams.stderr.isTTY === true;
  }

  /** Whether a person watches the messages. */
  get watched(): boolean {
    return this.isTerminal && !this.settings.quiet && !this.settings.json;
  }

  /** One thing: its members line by line, those that are empty left out. */
  record(result: ShownRecord): void {
    if (this.settings.json) {
      this.jsonLine(result);
      return;
    }
    const rows = Object.entries(result).filter(([, value]) => asText(value) !== '');
    this.print(alignColumns(rows.map(([name, value]) => [name, asText(value)])));
  }

  /** Many things of one kind, in columns; with `--json` one object a line. */
  list(results: readonly ShownRecord[]): void {
    if (this.settings.json) {
      for (const result of results) this.jsonLine(result);
      return;
    }
    const [first] = results;
    if (first === undefined) return;
    const names = Object.keys(first);
    const rows = results.map((result) => names.map((name) => asText(result[name] ?? '')));
    this.print(alignColumns([names, ...rows]));
  }

  /** One value by itself, or with `--json` the object that holds it. */
  value(text: string, result: ShownRecord): void {
    if (this.settings.json) this.jsonLine(result);
    else this.print([text]);
  }

  /** A piece of a file, as it is; `--json` changes nothing. */
  text(piece: string): void {
    this.streams.stdout.write(piece);
  }

  /** Leaves the cursor behind the question. */
  ask(question: string): void {
    this.streams.stderr.write(question);
  }

  /** Something to know that is no result. */
  note(message: string): void {
    if (!this.settings.quiet) this.streams.stderr.write(`${message}\n`);
  }

  warn(message: string): void {
    this.streams.stderr.write(`${this.colour(33, 'Warning:')} ${message}\n`);
  }

  /** Says why a command did not do its work, and gives its exit code. */
  refuse({ exitCode, problem, whatToDo }: Refusal): ExitCode {
    const text = this.settings.json
      ? JSON.stringify({ problem, whatToDo, exitCode })
      : `${this.colour(31, 'Error:')} ${problem}\n${whatToDo}`;
    this.streams.stderr.write(`${text}\n`);
    return exitCode;
  }

  private jsonLine(result: ShownRecord): void {
    this.print([JSON.stringify(result)]);
  }

  private print(lines: readonly string[]): void {
    for (const line of lines) this.streams.stdout.write(`${line}\n`);
  }

  private colour(code: number, text: string): string {
    const coloured = this.settings.colour && this.streams.stderr.hasColors?.() === true;
    return coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

function asText(value: Shown): string {
  if (value === null) return '';
  if (isShownList(value)) return value.map(asText).join(', ');
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

function isShownList(value: Shown): value is readonly Shown[] {
  return Array.isArray(value);
}
