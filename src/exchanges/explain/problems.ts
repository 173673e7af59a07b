/** What was wrong with a request, read again from the bytes that were kept. */
import type { DescribedService } from '../../contract/description.js';
import type { MessageReader, Problem, ReadFailure } from '../../contract/read-result.js';
import {
  createExternalServiceReader,
  createLearnerServiceR9Reader,
  createLearnerServiceReader,
} from '../../contract/service-readers.js';
import type { Exchange } from '../../register/exchange-ports.js';
import { adviceOn } from './advice.js';
import { headerOf } from './kept-headers.js';

export interface ExplainedProblem extends Problem {
  /** One sentence. */
  readonly advice: string;
}

type Readers = Readonly<Record<DescribedService, MessageReader<unknown>>>;

let made: Readers | undefined;

/** Readers of their own: what pages read again must not count as traffic. */
function readers(): Readers {
  made ??= {
    LearnerService: createLearnerServiceReader(),
    LearnerServiceR9: createLearnerServiceR9Reader(),
    ExternalService: createExternalServiceReader(),
  };
  return made;
}

/** Codes that a request gets which cannot be read. With any other code it could be read, whatever masking made of it. */
const unreadable: ReadonlySet<string> = new Set([
  'WSEC0001',
  'WSEC0002',
  'VersionMismatch',
  'MustUnderstand',
]);

/** The problems of the request, as they come in it; none for a request that could be read. */
export function explainProblems(exchange: Exchange): readonly ExplainedProblem[] {
  const { service, code, request, requestHeaders } = exchange;
  if (!unreadable.has(code) || !isDescribed(service)) return [];
  const read = readers()[service].read(request, headerOf(requestHeaders, 'content-type'));
  if (read.ok) return [];
  return together(
    problemsOf(read.failure).map((problem) => ({ ...problem, advice: adviceOf(problem, read.failure) })),
  );
}

/** A value that is against several rules of its type is one problem, with the words of all of them. */
function together(problems: readonly ExplainedProblem[]): readonly ExplainedProblem[] {
  const merged: ExplainedProblem[] = [];
  for (const problem of problems) {
    const last = merged.at(-1);
    if (last?.path !== undefined && last.path === problem.path && last.advice === problem.advice) {
      merged[merged.length - 1] = { ...last, text: `${last.text} ${problem.text}` };
    } else merged.push(problem);
  }
  return merged;
}

function isDescribed(service: string): service is DescribedService {
  return service === 'LearnerService' || service === 'LearnerServiceR9' || service === 'ExternalService';
}

function problemsOf(failure: ReadFailure): readonly Problem[] {
  switch (failure.kind) {
    case 'badlyFormed':
      return failure.problems;
    case 'versionMismatch':
      return [{ text: 'The root element is not the Envelope of SOAP 1.1.', line: 1 }];
    case 'mustUnderstand':
      return [
        { text: `The header ${failure.header} says mustUnderstand, and this service does not know it.` },
      ];
    case 'unknownOperation':
      return [
        { text: `The first element of Body is ${failure.element}; this service has no such operation.` },
      ];
  }
}

function adviceOf(problem: Problem, failure: ReadFailure): string {
  switch (failure.kind) {
    case 'badlyFormed':
      return adviceOn(problem);
    case 'versionMismatch':
      return 'Send SOAP 1.1: the namespace of Envelope is http://schemas.xmlsoap.org/soap/envelope/.';
    case 'mustUnderstand':
      return 'Leave the header out, or send it without mustUnderstand.';
    case 'unknownOperation':
      return 'Check the name and the namespace of the first element of Body, and that this service has the operation.';
  }
}
