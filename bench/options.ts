/** The flags of `npm run bench`. */
import { parseArgs } from 'node:util';

export const measurements = [
  'throughput',
  'start-up',
  'memory',
  'batch',
  'plr',
  'workers',
  'https',
  'inspector',
  'databases',
  'scale',
] as const;
export type Measurement = (typeof measurements)[number];

export interface Options {
  readonly which: readonly Measurement[];
  readonly rounds: number;
  readonly connections: number;
  readonly population: number;
  /** Multiplies the requests of each round. */
  readonly scale: number;
  /** Learners in the register at each step of `scale`. */
  readonly sizes: readonly number[];
  /** The part of a processor that each worker of `workers` may use. */
  readonly workerShare?: number;
  readonly memoryRequests: number;
  readonly quick: boolean;
  readonly json: boolean;
}

export const help = `npm run bench -- [${measurements.join('|')} …] [flags]

Measures this register beside other servers, in turns. Everything when nothing is named.
The message inspector is off throughout, as in the live environment, but for "inspector".

  --quick          few requests and 10,000 learners: shows that it works, measures nothing
  --rounds N       rounds of the throughput (default 7)
  --connections N  open connections (default 32)
  --learners N     learners in the register (default 1000000)
  --sizes N,N      learners at each step of "scale" (default 1000000,10000000)
  --worker-share N each worker of "workers" gets this part of a processor, from 0.05 to 1 (Linux, root)
  --json           the results as JSON on stdout instead of tables
`;

/** Throws a TypeError with a plain message on a flag or name that there is not. */
export function readOptions(args: readonly string[]): Options | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      connections: { type: 'string', default: '32' },
      learners: { type: 'string' },
      sizes: { type: 'string' },
      'worker-share': { type: 'string' },
    },
  });
  if (values.help) return 'help';
  const named = positionals.map((name) => {
    const known = measurements.find((measurement) => measurement === name);
    if (known === undefined)
      throw new TypeError(`There is no measurement ${name}: ${measurements.join(', ')}`);
    return known;
  });
  const { quick } = values;
  return {
    // The last takes hours, and is asked for by its name.
    which: named.length > 0 ? named : measurements.filter((name) => name !== 'scale'),
    rounds: count('rounds', values.rounds ?? (quick ? '2' : '7')),
    connections: count('connections', values.connections),
    population: count('learners', values.learners ?? (quick ? '10000' : '1000000')),
    sizes: sizesOf(values.sizes ?? (quick ? '2000,10000' : '1000000,10000000')),
    ...(values['worker-share'] !== undefined && { workerShare: shareOf(values['worker-share']) }),
    scale: quick ? 0.05 : 1,
    quick,
    memoryRequests: quick ? 4000 : 200_000,
    json: values.json,
  };
}

function sizesOf(text: string): readonly number[] {
  const sizes = text.split(',').map((size) => count('sizes', size));
  if (sizes.some((size, at) => size <= (sizes[at - 1] ?? 0))) throw new TypeError('--sizes must grow');
  return sizes;
}

function count(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new TypeError(`--${name} takes a whole number, not ${text}`);
  return Number(text);
}

function shareOf(given: string): number {
  const share = Number(given);
  if (!(share >= 0.05 && share <= 1)) throw new TypeError(`--worker-share takes 0.05 to 1, not ${given}`);
  return share;
}
