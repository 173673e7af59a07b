/** Whether the service lives, and whether it can do its work. */

export interface ReadinessCheck {
  /** `database`, `migrations`, `contract`. */
  readonly name: string;
  /** Resolves when all is well; rejects when it is not. */
  readonly check: () => Promise<void>;
}

export interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'failed' | 'tooSlow'>>;
}

/** A database that does not answer at all must not keep the question waiting. */
const CHECK_TIMEOUT_MS = 2000;

/**
 * Runs all checks at the same time.
 * @param reportFailure is told why; the answer says only which failed, since anybody may ask
 */
export async function readiness(
  checks: readonly ReadinessCheck[],
  reportFailure: (name: string, error: unknown) => void,
  timeoutMs = CHECK_TIMEOUT_MS,
): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check }) => {
      const outcome = await outcomeOf(check, timeoutMs, (error) => {
        reportFailure(name, error);
      });
      return [name, outcome] as const;
    }),
  );
  return { ready: results.every(([, outcome]) => outcome === 'ok'), checks: Object.fromEntries(results) };
}

async function outcomeOf(
  check: () => Promise<void>,
  timeoutMs: number,
  report: (error: unknown) => void,
): Promise<'ok' | 'failed' | 'tooSlow'> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<'tooSlow'>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, 'tooSlow');
  });
  try {
    return await Promise.race([check().then(() => 'ok' as const), tooSlow]);
  } catch (error) {
    report(error);
    return 'failed';
  } finally {
    clearTimeout(timer);
  }
}
