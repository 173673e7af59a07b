/** The ports of a store, whose calls are parts of a span. Made for one recorded request; others never meet it. */
import type { Span } from './span.js';

/** Methods that change something, whichever port they are of. All others only look. */
const writes: ReadonlySet<string> = new Set([
  ...['record', 'register', 'update', 'link', 'unlink'],
  ...['submit', 'open', 'append', 'seal', 'discard', 'applyAchievements', 'store', 'resolve'],
]);

/**
 * @param ports an object whose members are ports
 * @param traced names of those that are to be seen; the others are as they were
 * @returns the same ports; each call of one is a part of `span`
 */
export function tracedPorts<Ports extends object>(
  ports: Ports,
  traced: ReadonlySet<keyof Ports>,
  span: Span,
): Ports {
  const names: ReadonlySet<PropertyKey> = traced;
  // One that has two names stays one.
  const made = new Map<object, object>();
  return new Proxy(ports, {
    get(target, name) {
      const port: unknown = Reflect.get(target, name);
      if (!names.has(name) || typeof port !== 'object' || port === null) return port;
      const known = made.get(port) ?? tracedPort(port, String(name), span);
      made.set(port, known);
      return known;
    },
  });
}

function tracedPort(port: object, portName: string, span: Span): object {
  return new Proxy(port, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const call = `${portName}.${String(name)}`;
      const kind = writes.has(String(name)) ? 'write' : 'find';
      return (...given: unknown[]): unknown => {
        const part = span.child(kind, { call });
        // Its private members know the port itself alone.
        const answer: unknown = Reflect.apply(member, target, given);
        if (!(answer instanceof Promise)) {
          part.end();
          return answer;
        }
        return endWith(part, answer);
      };
    },
  });
}

async function endWith(part: Span, answer: Promise<unknown>): Promise<unknown> {
  try {
    const value = await answer;
    part.end();
    return value;
  } catch (error) {
    part.fail();
    throw error;
  }
}
