import { z } from 'zod';
import { rights, type Organisation, type Right } from '../../domain/organisation.js';
import { exitCodes, type ExitCode, type Refusal } from '../exit-codes.js';
import type { Output, ShownRecord } from '../output.js';

/** An organisation reference as people type it: stored in upper case. */
export const organisationRefSchema = z
  .string()
  .regex(/^[0-9a-zA-Z]{6}$/, { error: 'must be six letters or digits' })
  .transform((text) => text.toUpperCase());

export const rightsList = rights.join(', ');

/** Reads `find,verify`; `none` is no right at all. */
export function parseRights(text: string): ReadonlySet<Right> | Refusal {
  const wanted = new Set<Right>();
  if (text.trim() === 'none') return wanted;
  for (const word of text.split(',').map((part) => part.trim())) {
    const right = rights.find((known) => known === word);
    if (right === undefined) {
      return {
        exitCode: exitCodes.usage,
        problem: `"${word}" is no right.`,
        whatToDo: `Give some of ${rightsList}, separated by commas, or none.`,
      };
    }
    wanted.add(right);
  }
  return wanted;
}

export function shownOrganisation({
  organisationRef,
  ukprn,
  name,
  kind,
  rights: may,
  status,
}: Organisation): ShownRecord {
  return { organisationRef, ukprn, name, kind, status, rights: rights.filter((right) => may.has(right)) };
}

/** The argument as a reference, or the exit code once the problem was shown. */
export function refArgument(output: Output, text: string | undefined): string | ExitCode {
  const parsed = organisationRefSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  return output.refuse({
    exitCode: exitCodes.usage,
    problem: `"${text ?? ''}" is no organisation reference: it has six letters or digits.`,
    whatToDo: 'See "learner-register organisation list".',
  });
}

export function noSuchOrganisation(output: Output, organisationRef: string): ExitCode {
  return output.refuse({
    exitCode: exitCodes.failed,
    problem: `No organisation has the reference ${organisationRef}.`,
    whatToDo: 'See "learner-register organisation list".',
  });
}
