/** The results as a person reads them: a section for docs/performance.md. */
import { arch, cpus, platform, totalmem } from 'node:os';
import { batchSection, type BatchFigures } from './batch.js';
import { httpsSection } from './https.js';
import { inspectorSection, type InspectorFigures } from './inspector.js';
import { databasesSection, type DatabaseComparison } from './databases.js';
import { table } from './markdown.js';
import type { MemoryUse } from './memory.js';
import { plrSection, type PlrFigures } from './plr.js';
import { scaleSection, type ScaleFigures } from './scale.js';
import type { SideBySideFigures } from './side-by-side.js';
import { spreadText, type Spread } from './statistics.js';
import type { Throughput } from './throughput.js';
import { workersSection, type WorkerFigures } from './workers.js';

export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly processor: string;
  readonly processors: number;
  readonly memoryGiB: number;
}

export interface Results {
  readonly measuredAt: string;
  readonly command: string;
  readonly machine: Machine;
  readonly learners: number;
  readonly connections: number;
  readonly rounds: number;
  readonly throughput?: readonly Throughput[];
  /** Who could not take part, and why. */
  readonly missing?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly startUp?: Spread;
  readonly memory?: MemoryUse;
  readonly batch?: BatchFigures;
  readonly plr?: PlrFigures;
  readonly databases?: readonly DatabaseComparison[];
  readonly scale?: ScaleFigures;
  readonly workers?: WorkerFigures;
  readonly https?: SideBySideFigures;
  readonly inspector?: InspectorFigures;
}

export function thisMachine(): Machine {
  const processors = cpus();
  return {
    node: process.version,
    platform: `${platform()} ${arch()}`,
    processor: processors[0]?.model.trim() ?? 'unknown',
    processors: processors.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

/** Markdown. */
export function describe(results: Results): string {
  const { machine } = results;
  return [
    `Command: \`${results.command}\`, on ${results.measuredAt.slice(0, 10)}. Machine: ${machine.processors} ` +
      `processors (${machine.processor}), ${machine.memoryGiB} GiB, ${machine.platform}, Node ${machine.node}.`,
    ...throughputSection(results),
    ...startUpSection(results),
    ...memorySection(results),
    ...(results.batch === undefined ? [] : batchSection(results.batch)),
    ...(results.workers === undefined ? [] : workersSection(results.workers, machine.processors)),
    ...(results.plr === undefined ? [] : plrSection(results.plr, throughputTable)),
    ...(results.databases === undefined ? [] : databasesSection(results.databases)),
    ...(results.scale === undefined ? [] : scaleSection(results.scale)),
    ...(results.https === undefined ? [] : httpsSection(results.https)),
    ...(results.inspector === undefined ? [] : inspectorSection(results.inspector)),
  ].join('\n\n');
}

function throughputSection({ throughput, missing, rounds, connections, learners }: Results): string[] {
  if (throughput === undefined) return [];
  const loadCpu = throughput[0]?.loadCpuPerRequest.median ?? Number.NaN;
  const absent = Object.entries(missing ?? {}).map(([name, why]) => `${name}: ${why}.`);
  return [
    `Medians of ${rounds} rounds in turn, least and most in brackets; ${connections} connections that stay open, ` +
      `one server process each, ${learners} learners in the register's SQLite. CPU is that of the server process ` +
      'with all its threads, in microseconds; busy is how much of a processor it had. ' +
      `The load generator uses ${loadCpu.toFixed(0)} µs a request on another processor.`,
    throughputTable(throughput),
    ...(absent.length > 0 ? [`Not measured here: ${absent.join(' ')}`] : []),
  ];
}

/** Bare node:http first: the others are compared with it. */
function throughputTable(throughput: readonly Throughput[]): string {
  const reference = throughput[0]?.cpuPerRequest.median ?? Number.NaN;
  const rows = throughput.map((row) => [
    row.name,
    row.workload,
    row.does,
    spreadText(row.requestsPerSecond, 0),
    spreadText(row.shareOfBare, 2),
    spreadText(row.cpuPerRequest, 0),
    `${(row.cpuPerRequest.median / reference).toFixed(1)}×`,
    row.serverBusy.median.toFixed(2),
  ]);
  return table(['server', 'operation', 'does', 'requests/s', 'of node:http', 'CPU µs', 'CPU', 'busy'], rows);
}

function startUpSection({ startUp, learners }: Results): string[] {
  if (startUp === undefined) return [];
  return [
    `From the command to the first good /health/ready with ${learners} learners: ${spreadText(startUp, 0)} ms.`,
  ];
}

function memorySection({ memory }: Results): string[] {
  if (memory === undefined) return [];
  const mib = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;
  const marks = memory.marks.map(({ requests, rss }) => [String(requests), mib(rss)]);
  return [
    `Memory of the server process (resident), half of the requests by ULN and half by demographics. Growth in the ` +
      `second half: ${mib(memory.growth)}.`,
    table(['after requests', 'memory'], marks),
  ];
}
