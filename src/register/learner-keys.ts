import type { SearchKey } from '../domain/demographics.js';
import type { DeedParts } from './deeds.js';
import type { LearnerKeys } from './ports.js';

/** What a learner with these search keys (the main one first) claims in the store. */
export function learnerKeys(parts: Pick<DeedParts, 'personKeys'>, search: readonly SearchKey[]): LearnerKeys {
  const [main, ...others] = search;
  if (main === undefined) throw new Error('A learner has at least one search key');
  const { personKeys } = parts;
  return { search, own: personKeys.keyOf(main), others: others.map((key) => personKeys.keyOf(key)) };
}
