import type { SearchKey } from '../domain/demographics.js';
import type { DeedParts } from './deeds.js';
import type { LearnerKeys, PersonKey } from './ports.js';

/** What a learner with these search keys (the main one first) claims in the store; digested when somebody asks. */
export function learnerKeys(parts: Pick<DeedParts, 'personKeys'>, search: readonly SearchKey[]): LearnerKeys {
  const [main, ...others] = search;
  if (main === undefined) throw new Error('A learner has at least one search key');
  const { personKeys } = parts;
  let own: PersonKey | undefined;
  let further: readonly PersonKey[] | undefined;
  return {
    search,
    get own() {
      return (own ??= personKeys.keyOf(main));
    },
    get others() {
      return (further ??= others.map((key) => personKeys.keyOf(key)));
    },
  };
}
