/** Who has a copy of its own, in memory, as all copies of the service set it. */
import type { TestCopies, TestCopy } from '../../register/test-copy-ports.js';

export interface CopyWatch {
  /** The name of the organisation's copy; undefined for one that works on the base. */
  nameOf(organisationRef: string): string | undefined;
  readonly any: boolean;
  readonly count: number;
  /** Takes in at once what has been changed through this process. */
  look(): Promise<void>;
  stop(): void;
}

export interface CopyWatchParts {
  readonly copies: Pick<TestCopies, 'list'>;
  /** Is told of each copy that is not in the list any more. */
  readonly gone: (name: string) => void;
  readonly reportTrouble: (error: unknown) => void;
}

/** Seen by all copies of the service within a second. */
const LOOK_EVERY_MS = 500;

export async function startCopyWatch({ copies, gone, reportTrouble }: CopyWatchParts): Promise<CopyWatch> {
  let names: ReadonlyMap<string, string> = new Map();
  let known: ReadonlySet<string> = new Set();
  let looks = 0;
  let shown = 0;

  async function look(): Promise<void> {
    looks += 1;
    const own = looks;
    const list = await copies.list();
    // An answer that was overtaken by a later one tells of a state that is past.
    if (own < shown) return;
    shown = own;
    names = namesByOrganisation(list);
    const there = new Set(list.map(({ name }) => name));
    for (const name of known) if (!there.has(name)) gone(name);
    known = there;
  }

  await look();
  const timer = setInterval(() => {
    look().catch(reportTrouble);
  }, LOOK_EVERY_MS);
  timer.unref();
  return {
    nameOf: (organisationRef) => names.get(organisationRef),
    get any() {
      return names.size > 0;
    },
    get count() {
      return known.size;
    },
    look,
    stop() {
      clearInterval(timer);
    },
  };
}

function namesByOrganisation(list: readonly TestCopy[]): ReadonlyMap<string, string> {
  return new Map(
    list.flatMap(({ name, organisationRefs }) => organisationRefs.map((ref) => [ref, name] as const)),
  );
}
