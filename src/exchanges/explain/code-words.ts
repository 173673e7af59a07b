/** What the code of an exchange means and what to do about it, for every code that an exchange can have. */
import { isCode, responseCodes, type CodeEntry } from '../../domain/response-code.js';

/** `good`: done as asked. `look`: answered, and somebody should look. `refused`: not done. `broken`: came to no good end. */
export type CodeTone = 'good' | 'look' | 'refused' | 'broken';

export interface CodeWords {
  readonly code: string;
  /** One sentence. */
  readonly meaning: string;
  /** What a client does about it. */
  readonly action: string;
  readonly tone: CodeTone;
}

type Words = Omit<CodeWords, 'code'>;

/** Codes that are in no message: what the metrics call an exchange that has none of its own. */
const withoutMessage: Readonly<Record<string, Words>> = {
  ANSWERED: {
    meaning: 'Answered. Answers of this operation have no code of their own.',
    action: 'Read what each part of the answer says.',
    tone: 'good',
  },
  LIMITED: {
    meaning: 'Refused, since more requests came than are allowed. Nothing was done.',
    action: 'Wait as many seconds as Retry-After says, then send the same request again.',
    tone: 'refused',
  },
  BUSY: {
    meaning: 'Refused, since the service had too much to do. Nothing was done.',
    action: 'Wait as many seconds as Retry-After says, then send the same request again.',
    tone: 'refused',
  },
  ABORTED: {
    meaning: 'The client closed the connection before it had an answer.',
    action:
      'See what made the client give up: a timeout, or a crash. Whether a registration was done, a find shows.',
    tone: 'broken',
  },
  VersionMismatch: {
    meaning: 'The envelope is not one of SOAP 1.1.',
    action:
      'Send SOAP 1.1: the namespace of Envelope is http://schemas.xmlsoap.org/soap/envelope/. Most SOAP libraries have a setting for the version.',
    tone: 'refused',
  },
  MustUnderstand: {
    meaning: 'The request has a SOAP header that says mustUnderstand, and this service understands none.',
    action: 'Leave the header out, or send it without mustUnderstand.',
    tone: 'refused',
  },
};

/** Those that answered what was asked, and yet ask for somebody's attention. */
const toLookAt: ReadonlySet<string> = new Set([
  'WSRC0001',
  'WSRC0002',
  'WSRC0003',
  'WSRC0008',
  'WSRC0020',
  'WSRC0022',
  'WSRC0023',
  'WSRC0024',
]);
const done: ReadonlySet<string> = new Set(['WSRC0004', 'WSRC0005', 'WSRC0006', 'WSRC0007', 'WSRC0009']);

/** The words for a code; those of an unknown code say that it is unknown. */
export function codeWords(code: string): CodeWords {
  if (isCode(code)) {
    const { meaning, action }: CodeEntry = responseCodes[code];
    return { code, meaning, action, tone: toneOf(code) };
  }
  const own = Object.hasOwn(withoutMessage, code) ? withoutMessage[code] : undefined;
  if (own !== undefined) return { code, ...own };
  return {
    code,
    meaning: 'This register has no words for this code.',
    action: 'Read the answer itself.',
    tone: 'look',
  };
}

/** Codes of exchanges that stand for no response code and no fault of the register. */
export function codesWithoutMessage(): readonly string[] {
  return Object.keys(withoutMessage);
}

function toneOf(code: string): CodeTone {
  if (done.has(code)) return 'good';
  if (toLookAt.has(code)) return 'look';
  return code === 'WSEC0999' || code === 'WSRC0010' ? 'broken' : 'refused';
}
