/** Mixed load at a part of a register's capacity for long: whether memory, handles or latency grow. */
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServing, type Settings } from './batch-processes.js';
import { MixedLoad } from './mixed-load.js';
import { spreadOf } from './statistics.js';

export interface SoakPlan {
  readonly settings: Settings;
  readonly seconds: number;
  /** How long each window is; the first third of them is compared with the last. */
  readonly windowSeconds: number;
  /** How long to find out what the register can do. */
  readonly capacitySeconds: number;
  /** Which part of that to ask of it. */
  readonly share: number;
  readonly say: (line: string) => void;
}

export interface SoakWindow {
  /** Bytes, and files and sockets that are open. */
  readonly rss: number;
  readonly heap: number;
  readonly handles: number;
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
  readonly requests: number;
}

export interface SoakReport {
  readonly capacity: number;
  readonly asked: number;
  readonly windows: readonly SoakWindow[];
  readonly problems: readonly string[];
  readonly answered: number;
}

const clients = 16;
const megabyte = 2 ** 20;

/** What the last third may have more than the first: a part of it, and a little that counts as nothing. */
const allowed = {
  rss: { part: 1.15, beside: 32 * megabyte },
  heap: { part: 1.3, beside: 16 * megabyte },
  handles: { part: 1, beside: 4 },
  median: { part: 1.5, beside: 1 },
} as const;

export async function soak(plan: SoakPlan): Promise<SoakReport> {
  const { settings, seconds, windowSeconds, capacitySeconds, share, say } = plan;
  const server = await startServing(settings);
  const targets = [server.url];
  try {
    const capacity = await capacityOf(targets, capacitySeconds);
    const asked = Math.max(1, Math.floor(capacity * share));
    say(
      `capacity ${capacity.toFixed(0)} requests a second in this mix; soaking at ${asked} for ${seconds} s`,
    );
    const load = new MixedLoad({ targets, clients, firstPerson: 1_100_000_000, perSecond: asked });
    load.start();
    const windows: SoakWindow[] = [];
    for (let at = 0; at < Math.floor(seconds / windowSeconds); at += 1) {
      await sleep(windowSeconds * 1000);
      const window = { ...(await stateOf(server.pid, server.url)), ...latencyOf(load.latencies) };
      load.latencies = [];
      windows.push(window);
      say(
        `window ${at + 1}: ${window.requests} requests, median ${window.median.toFixed(2)} ms, p99 ${window.p99.toFixed(1)} ms, ` +
          `rss ${(window.rss / megabyte).toFixed(0)} MiB, heap ${(window.heap / megabyte).toFixed(0)} MiB, ${window.handles} handles`,
      );
    }
    await load.stop();
    const { wrong, unknown, answered } = load.promised;
    const problems = [...wrong.slice(0, 20), ...growthIn(windows)];
    if (unknown.size > 0) problems.push(`${unknown.size} requests broke off or failed`);
    return { capacity, asked, windows, problems, answered: answered.size };
  } finally {
    await server.end('SIGTERM');
  }
}

async function capacityOf(targets: readonly string[], seconds: number): Promise<number> {
  const load = new MixedLoad({ targets, clients, firstPerson: 1_000_000_000 });
  load.start();
  // The first part warms up what comes after.
  await sleep((seconds * 1000) / 3);
  const before = load.promised.answered.size;
  const begun = performance.now();
  await sleep((seconds * 2000) / 3);
  const rate = (load.promised.answered.size - before) / ((performance.now() - begun) / 1000);
  await load.stop();
  return rate;
}

function latencyOf(latencies: readonly number[]): Pick<SoakWindow, 'median' | 'p99' | 'requests'> {
  if (latencies.length === 0) return { median: 0, p99: 0, requests: 0 };
  const sorted = [...latencies].sort((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
  return { median: spreadOf(sorted).median, p99, requests: sorted.length };
}

async function stateOf(pid: number, url: string): Promise<Pick<SoakWindow, 'rss' | 'heap' | 'handles'>> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const metrics = await textOf(new URL('/metrics', url));
  return {
    rss: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) * 1024,
    heap: Number(/^nodejs_heap_size_used_bytes (\S+)$/m.exec(metrics)?.[1]),
    handles: readdirSync(`/proc/${pid}/fd`).length,
  };
}

function textOf(url: URL): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve(text);
      });
    }).on('error', reject);
  });
}

/** Compares the middle values of the first and the last third; the very first window is left out as a warm-up. */
export function growthIn(windows: readonly SoakWindow[]): readonly string[] {
  const warm = windows.slice(windows.length > 6 ? 1 : 0);
  const third = Math.max(1, Math.floor(warm.length / 3));
  const names = ['rss', 'heap', 'handles', 'median'] as const;
  return names.flatMap((name) => {
    const middle = (part: readonly SoakWindow[]): number =>
      spreadOf(part.map((window) => window[name])).median;
    const [first, last] = [middle(warm.slice(0, third)), middle(warm.slice(-third))];
    const { part, beside } = allowed[name];
    return last > first * part + beside
      ? [`${name} grew from ${first.toFixed(1)} to ${last.toFixed(1)}`]
      : [];
  });
}
