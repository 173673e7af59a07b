/** Waiting that can be cut short. */

export interface Pause {
  /** Resolves after the time, or when `end` is called. */
  readonly over: Promise<void>;
  end(): void;
}

export function pause(milliseconds: number): Pause {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    end = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { over, end };
}

/** Doubles from one attempt to the next, up to a limit; the first attempt is 1. */
export function backoffMs(attempt: number, firstMs: number, mostMs: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(attempt - 1, 30));
}
