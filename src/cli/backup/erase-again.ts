import { eraseLearner } from '../../register/person/erase-learner.js';
import type { Erasure } from '../../register/person-ports.js';
import { openStore } from '../../store/open-store.js';
import type { StoreOptions } from '../../store/store.js';
import type { Register } from '../context.js';
import { localCaller } from '../local-audit.js';

/** Who was erased from the register that is about to be replaced, since a backup was made; none when it cannot tell. */
export async function erasuresSince(options: StoreOptions, since: Date): Promise<readonly Erasure[]> {
  try {
    const store = await openStore(options);
    try {
      return await store.persons.erasures(since);
    } finally {
      await store.close();
    }
  } catch {
    return [];
  }
}

/** A backup brings back whom the register has forgotten since: erases them again. Gives how many. */
export async function eraseAgain(
  { store, clock }: Pick<Register, 'store' | 'clock'>,
  erasures: readonly Erasure[],
): Promise<number> {
  let erased = 0;
  for (const { uln, reason } of erasures) {
    const { outcome } = await eraseLearner({ ...store, clock }, uln, reason, localCaller('learner erase'));
    if (outcome === 'erased') erased += 1;
  }
  return erased;
}
