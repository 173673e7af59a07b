/**
 * Items that are begun in one turn of the event loop, by all who ask here. Each looks at the database for a tenth of a
 * millisecond or two: between them, what the writer answers must be heard, or it waits for us as we do for it.
 */
const A_TURN = 16;

let begun = 0;
let nextTurn: Promise<void> | undefined;

/** Does the work on each item, at most so many at once, beginning in their order. The work must not reject. */
export async function atOnce<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (;;) {
      while (begun >= A_TURN) await turnOver();
      const item = items[next++];
      if (item === undefined) return;
      begun += 1;
      void turnOver();
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
}

function turnOver(): Promise<void> {
  nextTurn ??= new Promise((resolve) => {
    setImmediate(() => {
      begun = 0;
      nextTurn = undefined;
      resolve();
    });
  });
  return nextTurn;
}
