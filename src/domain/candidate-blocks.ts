/** Where in the register's indexes everyone who could match a search is found. */
import type { SearchKey } from './demographics.js';
import type { IsoDate } from './learner.js';
import { isRegisterDate } from './near-date.js';
import { isPlaceholderKey } from './post-code.js';

/** Rows at which a block may be cut: more would only say "too many" again. */
export const blockLimit = 200;

/** Which index blocks to read for candidates. Built by {@link candidateBlocks}. */
export interface CandidateBlocks {
  /** Same date of birth and one of these family names. */
  readonly byBirthAndFamily: readonly { readonly dateOfBirth: IsoDate; readonly familyKey: string }[];
  /** Same date of birth, family and given name, as they are and transposed. */
  readonly byFullName: readonly {
    readonly dateOfBirth: IsoDate;
    readonly familyKey: string;
    readonly givenKey: string;
  }[];
  /** Same date of birth and postcode; absent when the postcode is a placeholder. */
  readonly byBirthAndPostCode?: { readonly dateOfBirth: IsoDate; readonly postCodeKey: string };
  readonly bySameNames: SameNames;
}

/** Same names, and one of two things more. */
export interface SameNames {
  readonly familyKey: string;
  readonly givenKey: string;
  /** A date of birth that `nearDate` finds near this one; absent when this is no date. */
  readonly nearBirth?: IsoDate;
  /** This postcode; absent when it is a placeholder. */
  readonly postCodeKey?: string;
}

/** The blocks that hold every row which `rankCandidates` would keep for this search. */
export function candidateBlocks(search: SearchKey): CandidateBlocks {
  const { givenKey, familyKey, dateOfBirth, postCodeKey } = search;
  const oneName = givenKey === familyKey;
  const names: Writable<SameNames> = { familyKey, givenKey };
  if (isRegisterDate(dateOfBirth)) names.nearBirth = dateOfBirth;
  const blocks: Writable<CandidateBlocks> = {
    byBirthAndFamily: (oneName ? [familyKey] : [familyKey, givenKey]).map((key) => ({
      dateOfBirth,
      familyKey: key,
    })),
    byFullName: [
      // These are in the block above as well, but see fullNamesBeyond.
      { dateOfBirth, familyKey, givenKey },
      ...(oneName ? [] : [{ dateOfBirth, familyKey: givenKey, givenKey: familyKey }]),
    ],
    bySameNames: names,
  };
  if (!isPlaceholderKey(postCodeKey)) {
    names.postCodeKey = postCodeKey;
    blocks.byBirthAndPostCode = { dateOfBirth, postCodeKey };
  }
  return blocks;
}

/**
 * The full names to ask for by themselves: a block of their date and family name that came whole has them already, but
 * one that was cut may lack just those that were asked for.
 */
export function fullNamesBeyond(
  { byBirthAndFamily, byFullName }: CandidateBlocks,
  isCut: (block: CandidateBlocks['byBirthAndFamily'][number]) => boolean,
): CandidateBlocks['byFullName'] {
  const whole = byBirthAndFamily.filter((block) => !isCut(block));
  return byFullName.filter(
    ({ dateOfBirth, familyKey }) =>
      !whole.some((block) => block.dateOfBirth === dateOfBirth && block.familyKey === familyKey),
  );
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
