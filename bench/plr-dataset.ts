/** A register of learners with ten learning events each: made once and kept, then copied for each run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Settings } from './batch-processes.js';
import { commandLine, copyOf, folder, masterFolder, masterName } from './dataset.js';
import { eventLine, eventOf, eventsEach, eventsHeader } from './events.js';

/** Goes up when events.ts makes other events. */
const version = 1;

const ImportResult = z.object({
  rows: z.number(),
  created: z.number(),
  refused: z.number(),
  seconds: z.number(),
  rowsPerSecond: z.number(),
});
/** What `events import` says of itself, from the opened register to the last event on disk. */
export type ImportResult = z.infer<typeof ImportResult>;

export interface FilledFolder {
  readonly folder: string;
  /** The import that filled it, perhaps in an earlier run. */
  readonly filling: ImportResult;
}

/** A copy of the register with this many learners and ten times as many events. */
export async function folderWithEvents(
  population: number,
  say: (line: string) => void,
): Promise<FilledFolder> {
  const master = folder(`${masterName(population)}-events-v${version}`);
  if (!existsSync(master)) await makeMaster(master, population, say);
  const filling = ImportResult.parse(JSON.parse(await readFile(join(master, fillingFile), 'utf8')));
  say(`copying the register of ${population * eventsEach} events …`);
  return { folder: await copyOf(master), filling };
}

const fillingFile = 'filling.json';

async function makeMaster(master: string, population: number, say: (line: string) => void): Promise<void> {
  const unfinished = await copyOf(await masterFolder(population, say), `${master}-unfinished`);
  const filling = await fill({ LR_DATA_DIR: unfinished }, population, say);
  await writeFile(join(unfinished, fillingFile), JSON.stringify(filling));
  await rename(unfinished, master);
}

/** Imports the learners' first ten events, in the order of their ULNs. */
export async function fill(
  settings: Settings,
  population: number,
  say: (line: string) => void,
): Promise<ImportResult> {
  say(`making ${population * eventsEach} learning events …`);
  const file = folder(`events-${population}.csv`);
  await writeEvents(file, population * eventsEach, (at) => [Math.floor(at / eventsEach), at % eventsEach]);
  return importAndRemove(file, settings);
}

/** A prime, so that the learners come in an order of no use. */
const step = 611_953;

/** Imports one more event of so many learners, in no order. */
export async function addEvents(
  settings: Settings,
  population: number,
  count: number,
  say: (line: string) => void,
): Promise<ImportResult> {
  say(`importing ${count} more events …`);
  const file = folder(`more-events-${population}.csv`);
  await writeEvents(file, count, (at) => [(at * step) % population, eventsEach]);
  return importAndRemove(file, settings);
}

async function writeEvents(
  file: string,
  count: number,
  which: (at: number) => readonly [learner: number, event: number],
): Promise<void> {
  const out = createWriteStream(file);
  out.write(eventsHeader);
  const linesAtOnce = 1000;
  for (let start = 0; start < count; start += linesAtOnce) {
    let lines = '';
    for (let at = start; at < Math.min(start + linesAtOnce, count); at++)
      lines += eventLine(eventOf(...which(at)));
    if (!out.write(lines)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function importAndRemove(file: string, settings: Settings): Promise<ImportResult> {
  const child = spawn(process.execPath, [commandLine, 'events', 'import', file, '--json', '--quiet'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, LR_ENVIRONMENT: 'test', ...settings },
  });
  const ended = once(child, 'exit');
  const said = await text(child.stdout);
  const ending: unknown[] = await ended;
  if (ending[0] !== 0)
    throw new Error(`learner-register events import ended with ${String(ending[0])}: ${said}`);
  await rm(file);
  await rm(`${file}.refused.csv`, { force: true });
  const result = ImportResult.parse(JSON.parse(said));
  if (result.created !== result.rows) throw new Error(`Not every event was new: ${said}`);
  return result;
}
