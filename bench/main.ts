/** `npm run bench`: see options.ts for its flags, docs/performance.md for what it gave. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureBatches } from './batch.js';
import { bare, nodeSoap, php, register } from './contestants.js';
import { dataFolderWith } from './dataset.js';
import { gsoap } from './gsoap.js';
import { measureHttps } from './https.js';
import { measureInspector } from './inspector.js';
import { measureMemory } from './memory.js';
import { measureDatabases } from './databases.js';
import { help, readOptions, type Options } from './options.js';
import { benchFolder } from './paths.js';
import { measurePlr } from './plr.js';
import { measureScale } from './scale.js';
import { describe, thisMachine, type Results } from './report.js';
import { measureStartUp } from './start-up.js';
import { measureThroughput } from './throughput.js';
import { measureWorkers } from './workers.js';

const say = (line: string) => {
  process.stderr.write(`bench: ${line}\n`);
};

const options = optionsOrEnd();
const results = await measure(options);
mkdirSync(benchFolder, { recursive: true });
const file = fileURLToPath(new URL('results.json', benchFolder));
const json = `${JSON.stringify(results, null, 2)}\n`;
writeFileSync(file, json);
process.stdout.write(options.json ? json : `${describe(results)}\n`);
say(`the same as JSON: ${file}`);

function optionsOrEnd(): Options {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read !== 'help') return read;
    process.stdout.write(help);
    process.exit(0);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n\n${help}`);
    process.exit(2);
  }
}

async function measure({
  which,
  population,
  connections,
  rounds,
  scale,
  sizes,
  workerShare,
  memoryRequests,
  quick,
}: Options): Promise<Results> {
  // Each measurement begins with the same data.
  const fresh = () => dataFolderWith(population, say);
  const wanted = new Set(which);
  const plan = { population, rounds, connections, scale, say };
  const facts = {
    measuredAt: new Date().toISOString(),
    command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(
      ' ',
    ),
    machine: thisMachine(),
    learners: population,
    connections,
    rounds,
  };
  return {
    ...facts,
    ...(wanted.has('start-up') && { startUp: await measureStartUp(await fresh(), rounds) }),
    ...(wanted.has('throughput') && (await throughput(await fresh()))),
    ...(wanted.has('memory') && {
      memory: await measureMemory(register(await fresh()), {
        requests: memoryRequests,
        population,
        connections,
      }),
    }),
    ...(wanted.has('batch') && { batch: await measureBatches({ population, quick, say }) }),
    ...(wanted.has('workers') && {
      workers: await measureWorkers({ ...plan, ...(workerShare !== undefined && { share: workerShare }) }),
    }),
    ...(wanted.has('plr') && {
      plr: await measurePlr({ ...plan, quick }),
    }),
    ...(wanted.has('databases') && {
      databases: await measureDatabases(plan),
    }),
    ...(wanted.has('scale') && {
      scale: await measureScale(sizes, plan),
    }),
    ...(wanted.has('https') && {
      https: await measureHttps(plan),
    }),
    ...(wanted.has('inspector') && {
      inspector: await measureInspector(plan),
    }),
  };

  async function throughput(dataFolder: string) {
    const ours = register(dataFolder);
    const others = [nodeSoap, php, gsoap];
    const missing = Object.fromEntries(
      others.flatMap((contestant) => {
        const why = contestant.missing();
        return why === undefined ? [] : [[contestant.name, why]];
      }),
    );
    const entries = [
      { contestant: bare, workload: 'learnerByULN' },
      { contestant: ours, workload: 'learnerByULN' },
      { contestant: ours, workload: 'learnerByDemographics' },
      ...others
        .filter(({ name }) => !(name in missing))
        .map((contestant) => ({ contestant, workload: 'learnerByULN' as const })),
    ] as const;
    return { throughput: await measureThroughput(entries, plan), missing };
  }
}
