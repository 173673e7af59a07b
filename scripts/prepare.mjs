// Makes a clone ready to run: installs and builds what is missing, and nothing else.
// `start.mjs`, `test.mjs` and `bench.mjs` share it. Plain JavaScript with Node's own modules only,
// because it runs before anything is installed. Everything it says goes to stderr.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const sourceFolders = ['src', 'test', 'bench', 'scripts'];
/** The second writes the types of what other projects import. */
const projects = ['tsconfig.json', 'tsconfig.client.json'];
const clientTypes = 'src/client/index.d.ts';
const installStamp = join(root, 'node_modules', '.install-stamp.json');
const buildStamp = join(root, 'dist', '.build-stamp.json');

/** A problem that the person at the keyboard can solve: told without a stack. */
export class SetUpProblem extends Error {}

/** One line about what is going on. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs `work`, tells a {@link SetUpProblem} plainly and ends the process with 1 on it. */
export async function orExplain(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SetUpProblem)) throw error;
    say(error.message);
    process.exit(1);
  }
}

/**
 * Stops this process, as Ctrl-C would, when npm is stopped: npm passes a signal on to its shell, and the shell
 * dies of it without a word to us.
 */
export function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

/** Installs and builds what is missing. A few milliseconds when nothing is. */
export async function prepare() {
  const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  checkNode(project.engines.node);
  const lock = fingerprintOfLock();
  const compiling = installIsCurrent(lock) ? undefined : install(project, lock);
  await compiling?.packages;
  // The slow compilation of the SQLite driver goes on while the sources are built; both end before this returns.
  for (const { reason } of await Promise.allSettled([compiling?.native, build(lock)]))
    if (reason) throw reason;
}

/** @param {string} wanted as in package.json: `>=20.19` */
function checkNode(wanted) {
  const [major, minor] = wanted.replace('>=', '').split('.').map(Number);
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return;
  throw new SetUpProblem(
    `This project needs Node ${wanted}, and this is Node ${process.versions.node}.\n` +
      'Install a newer one from https://nodejs.org/ (or: nvm install) and try again.',
  );
}

// ---- installing

/** The lockfile's content, or package.json's where there is no lockfile, with what native modules depend on. */
function fingerprintOfLock() {
  const file = existsSync(join(root, 'package-lock.json')) ? 'package-lock.json' : 'package.json';
  return createHash('sha256')
    .update(readFileSync(join(root, file)))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest('hex');
}

function installIsCurrent(lock) {
  return readJson(installStamp)?.lock === lock;
}

/**
 * `packages` settles when the files are there, `native` when the packages that build something have done so.
 * No package runs a script at install, whatever npm's version and settings are, but those that package.json allows.
 */
function install(project, lock) {
  const packages = packagesAgreeWithLock() ? Promise.resolve() : installPackages();
  const native = packages.then(async () => {
    if (!nativeModuleLoads()) await buildNativeModules(project);
    writeFileSync(installStamp, `${JSON.stringify({ lock })}\n`);
  });
  native.catch(() => {}); // awaited by prepare(), maybe after `packages` has failed
  return { packages, native };
}

/** Whether somebody ran `npm ci` by hand: npm keeps a list of what it installed. */
function packagesAgreeWithLock() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || installed[path]?.version === entry.version || entry.optional === true,
  );
}

async function installPackages() {
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
  say(`Installing packages (npm ${command}) …`);
  const code = await npm([
    command,
    '--include=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (code !== 0) {
    throw new SetUpProblem(
      `npm ${command} failed (exit code ${code}); its own words are above.\n` +
        'It needs to reach the npm registry: check the network, the proxy (npm config get proxy) and the registry\n' +
        '(npm config get registry), then run the same command again.',
    );
  }
}

function nativeModuleLoads() {
  const probe = "const Database = require('better-sqlite3'); new Database(':memory:').close()";
  return spawnSync(process.execPath, ['-e', probe], { cwd: root, stdio: 'ignore' }).status === 0;
}

async function buildNativeModules(project) {
  const allowed = Object.keys(project.allowScripts ?? {}).filter(
    (name) => project.allowScripts[name] === true,
  );
  const present = allowed.filter((name) => existsSync(join(root, 'node_modules', name)));
  say('Fetching or compiling the SQLite driver (a download, or up to two minutes of compiling) …');
  const code = await npm(['rebuild', '--ignore-scripts=false', '--loglevel=error', ...present]);
  if (code === 0 && nativeModuleLoads()) return;
  throw new SetUpProblem(
    'The SQLite driver (better-sqlite3) could not be downloaded or compiled.\n' +
      'A ready-made one comes from github.com; without that it is compiled here, which takes python3, make, a C++\n' +
      "compiler and Node's header files (fetched from nodejs.org, or named with npm_config_nodedir=/usr or the like).\n" +
      '  Debian, Ubuntu: apt-get install python3 make g++\n' +
      '  macOS:          xcode-select --install\n' +
      'To see what goes wrong: npm rebuild better-sqlite3 --foreground-scripts\n' +
      'Then run the same command again: it goes on from here.',
  );
}

function npm(args) {
  // A native module's files compile side by side.
  const env = { ...process.env, JOBS: process.env.JOBS ?? 'max' };
  const byPath = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, [process.env.npm_execpath, ...args]]
    : ['npm', args];
  return run(byPath[0], byPath[1], { env, shell: process.platform === 'win32' && byPath[0] === 'npm' });
}

// ---- building

/** Compiles everything (src, test, bench, scripts) when a source changed since the last good build. */
async function build(lock) {
  const sources = listSources();
  const inputs = fingerprintOfSources(sources, lock);
  const lost = outputsLost(sources);
  if (!lost && readJson(buildStamp)?.inputs === inputs) return;
  say('Building …');
  // The compiler trusts its notes, also when somebody has deleted what it wrote.
  for (const notes of lost ? ['.tsbuildinfo', '.tsbuildinfo-client'] : []) {
    rmSync(join(root, 'dist', notes), { force: true });
  }
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  for (const project of projects) {
    const code = await run(process.execPath, [compiler, '-p', join(root, project)]);
    if (code !== 0) throw new SetUpProblem('The build failed; the compiler says why above.');
  }
  dropOutputsWithoutSource(sources);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(buildStamp, `${JSON.stringify({ inputs })}\n`);
}

function listSources() {
  return sourceFolders.flatMap((folder) => filesBelow(folder).filter((file) => /(?<!\.d)\.ts$/.test(file)));
}

function fingerprintOfSources(sources, lock) {
  const hash = createHash('sha256').update(lock);
  for (const file of [...sources, ...projects]) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

function outputsLost(sources) {
  const there = new Set(builtFiles());
  return !there.has(clientTypes) || sources.some((file) => !there.has(file.replace(/\.ts$/, '.js')));
}

/** A deleted test must not go on running from its old build. */
function dropOutputsWithoutSource(sources) {
  const wanted = new Set(sources.map((file) => file.replace(/\.ts$/, '.js')));
  for (const file of builtFiles()) {
    if (!wanted.has(file.replace(/\.map$|\.d\.ts$/, (end) => (end === '.map' ? '' : '.js'))))
      rmSync(join(root, 'dist', file));
  }
}

/** Paths below dist/, without dist/. */
function builtFiles() {
  return sourceFolders.flatMap((folder) =>
    filesBelow(join('dist', folder)).map((file) => file.slice('dist/'.length)),
  );
}

/** Paths from the clone's folder, with slashes. */
function filesBelow(folder) {
  const start = join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

// ---- small things

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Runs a program with its output on stderr.
 * @returns {Promise<number>} its exit code
 */
function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
