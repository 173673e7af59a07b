/** The only place where faults are made. Their form: docs/interface-specification.md, "Faults". */
import { DateTime } from 'luxon';
import type { RefusalCode } from '../access/authenticate.js';
import { escapeText } from '../contract/escape-xml.js';
import type { Problem, ReadFailure } from '../contract/read-result.js';
import { responseCodes, type FaultCode } from '../domain/response-code.js';

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
}

export interface Faults {
  /** @param furtherDetails goes to the caller; cut at 4,000 characters */
  exception(code: FaultCode, furtherDetails: string): Fault;
  /** A caller that access refused. Says no more than whoever knows the organisation's name may know. */
  refused(code: RefusalCode, operation: string): Fault;
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

/** Existing clients were written against a service that names the part that failed like this. */
const VALIDATOR = 'uk.gov.miap.lrs.api.learner.utils.MSGValidator.validateSOAPMSG()';

const actors: Readonly<Record<FaultCode, string>> = {
  WSEC0001: VALIDATOR,
  WSEC0002: 'operation',
  WSEC0003: 'access',
  WSEC0004: 'access',
  WSEC0005: 'access',
  WSEC0006: 'access',
  WSEC0999: 'service',
};

const refusals: Readonly<Record<Exclude<RefusalCode, 'busy'>, (operation: string) => string>> = {
  WSEC0003: () =>
    'No organisation that may call has this OrganisationRef or UKPRN. Where both are sent, they must belong together.',
  WSEC0004: () => 'Try again within the operating hours.',
  WSEC0005: () => 'OrgPassword is not a password of this organisation.',
  WSEC0006: (operation) =>
    `The organisation has no right to ${operation}, or is locked for a while after too many wrong passwords.`,
};

export function createFaults(settings: FaultSettings): Faults {
  function detailed(code: FaultCode, description: string, furtherDetails: string): Fault {
    const timestamp = DateTime.fromJSDate(settings.now(), { zone: settings.timeZone });
    return {
      code,
      body: exceptionEnvelope(code, description, furtherDetails, timestamp.toFormat('yyyy-MM-dd HH:mm:ss')),
    };
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
    unreadable(failure) {
      switch (failure.kind) {
        case 'versionMismatch':
          return plainFault('VersionMismatch', 'The envelope is not one of SOAP 1.1.');
        case 'mustUnderstand':
          return plainFault('MustUnderstand', `The header ${failure.header} is not understood here.`);
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

// Clients cut the piece from <ns10:MIAPAPIException to its end tag out of the text and parse that alone:
// so the prefix is fixed, declared on the element itself, and the children have no namespace.
function exceptionEnvelope(
  code: FaultCode,
  description: string,
  furtherDetails: string,
  timestamp: string,
): string {
  return (
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault>' +
    '<faultcode>soapenv:Server</faultcode>' +
    '<faultstring>uk.gov.miap.lrs.api.exceptions.MIAPAPIException</faultstring>' +
    '<detail><ns10:MIAPAPIException xmlns:ns10="http://api.lrs.miap.gov.uk/exceptions">' +
    `<ErrorCode>${code}</ErrorCode>` +
    `<ErrorActor>${actors[code]}</ErrorActor>` +
    `<Description>${escapeText(description)}</Description>` +
    `<FurtherDetails>${escapeText(cut(furtherDetails))}</FurtherDetails>` +
    `<ErrorTimestamp>${timestamp}</ErrorTimestamp>` +
    '</ns10:MIAPAPIException></detail></soapenv:Fault></soapenv:Body></soapenv:Envelope>'
  );
}

// Without a detail: SOAP 1.1, section 4.4 keeps it for errors of the Body, and forbids it for those of a header.
function plainFault(faultcode: 'VersionMismatch' | 'MustUnderstand', faultstring: string): Fault {
  const body =
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault>' +
    `<faultcode>soapenv:${faultcode}</faultcode><faultstring>${escapeText(cut(faultstring))}</faultstring>` +
    '</soapenv:Fault></soapenv:Body></soapenv:Envelope>';
  return { code: faultcode, body };
}

/** On one line: some clients look for the exception with an expression that does not go past a line's end. */
function cut(text: string): string {
  const line = text.replace(/[\r\n]+/g, ' ');
  return line.length <= FURTHER_DETAILS_LIMIT ? line : `${line.slice(0, FURTHER_DETAILS_LIMIT - 1)}…`;
}
