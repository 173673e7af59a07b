/** A register full of invented learners, made once by `learner import` and copied for each run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, cp, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { person } from './people.js';
import { benchFolder } from './paths.js';

/** Goes up when people.ts makes other people, or the published test data and the store another database. */
const version = 4;

/** The built command line, beside the built measurements. */
export const commandLine = fileURLToPath(new URL('../src/cli/main.js', import.meta.url));

/**
 * Gives a data folder of its own with this many learners beside the published test data.
 * @param say hears what takes long
 */
export async function dataFolderWith(population: number, say: (line: string) => void): Promise<string> {
  return copyOf(await masterFolder(population, say));
}

/** The folder of which those are copies: made once, and not to be changed. */
export async function masterFolder(population: number, say: (line: string) => void): Promise<string> {
  const master = folder(masterName(population));
  if (!existsSync(master)) await makeMaster(master, population, say);
  return master;
}

/** What that folder is called, whether or not it is there. */
export function masterName(population: number): string {
  return `data-${population}-v${version}`;
}

/**
 * Copies a data folder to the place where measurements run, and waits until the disk has it: otherwise the system brings
 * it there within half a minute, while something is measured.
 */
export async function copyOf(master: string, to = folder('run')): Promise<string> {
  await rm(to, { recursive: true, force: true });
  await cp(master, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
  for (const entry of await readdir(to, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = await open(join(entry.parentPath, entry.name), 'r+');
    await file.sync();
    await file.close();
  }
  return to;
}

async function makeMaster(master: string, population: number, say: (line: string) => void): Promise<void> {
  say(`making a register of ${population} learners (once) …`);
  const [unfinished, list] = [`${master}-unfinished`, await peopleFile(population)];
  await rm(unfinished, { recursive: true, force: true });
  await run(['learner', 'import', list], unfinished);
  await rm(list);
  await rename(unfinished, master);
}

/** The same people as a file that `learner import` takes. */
export async function peopleFile(population: number): Promise<string> {
  await mkdir(benchFolder, { recursive: true });
  const list = folder(`people-${population}.jsonl`);
  await writePeople(list, population);
  return list;
}

async function writePeople(file: string, population: number): Promise<void> {
  const out = createWriteStream(file);
  const linesAtOnce = 1000;
  for (let start = 0; start < population; start += linesAtOnce) {
    let lines = '';
    for (let index = start; index < Math.min(start + linesAtOnce, population); index++) {
      lines += `${JSON.stringify(person(index))}\n`;
    }
    if (!out.write(lines)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

async function run(command: readonly string[], dataFolder: string): Promise<void> {
  const child = spawn(process.execPath, [commandLine, ...command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, LR_DATA_DIR: dataFolder, LR_ENVIRONMENT: 'test' },
  });
  const ended: unknown[] = await once(child, 'exit');
  if (ended[0] !== 0) throw new Error(`learner-register ${command.join(' ')} ended with ${String(ended[0])}`);
}

/** A place among what measurements keep. */
export function folder(name: string): string {
  return fileURLToPath(new URL(name, benchFolder));
}
