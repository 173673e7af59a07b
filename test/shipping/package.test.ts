import { expect } from 'chai';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
/** This build's, which is not always `dist`. */
const built = fileURLToPath(new URL('../../src', import.meta.url));
const Packed = z.array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }));
const PackageJson = z.object({ files: z.array(z.string()), bin: z.record(z.string(), z.string()) });

describe('The package', function () {
  this.timeout(60_000);
  let folder: string;
  let paths: readonly string[];
  let command: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'learner-register-package-'));
    const project = PackageJson.parse(JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')));
    const stage = join(folder, 'stage');
    mkdirSync(stage);
    for (const file of ['package.json', ...project.files.filter((each) => !each.startsWith('dist'))]) {
      cpSync(join(repository, file), join(stage, file), { recursive: true });
    }
    cpSync(built, join(stage, 'dist', 'src'), { recursive: true });
    const packed = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: stage,
      encoding: 'utf8',
    });
    const [made] = Packed.parse(JSON.parse(packed.stdout));
    if (made === undefined) throw new Error('Nothing was packed');
    paths = made.files.map(({ path }) => path);
    // As npm would install it; what it depends on is lent.
    const installed = join(folder, 'node_modules', 'learner-register');
    mkdirSync(installed, { recursive: true });
    const untar = ['-xzf', join(folder, made.filename), '-C', installed, '--strip-components=1'];
    expect(spawnSync('tar', untar).status).to.equal(0);
    symlinkSync(join(repository, 'node_modules'), join(installed, 'node_modules'));
    const script = join(installed, project.bin['learner-register'] ?? '');
    chmodSync(script, 0o755);
    command = join(folder, 'learner-register');
    symlinkSync(script, command);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the program and what it needs, and nothing of the tests', () => {
    for (const wanted of ['dist/src/cli/main.js', 'wsdl/LearnerService.wsdl', 'LICENSE', 'README.md']) {
      expect(paths).to.include(wanted);
    }
    expect(paths.filter((path) => /^(?:src|test|bench|scripts|deploy|data|\.)/.test(path))).to.deep.equal([]);
  });

  it('has a command that runs', () => {
    const { stdout, status } = spawnSync(command, ['--help'], { encoding: 'utf8', cwd: folder });
    expect(status).to.equal(0);
    expect(stdout).to.contain('Usage: learner-register');
  });

  it('serves: starts, answers its description and its health, and stops when told', async () => {
    const child = spawn(command, ['serve', '--port', '0', '--data', join(folder, 'data')], {
      cwd: folder,
      env: { PATH: process.env['PATH'], LR_LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    try {
      const origin = await originOf(child);
      expect((await fetch(`${origin}/health/ready`)).status).to.equal(200);
      const description = await (await fetch(`${origin}/LearnerService.svc?wsdl`)).text();
      expect(description).to.contain('learnerByULN');
    } finally {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      expect(await gone).to.deep.equal([0, null]);
    }
    expect(existsSync(join(folder, 'data', 'test.sqlite'))).to.equal(true);
  });
});

function originOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString();
      const [, origin] = /answers on (http:\/\/[\d.]+:\d+)/.exec(said) ?? [];
      if (origin !== undefined) resolve(origin);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => {
      reject(new Error(`It ended: ${said}`));
    });
  });
}
