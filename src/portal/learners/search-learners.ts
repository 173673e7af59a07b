import type { ListedLearner } from '../../test-environment/published/learner-list.js';

export interface LearnerQuery {
  /** Words, each of which must be in a name, the ULN, the date of birth, the postcode, the key or the notes. */
  readonly q: string;
  /** Of the find by demographics; every one when empty. */
  readonly code: string;
}

export function searchLearners(
  all: readonly ListedLearner[],
  { q, code }: LearnerQuery,
): readonly ListedLearner[] {
  const words = plain(q)
    .split(/\s+/)
    .filter((word) => word !== '');
  return all.filter((each) => {
    if (code !== '' && each.code !== code) return false;
    const { uln, givenName, familyName, dateOfBirth, lastKnownPostCode } = each.asked;
    const text = plain(
      [uln, givenName, familyName, dateOfBirth, lastKnownPostCode, each.key ?? '', each.notes ?? ''].join(
        ' ',
      ),
    );
    return words.every((word) => text.includes(word));
  });
}

/** Without marks on letters, in lower case. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What the find by demographics comes to, in a few words. */
export function outcomeWords(code: string): string {
  return words[code] ?? code;
}

const words: Readonly<Record<string, string>> = {
  WSRC0001: 'Nobody is found',
  WSRC0002: 'Too many are found',
  WSRC0003: 'Possible matches',
  WSRC0004: 'Found exactly',
  WSRC0022: 'Linked: the master is found',
};
