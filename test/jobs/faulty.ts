/** Makes the methods of a port fail when a test says so. */

/** What happens at one call: `before` fails without doing anything, `after` does it and fails then. */
export type Fault = 'before' | 'after';

/**
 * The same port, whose calls are numbered from 0 over all ports that share `faults`.
 * A fault that happens after the work is what a lost connection looks like.
 */
export function faulty<T extends object>(port: T, faults: Faults): T {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]): Promise<unknown> => {
        const fault = faults.next(String(name));
        if (fault === 'before') throw new Error(`${String(name)} failed before`);
        const answer: unknown = await Reflect.apply(member, target, given);
        if (fault === 'after') throw new Error(`${String(name)} failed after`);
        return answer;
      };
    },
  });
}

export class Faults {
  calls = 0;
  /** How many were made to fail. */
  made = 0;

  constructor(private readonly choose: (call: number, name: string) => Fault | undefined = () => undefined) {}

  next(name: string): Fault | undefined {
    const fault = this.choose(this.calls++, name);
    if (fault !== undefined) this.made += 1;
    return fault;
  }
}
