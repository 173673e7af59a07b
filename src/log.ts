import { pino, type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

export interface LogOptions {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** On every line, so that lines of test and live cannot be mistaken for each other. */
  readonly environment: string;
  readonly version: string;
  /** On every line of a process that is one of several workers: which one it is. */
  readonly worker?: number | undefined;
  /** Lines are written some at a time: for a line on each request. The last ones are lost if the process is killed. */
  readonly buffered?: boolean;
  /** Standard output unless given. */
  readonly destination?: DestinationStream;
}

/** Names under which personal data or secrets travel. A line that holds one shows asterisks instead. */
const neverLogged: ReadonlySet<string> = new Set([
  'uln',
  'ulns',
  'givenName',
  'familyName',
  'middleOtherName',
  'preferredGivenName',
  'previousFamilyName',
  'familyNameAtAge16',
  'dateOfBirth',
  'placeOfBirth',
  'lastKnownPostCode',
  'emailAddress',
  'userName',
  'orgPassword',
  'password',
  'passwordHash',
  'passwordHashes',
  'databaseUrl',
  'authorization',
  'cookie',
]);
const deepest = 4;

/** The same object unless it holds something to mask. pino's own redaction costs 40 µs a line, this under one. */
function masked(fields: Record<string, unknown>, depth = 0): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    const shown = neverLogged.has(name) ? '****' : maskedWithin(value, depth + 1);
    if (shown !== value) (copy ??= { ...fields })[name] = shown;
  }
  return copy ?? fields;
}

function maskedWithin(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date)
    return value;
  if (depth > deepest) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => maskedWithin(item, depth));
  return masked(Object.fromEntries(Object.entries(value)), depth);
}

/** JSON lines with the environment and the version. What must not be logged is masked, in errors as well. */
export function createLogger({
  level,
  environment,
  version,
  worker,
  buffered = false,
  destination,
}: LogOptions): Logger {
  return pino(
    {
      level,
      base: { environment, version, ...(worker !== undefined && { worker }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => masked(fields) },
      serializers: { err: describeError, error: describeError },
      hooks: {
        logMethod(args, method) {
          // Without a message of ours pino would write the error's own, values and all.
          if (args.length === 1 && holdsError(args[0])) method.call(this, args[0], 'unexpected error');
          else method.apply(this, args);
        },
      },
    },
    destination ?? pino.destination({ dest: 1, sync: !buffered, minLength: buffered ? 4096 : 0 }),
  );
}

function holdsError(logged: unknown): boolean {
  return (
    logged instanceof Error ||
    (typeof logged === 'object' && logged !== null && 'err' in logged && logged.err instanceof Error)
  );
}

/** A logger whose lines all carry the request's correlation id. */
export function withCorrelationId(logger: Logger, correlationId: string): Logger {
  return logger.child({ correlationId });
}

export interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
  readonly cause?: DescribedError;
}

/**
 * An error without the values that it may carry. Databases put parameters and whole rows into their messages
 * and details: only the message is kept, without quoted text, and nothing but the places of the stack.
 */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error' };
  const { code } = error as { code?: unknown };
  const places = error.stack?.match(/^\s+at .*$/gm)?.join('\n');
  return {
    type: error.name,
    message: withoutValues(error.message, typeof code === 'string' && isDatabaseCode(code)),
    ...(typeof code === 'string' && { code }),
    ...(places !== undefined && { stack: places }),
    ...(error.cause instanceof Error && error.cause !== error && { cause: describeError(error.cause) }),
  };
}

/** SQLSTATE, or SQLite's own. */
function isDatabaseCode(code: string): boolean {
  return /^[0-9A-Z]{5}$|^SQLITE_/.test(code);
}

function withoutValues(message: string, fromDatabase: boolean): string {
  // knex puts the statement with its values before the last " - ".
  const own = fromDatabase ? message.slice(message.lastIndexOf(' - ') + 1).replace(/^- /, '') : message;
  const unquoted = fromDatabase ? own.replace(/"[^"]*"|'[^']*'/g, '"…"') : own;
  return unquoted.replace(/\b\d{10}\b/g, '[number]').replace(/\b\d{4}-\d{2}-\d{2}\b/g, '[date]');
}
