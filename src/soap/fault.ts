/** The only place where faults are made. What they say: docs/interface-specification.md, "Faults". */
import { DateTime } from 'luxon';
import type { RefusalCode } from '../access/authenticate.js';
import type { Problem, ReadFailure } from '../contract/read-result.js';
import { responseCodes, type FaultCode } from '../domain/response-code.js';
import { learnerServiceFaults, type FaultStyle } from './fault-style.js';

/** A fault ready to be sent. Its HTTP status is 500 unless HTTP itself has a better one (SOAP 1.1, section 6.2). */
export interface Fault {
  /** The ErrorCode, or the faultcode's local name where there is no ErrorCode; for metrics and logs. */
  readonly code: string;
  readonly body: string;
}

export interface FaultSettings {
  /** The IANA zone of ErrorTimestamp. */
  readonly timeZone: string;
  now(): Date;
  /** That of LearnerService unless given. */
  readonly style?: FaultStyle;
}

export interface Faults {
  /** @param furtherDetails goes to the caller; cut at 4,000 characters */
  exception(code: FaultCode, furtherDetails: string): Fault;
  /** A caller that access refused. Says no more than whoever knows the organisation's name may know. */
  refused(code: RefusalCode, operation: string): Fault;
  /** A caller who sends more than it may. */
  limited(retryAfterSeconds: number): Fault;
  /** A request that could not be read. */
  unreadable(failure: ReadFailure): Fault;
  /** A method other than GET, HEAD and POST. */
  unsupportedVerb(method: string): Fault;
  /** A bug or a broken machine: the caller learns nothing but where to look in the log. */
  unexpected(correlationId: string): Fault;
}

const FURTHER_DETAILS_LIMIT = 4000;

/** How many problems of one message are told, however short they are. */
const PROBLEMS_TOLD = 20;

type RefusalWords = Readonly<Record<Exclude<RefusalCode, 'busy'>, (operation: string) => string>>;

function refusalWords({ unknownOrganisation, passwordName }: FaultStyle): RefusalWords {
  return {
    WSEC0003: () => unknownOrganisation,
    WSEC0004: () => 'Try again within the operating hours.',
    WSEC0005: () => `${passwordName} is not a password of this organisation.`,
    WSEC0006: (operation) =>
      `The organisation has no right to ${operation}, or is locked for a while after too many wrong passwords.`,
  };
}

export function createFaults(settings: FaultSettings): Faults {
  const { style = learnerServiceFaults } = settings;
  const refusals = refusalWords(style);

  function detailed(code: FaultCode, description: string, furtherDetails: string): Fault {
    const timestamp = DateTime.fromJSDate(settings.now(), { zone: settings.timeZone });
    return {
      code,
      body: style.coded({
        code,
        description,
        furtherDetails: cut(furtherDetails),
        timestamp: timestamp.toFormat('yyyy-MM-dd HH:mm:ss'),
      }),
    };
  }

  function plain(code: 'VersionMismatch' | 'MustUnderstand', faultstring: string): Fault {
    return { code, body: style.plain(code, cut(faultstring)) };
  }

  function exception(code: FaultCode, furtherDetails: string): Fault {
    return detailed(code, responseCodes[code].meaning, furtherDetails);
  }

  return {
    exception,
    refused: (code, operation) =>
      code === 'busy'
        ? exception('WSEC0999', 'The service is busy. Try again in a few seconds.')
        : exception(code, refusals[code](operation)),
    limited: (retryAfterSeconds) =>
      exception(
        'WSEC0999',
        `The organisation sends more requests than it may. Nothing was done. Try again in ${retryAfterSeconds} seconds.`,
      ),
    unreadable(failure) {
      switch (failure.kind) {
        case 'versionMismatch':
          return plain('VersionMismatch', 'The envelope is not one of SOAP 1.1.');
        case 'mustUnderstand':
          return plain('MustUnderstand', `The header ${failure.header} is not understood here.`);
        case 'unknownOperation':
          return exception(
            'WSEC0002',
            `The first element of Body is ${failure.element}; this service has no such operation.`,
          );
        case 'badlyFormed':
          return exception('WSEC0001', describeProblems(failure.problems));
      }
    },
    // One client takes this very word, anywhere in an error, for "the service is down": it is used here only.
    unsupportedVerb: (method) => detailed('WSEC0001', 'UnsupportedHttpVerb', `UnsupportedHttpVerb ${method}`),
    unexpected: (correlationId) =>
      exception('WSEC0999', `The correlation id ${correlationId} names this request in the service's log.`),
  };
}

/** The first problem and where it is, then the others. */
function describeProblems(problems: readonly Problem[]): string {
  const told = problems.slice(0, PROBLEMS_TOLD).map((problem) => {
    const where = describePlace(problem);
    const text = withoutPassword(problem);
    return where === '' ? text : `${text} ${where}`;
  });
  if (problems.length > PROBLEMS_TOLD)
    told.push(`There are ${problems.length - PROBLEMS_TOLD} more problems.`);
  return told.join(' ');
}

function describePlace({ path, line }: Problem): string {
  if (path !== undefined) return line === undefined ? `At ${path}.` : `At ${path}, line ${line}.`;
  return line === undefined ? '' : `At line ${line}.`;
}

/** A validator quotes the value that it refuses; that of a password must not travel back, nor into a client's log. */
function withoutPassword({ text, path }: Problem): string {
  const quotesPassword =
    /password(?:\[\d+\])?$/i.test(path ?? '') || (/password/i.test(text) && /value '/i.test(text));
  if (!quotesPassword || !text.includes("'")) return text;
  const masked = text.replace(/'.*'(?= (?:is not|with length|of element|does not))/s, "'****'");
  if (masked !== text) return masked;
  const rule = /^cvc-[\w.-]+(?=:)/.exec(text)?.[0];
  const plain = 'The password has a value that is not allowed; it is not shown here.';
  return rule === undefined ? plain : `${rule}: ${plain}`;
}

/** On one line: some clients look for the exception with an expression that does not go past a line's end. */
function cut(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ');
  return line.length <= FURTHER_DETAILS_LIMIT ? line : `${line.slice(0, FURTHER_DETAILS_LIMIT - 1)}…`;
}
