/** What it costs to keep every exchange: learnerByULN with the message inspector on beside off, in turns. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Child } from './child.js';
import { startServer, type RunningServer } from './contestants.js';
import { copyOf, masterFolder } from './dataset.js';
import type { Job } from './load-job.js';
import { table } from './markdown.js';
import { benchFolder } from './paths.js';
import { spreadOf, type Spread } from './statistics.js';
import { oneRound } from './throughput.js';

export interface InspectorFigures {
  readonly requestsPerRound: number;
  readonly off: Spread;
  readonly on: Spread;
  /** Microseconds a request, of the server with all its threads. */
  readonly offCpu: Spread;
  readonly onCpu: Spread;
  /** The rate with it on, of the rate with it off, round by round. */
  readonly ratio: Spread;
  /** Exchanges that were kept, and those that were not because there were too many. */
  readonly kept: number;
  readonly lost: number;
  readonly wanted: number;
}

export interface InspectorPlan {
  readonly population: number;
  readonly rounds: number;
  readonly connections: number;
  readonly scale: number;
  readonly say: (line: string) => void;
}

const wanted = 0.9;
const requestsPerRound = 15_000;

/** Throws when not every exchange was either kept or counted. */
export async function measureInspector(plan: InspectorPlan): Promise<InspectorFigures> {
  const { population, rounds, connections, scale, say } = plan;
  const master = await masterFolder(population, say);
  const folders = [
    await copyOf(master, folder('inspector-off')),
    await copyOf(master, folder('inspector-on')),
  ] as const;
  const load = new Child('load-process');
  const servers: RunningServer[] = [];
  try {
    const off = await startServer('register', [folders[0]], { LR_INSPECTOR: 'off' });
    servers.push(off);
    const on = await startServer('register', [folders[1]], { LR_INSPECTOR: 'on' });
    servers.push(on);
    const requests = Math.max(connections, Math.round(requestsPerRound * scale));
    const measured: Record<'off' | 'on', { rate: number; cpu: number }>[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(round === 0 ? 'inspector: warming up' : `inspector: round ${round} of ${rounds}`);
      const job = (server: RunningServer): Job => ({
        port: server.port,
        workload: 'learnerByULN',
        population,
        distinct: 20_000,
        offset: round * requests,
        requests,
        connections,
        expected: 'WSRC0004',
      });
      // Each goes first every other time: what is left over from the one before hits both.
      const first = round % 2 === 0 ? off : on;
      const second = first === off ? on : off;
      const ofFirst = await oneRound(load, first, job(first));
      const ofSecond = await oneRound(load, second, job(second));
      if (round > 0) {
        measured.push(first === off ? { off: ofFirst, on: ofSecond } : { off: ofSecond, on: ofFirst });
      }
    }
    const { kept, lost } = await untilWritten(on);
    const sent = requests * (rounds + 1);
    if (kept + lost < sent)
      throw new Error(`Of ${sent} exchanges, ${kept} were kept and ${lost} counted as lost`);
    return {
      requestsPerRound: requests,
      off: spreadOf(measured.map(({ off: { rate } }) => rate)),
      on: spreadOf(measured.map(({ on: { rate } }) => rate)),
      offCpu: spreadOf(measured.map(({ off: { cpu } }) => cpu)),
      onCpu: spreadOf(measured.map(({ on: { cpu } }) => cpu)),
      ratio: spreadOf(measured.map((round) => round.on.rate / round.off.rate)),
      kept,
      lost,
      wanted,
    };
  } finally {
    await Promise.all([load.stop(), ...servers.map((server) => server.stop())]);
    for (const each of folders) await rm(each, { recursive: true, force: true });
  }
}

function folder(name: string): string {
  return fileURLToPath(new URL(name, benchFolder));
}

const MOST_LOOKS = 100;

/** What the server's metrics say once nothing waits any more. */
async function untilWritten({ port }: RunningServer): Promise<{ kept: number; lost: number }> {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const figure = (name: string): number => {
      const found = new RegExp(`^learner_register_exchanges_${name} (\\S+)$`, 'm').exec(metrics);
      if (found === null) throw new Error(`The metrics do not have exchanges_${name}`);
      return Number(found[1]);
    };
    if (figure('waiting_bytes') === 0) return { kept: figure('kept_total'), lost: figure('lost_total') };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Exchanges wait and are not written');
}

/** Markdown. */
export function inspectorSection(figures: InspectorFigures): readonly string[] {
  const { off, on, offCpu, onCpu, ratio, kept, lost } = figures;
  const spread = ({ median, least, most }: Spread, digits: number): string =>
    `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
  return [
    'The message inspector on beside off, in turns: learnerByULN, ' +
      `${figures.requestsPerRound} requests a round. Ratio, round by round: ${spread(ratio, 2)}; wanted: at least ` +
      `${figures.wanted}, ${ratio.median >= figures.wanted ? 'met' : 'not met'}. ` +
      `${kept} exchanges were kept, ${lost} did not fit.`,
    table(
      ['inspector', 'requests/s', 'CPU µs'],
      [
        ['off', spread(off, 0), spread(offCpu, 0)],
        ['on', spread(on, 0), spread(onCpu, 0)],
      ],
    ),
  ];
}
