import { expect } from 'chai';
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
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
    const needed = ['dist/src/cli/main.js', 'wsdl/LearnerService.wsdl', 'LICENSE', 'README.md'];
    const ofPages = ['views/layout.njk', 'public/portal.css'];
    const ofClient = ['dist/src/client/index.js', 'dist/src/client/index.d.ts'];
    for (const wanted of [...needed, ...ofPages, ...ofClient]) {
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

  describe('as a library of somebody else', () => {
    let consumer: string;

    before(() => {
      consumer = join(folder, 'consumer');
      mkdirSync(consumer);
      writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module' }));
      writeFileSync(join(consumer, 'main.ts'), consumerSource);
      writeFileSync(join(consumer, 'wrong.ts'), wrongSource);
    });

    it('has types for TypeScript at its strictest, which find what is wrong in a request', () => {
      const modules = join(repository, 'node_modules');
      const tsc = join(modules, 'typescript', 'bin', 'tsc');
      // The declarations of the package are checked as well.
      const flags = [
        ...[
          '--strict',
          '--exactOptionalPropertyTypes',
          '--noUncheckedIndexedAccess',
          '--skipLibCheck',
          'false',
        ],
        ...[
          '--module',
          'nodenext',
          '--target',
          'es2022',
          '--typeRoots',
          join(modules, '@types'),
          '--types',
          'node',
        ],
      ];
      const files = ['main.ts', 'wrong.ts'];
      const { stdout } = spawnSync(process.execPath, [tsc, ...flags, ...files], {
        encoding: 'utf8',
        cwd: consumer,
      });
      const complaints = stdout.split('\n').filter((line) => line.includes('error TS'));
      expect(complaints.map((line) => line.replace(/\(.*/, ''))).to.deep.equal([
        'wrong.ts',
        'wrong.ts',
        'wrong.ts',
      ]);
      expect(stdout)
        .to.match(/"9"/)
        .and.to.match(/findType/)
        .and.to.match(/nothing/);
    });

    it('shares nothing but the client and its version', () => {
      const script = "await import('learner-register/dist/src/bootstrap.js')";
      const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        cwd: consumer,
      });
      expect(status).to.equal(1);
      expect(stderr).to.contain('ERR_PACKAGE_PATH_NOT_EXPORTED');
    });

    it('calls an ephemeral register, whose pages are there too', async () => {
      const child = spawn(
        command,
        ['serve', '--environment', 'test', '--ephemeral', '--until-stdin-closes'],
        {
          cwd: folder,
          env: { PATH: process.env['PATH'], TMPDIR: folder },
          stdio: ['pipe', 'pipe', 'inherit'],
        },
      );
      try {
        const url = await ephemeralUrlOf(child);
        const { stdout, stderr } = await promisify(execFile)(process.execPath, [
          join(consumer, 'main.js'),
          url,
        ]);
        expect(stderr).to.equal('');
        expect(stdout).to.equal('WSRC0004 Testington 8 events\nWSEC0005 mine\n');
        const page = await fetch(`${url}/samples`);
        expect(page.status).to.equal(200);
        expect(await page.text()).to.contain('Ready samples');
      } finally {
        const gone = once(child, 'exit');
        child.stdin.end();
        expect(await gone).to.deep.equal([0, null]);
      }
      expect(readdirSync(folder).filter((name) => name.includes('ephemeral'))).to.deep.equal([]);
    });
  });
});

const consumerSource = `
import { LearnerServiceClient, LearnerServiceR9Client, RegisterFault, type LearnerService } from 'learner-register/client';

const caller = {
  address: process.argv[2] ?? '',
  organisationRef: 'TSTLP1',
  orgPassword: 'Test-Provider-01',
  userName: 'Somebody',
};
const client = new LearnerServiceClient(caller);
const records = new LearnerServiceR9Client(caller);
const eleanor = { uln: '9900001000', familyName: 'Testington', givenName: 'Eleanor' };
const answer: LearnerService.LearnerByUlnResponse = await client.learnerByULN({ findType: 'FUL', ...eleanor });
const { learnerRecord } = await records.getLearnerLearningEvents({ ...eleanor, getType: 'FULL' });
const name: string | undefined = answer.learner?.[0]?.familyName;
console.log(answer.responseCode, name, learnerRecord?.learningEvent?.length, 'events');
const stranger = new LearnerServiceClient({ ...caller, orgPassword: 'Wrong-Password-1' });
try {
  await stranger.learnerByULN({ findType: 'FUL', ...eleanor }, { correlationId: 'mine' });
} catch (error) {
  if (!(error instanceof RegisterFault)) throw error;
  const wait: number | undefined = error.retryAfterSeconds;
  console.log(error.code, error.correlationId, ...(wait === undefined ? [] : [wait]));
}
for (const each of [client, records, stranger]) each.close();
`;

const wrongSource = `
import { LearnerServiceClient } from 'learner-register/client';
declare const client: LearnerServiceClient;
void client.learnerByULN({ findType: '9', uln: '', familyName: '', givenName: '' });
void client.learnerByULN({ uln: '', familyName: '', givenName: '' });
void client.learnerByULN({ findType: 'FUL', uln: '', familyName: '', givenName: '' }).then(({ nothing }) => nothing);
`;

function ephemeralUrlOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /^\{"url":"([^"]+)".*\n/.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', () => {
      reject(new Error('It ended'));
    });
  });
}

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
