/** Data challenges as arguments and as results of commands. */
import { readFile } from 'node:fs/promises';
import { text as readAll } from 'node:stream/consumers';
import { challengeStatuses, type DataChallenge, type SuppliedValues } from '../../domain/data-challenge.js';
import { recordedMembers } from '../../domain/learning-event.js';
import { isUnfit } from '../import/value-rules.js';
import { exitCodes, type ExitCode, type Refusal } from '../exit-codes.js';
import type { Input, Output, ShownRecord } from '../output.js';

export const statusList = challengeStatuses.map((status) => `"${status}"`).join(', ');

/** A member as the web service spells it. */
const spelled = (member: string): string => member.charAt(0).toUpperCase() + member.slice(1);
export const memberList = recordedMembers.map(spelled).join(', ');

const longestValue = 255;
const longestText = 4000;

/** Reads `Grade=B` and its like: names in any case, '' for a value that is to be empty. */
export function parseValues(assignments: readonly string[]): SuppliedValues | Refusal {
  const values: { -readonly [M in keyof SuppliedValues]: SuppliedValues[M] } = {};
  for (const assignment of assignments) {
    const [, name = '', value = ''] = /^([A-Za-z0-9]+)=(.*)$/s.exec(assignment) ?? [];
    const member = recordedMembers.find((known) => known.toLowerCase() === name.toLowerCase());
    if (member === undefined) {
      return usage(
        `"${assignment}" does not say what an event should say.`,
        `Write Member=value with one of ${memberList}.`,
      );
    }
    if ([...value].length > longestValue || isUnfit(value)) {
      return usage(
        `The value of ${spelled(member)} is too long, or no message can carry it.`,
        `Give at most ${longestValue} characters.`,
      );
    }
    values[member] = value;
  }
  return values;
}

/** Words from the option itself, or from a file (`-`: standard input), which keeps them out of the list of processes. */
export async function readWords(
  option: string,
  given: string | undefined,
  file: string | undefined,
  input: Input,
): Promise<string | Refusal> {
  if ((given === undefined) === (file === undefined)) {
    return usage(`Words are needed once.`, `Give one of --${option} and --${option}-file.`);
  }
  const words = (given ?? (await readSource(file ?? '-', input)))?.trim();
  if (words === undefined) {
    return usage(`${file ?? ''} cannot be read.`, 'Check its name and who may read it.');
  }
  if (words === '' || [...words].length > longestText || isUnfit(words)) {
    return usage(
      'There are no words, too many, or some that are not text.',
      `Give 1 to ${longestText} characters in UTF-8.`,
    );
  }
  return words;
}

async function readSource(file: string, input: Input): Promise<string | undefined> {
  if (file === '-') return readAll(input);
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** A challenge in one line of a list: without what people wrote. */
export function listedChallenge(challenge: DataChallenge): ShownRecord {
  const { referenceNo, kind, uln, eventId, status, createdDate, resolvedDate, organisationRef } = challenge;
  return {
    referenceNo,
    kind,
    uln,
    eventId: eventId ?? null,
    status,
    createdDate,
    resolvedDate: resolvedDate ?? null,
    organisationRef,
  };
}

/** A challenge with all that is known of it. */
export function shownChallenge(challenge: DataChallenge): ShownRecord {
  const { userName, details, original, supplied, resolution } = challenge;
  return {
    ...listedChallenge(challenge),
    userName,
    details,
    original: spelledValues(original),
    supplied: spelledValues(supplied),
    resolution: resolution ?? null,
  };
}

function spelledValues(values: SuppliedValues): string | Record<string, string> {
  const entries = recordedMembers.flatMap((member): [string, string][] => {
    const value = values[member];
    return value === undefined ? [] : [[spelled(member), value]];
  });
  return entries.length === 0 ? '' : Object.fromEntries(entries);
}

export function noSuchChallenge(output: Output, referenceNo: string): ExitCode {
  return output.refuse({
    exitCode: exitCodes.failed,
    problem: `There is no challenge ${referenceNo}.`,
    whatToDo: 'See "learner-register challenge list"; a reference is like DC-12.',
  });
}

/** An option that may be given more than once. */
export function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function usage(problem: string, whatToDo: string): Refusal {
  return { exitCode: exitCodes.usage, problem, whatToDo };
}
