import { randomInt } from 'node:crypto';
import type { Random } from './register/ports.js';

/** Integers from the operating system's cryptographic source. */
export const cryptographicRandom: Random = { integer: (bound) => randomInt(bound) };
