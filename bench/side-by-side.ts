/** The register started twice on the same data with other settings, and asked the same in turns: learnerByULN. */
import { rm } from 'node:fs/promises';
import { Child } from './child.js';
import { startServer, type RunningServer } from './contestants.js';
import { copyOf, folder, masterFolder } from './dataset.js';
import type { Job } from './load-job.js';
import { table } from './markdown.js';
import { spreadOf, spreadText, type Spread } from './statistics.js';
import { oneRound, type RoundsPlan } from './throughput.js';

export interface Side {
  readonly requestsPerSecond: Spread;
  /** Microseconds a request, of the server with all its threads. */
  readonly cpuPerRequest: Spread;
}

export interface SideBySideFigures {
  readonly requestsPerRound: number;
  readonly plain: Side;
  readonly other: Side;
  /** The rate of the other, of the plain one's, round by round. */
  readonly ratio: Spread;
}

/** How one of the two is started, and what its requests have that the usual ones have not. */
export interface Preparation {
  readonly settings: Readonly<Record<string, string>>;
  readonly job?: Pick<Job, 'tls'>;
}

export interface Sides {
  /** Names the data folders, and what is said meanwhile. */
  readonly name: string;
  readonly plain: Readonly<Record<string, string>>;
  /** Gets a data folder that is its own. */
  readonly other: (dataFolder: string) => Promise<Preparation>;
  /** Looks at the other one when all has been sent, and still runs. */
  readonly whenSent?: (server: RunningServer, requests: number) => Promise<void>;
}

const requestsPerRound = 15_000;

export async function measureSideBySide(sides: Sides, plan: RoundsPlan): Promise<SideBySideFigures> {
  const { population, rounds, connections, scale, say } = plan;
  const master = await masterFolder(population, say);
  const folders = [
    await copyOf(master, folder(`${sides.name}-plain`)),
    await copyOf(master, folder(`${sides.name}-other`)),
  ] as const;
  const { settings, job: extra } = await sides.other(folders[1]);
  const load = new Child('load-process');
  const servers: RunningServer[] = [];
  try {
    const plain = await startServer('register', [folders[0]], sides.plain);
    servers.push(plain);
    const other = await startServer('register', [folders[1]], settings);
    servers.push(other);
    const requests = Math.max(connections, Math.round(requestsPerRound * scale));
    const ask = (server: RunningServer, round: number) =>
      oneRound(load, server, {
        port: server.port,
        workload: 'learnerByULN',
        population,
        distinct: 20_000,
        offset: round * requests,
        requests,
        connections,
        expected: 'WSRC0004',
        ...(server === other && extra),
      });
    const measured: Record<'plain' | 'other', { rate: number; cpu: number }>[] = [];
    for (let round = 0; round <= rounds; round++) {
      say(`${sides.name}: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}`);
      // Each goes first every other time: what is left over from the one before hits both.
      const plainFirst = round % 2 === 0;
      const ofFirst = await ask(plainFirst ? plain : other, round);
      const ofSecond = await ask(plainFirst ? other : plain, round);
      const both = plainFirst ? { plain: ofFirst, other: ofSecond } : { plain: ofSecond, other: ofFirst };
      if (round > 0) measured.push(both);
    }
    await sides.whenSent?.(other, requests * (rounds + 1));
    return {
      requestsPerRound: requests,
      plain: sideOf(measured.map((each) => each.plain)),
      other: sideOf(measured.map((each) => each.other)),
      ratio: spreadOf(measured.map((each) => each.other.rate / each.plain.rate)),
    };
  } finally {
    await Promise.all([load.stop(), ...servers.map((server) => server.stop())]);
    for (const each of folders) await rm(each, { recursive: true, force: true });
  }
}

function sideOf(rounds: readonly { rate: number; cpu: number }[]): Side {
  return {
    requestsPerSecond: spreadOf(rounds.map(({ rate }) => rate)),
    cpuPerRequest: spreadOf(rounds.map(({ cpu }) => cpu)),
  };
}

/** A sentence. */
export function ratioText({ requestsPerRound: requests, ratio }: SideBySideFigures, wanted: number): string {
  return (
    `In turns: learnerByULN, ${requests} requests a round. Ratio, round by round: ${spreadText(ratio, 2)}; ` +
    `wanted: at least ${wanted}, ${ratio.median >= wanted ? 'met' : 'not met'}.`
  );
}

/** Markdown. */
export function sidesTable(
  heading: string,
  { plain, other }: SideBySideFigures,
  names: readonly [plain: string, other: string],
): string {
  const row = (name: string, side: Side): string[] => [
    name,
    spreadText(side.requestsPerSecond),
    spreadText(side.cpuPerRequest),
  ];
  return table([heading, 'requests/s', 'CPU µs'], [row(names[0], plain), row(names[1], other)]);
}
