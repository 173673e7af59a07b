/** How many streams of events an owner has open: each window takes one connection for as long as it is open. */

export interface LiveStreams {
  /** Opens one more; undefined when there are enough. Whoever got it gives it back, once. */
  open(owner: string): (() => void) | undefined;
}

export function createLiveStreams(most: number): LiveStreams {
  const counts = new Map<string, number>();
  return {
    open(owner) {
      const count = counts.get(owner) ?? 0;
      if (count >= most) return undefined;
      counts.set(owner, count + 1);
      let given = true;
      return () => {
        if (!given) return;
        given = false;
        const left = (counts.get(owner) ?? 1) - 1;
        if (left === 0) counts.delete(owner);
        else counts.set(owner, left);
      };
    },
  };
}
