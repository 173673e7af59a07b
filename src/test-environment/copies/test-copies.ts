/** Own copies of the published learners: who has one, and putting data back. */
import type { TestCopies as TestCopyList, TestCopy } from '../../register/test-copy-ports.js';
import type { Clock } from '../../register/ports.js';
import type { CopyPool } from './copy-pool.js';
import type { CopyWatch } from './copy-watch.js';
import type { CopyPlace } from './open-copy.js';

/** Tells what was put back. */
export interface PutBack {
  /** `own` copy of the organisation, or the base that the others share with it. */
  readonly which: 'own' | 'base';
  readonly milliseconds: number;
}

export interface TestCopies {
  list(): Promise<readonly TestCopy[]>;
  /** The organisation's copy, if it has one. */
  copyOf(organisationRef: string): Promise<TestCopy | undefined>;
  /**
   * Gives an organisation a copy of the published learners of its own, or the one that `shareWith` has (which gets one
   * if it has none), and makes it. Again: nothing changes.
   */
  giveCopy(organisationRef: string, shareWith?: string): Promise<void>;
  /** Takes the copy away; its data are removed when nobody else shares it. False when there was none. */
  takeCopy(organisationRef: string): Promise<boolean>;
  /** Puts the organisation's data back to the published data, for everybody who shares them. */
  reset(organisationRef: string): Promise<PutBack | 'full'>;
  /** Adds people to the organisation's data; gives how many. */
  addGenerated(organisationRef: string, count: number, seed: number): Promise<number | 'full'>;
}

/** The register that organisations without a copy share. */
export interface Base {
  putBack(): Promise<void>;
  addGenerated(count: number, seed: number): Promise<number>;
}

export interface TestCopiesParts {
  readonly copies: TestCopyList;
  readonly watch: Pick<CopyWatch, 'look'>;
  readonly pool: Pick<CopyPool, 'use' | 'alone' | 'close'>;
  readonly place: Pick<CopyPlace, 'remove'>;
  readonly base: Base;
  readonly clock: Clock;
}

export function createTestCopies(parts: TestCopiesParts): TestCopies {
  const { copies, watch, pool, place, base, clock } = parts;

  async function copyOf(organisationRef: string): Promise<TestCopy | undefined> {
    const all = await copies.list();
    return all.find(({ organisationRefs }) => organisationRefs.includes(organisationRef));
  }

  async function addCopy(organisationRef: string): Promise<void> {
    const taken = new Set((await copies.list()).map(({ name }) => name));
    const stem = organisationRef.toLowerCase();
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? stem : `${stem}_${count}`;
      if (taken.has(name)) continue;
      if ((await copies.add(name, organisationRef, clock.now())) === 'added') return;
      // Somebody was first: with the name, or for the organisation.
      if ((await copyOf(organisationRef)) !== undefined) return;
      taken.add(name);
    }
  }

  return {
    list: () => copies.list(),
    copyOf,
    async giveCopy(organisationRef, shareWith) {
      if ((await copyOf(organisationRef)) !== undefined) return;
      if (shareWith === undefined) await addCopy(organisationRef);
      else {
        if ((await copyOf(shareWith)) === undefined) await addCopy(shareWith);
        const shared = await copyOf(shareWith);
        if (shared !== undefined) await copies.join(shared.name, organisationRef);
      }
      await watch.look();
      const copy = await copyOf(organisationRef);
      // Made now, so that the first request need not wait for it; and what stands in its way shows here.
      if (copy !== undefined) await pool.alone(copy.name, (open) => open.handOverAwards());
    },
    async takeCopy(organisationRef) {
      const left = await copies.leave(organisationRef);
      await watch.look();
      if (left === undefined) return false;
      if (left.last) {
        await pool.close(left.name);
        await place.remove(left.name);
      }
      return true;
    },
    async reset(organisationRef) {
      const begun = performance.now();
      const copy = await copyOf(organisationRef);
      const at = clock.now();
      if (copy === undefined) await base.putBack();
      else {
        const done = await pool.alone(copy.name, (open) => open.putBack(at));
        if (done === 'full') return done;
        await copies.noteReset(copy.name, at);
      }
      return { which: copy === undefined ? 'base' : 'own', milliseconds: performance.now() - begun };
    },
    async addGenerated(organisationRef, count, seed) {
      const copy = await copyOf(organisationRef);
      if (copy === undefined) return base.addGenerated(count, seed);
      return pool.use(copy.name, (open) => open.addGenerated(count, seed));
    },
  };
}
