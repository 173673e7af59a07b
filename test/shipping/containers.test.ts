/** The files for containers, read and checked. No Docker engine runs in CI: they are not built there. */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { settingFacts } from '../../src/config/schema.js';
import { load } from 'js-yaml';
import { instructionsOf, stagesOf } from './dockerfile.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const read = (file: string) => readFileSync(join(repository, file), 'utf8');

const known = new Set(settingFacts.map(({ name }) => name));
const mustBeKnown = (names: readonly string[]): void => {
  expect(names.filter((name) => name.startsWith('LR_') && !known.has(name))).to.deep.equal([]);
};

describe('The Dockerfile', () => {
  const instructions = instructionsOf(read('Dockerfile'));
  const stages = stagesOf(instructions);
  const last = stages.at(-1) ?? [];
  const all = (name: string, of = last) => of.filter((each) => each.name === name).map(({ rest }) => rest);

  it('builds in one stage and runs in another, both on slim Node 20', () => {
    expect(stages).to.have.length(2);
    expect(all('ARG', instructions)).to.deep.equal(['NODE_IMAGE=node:20-slim']);
    for (const stage of stages) expect(stage[0]?.rest).to.match(/^\$\{NODE_IMAGE\}/);
    expect(all('RUN').join(' ')).not.to.match(/npm|apt/);
  });

  it('runs as a user without rights, and stops as the register wants to be stopped', () => {
    expect(all('USER')).to.deep.equal(['node']);
    const after = last.slice(last.findIndex(({ name }) => name === 'USER')).map(({ name }) => name);
    expect(after).not.to.include.members(['COPY']);
    expect(all('STOPSIGNAL')).to.deep.equal(['SIGTERM']);
    // Without a shell in between, which would keep the signal to itself.
    for (const name of ['ENTRYPOINT', 'CMD']) expect(JSON.parse(all(name)[0] ?? '')).to.be.an('array');
  });

  it('asks the register for its health, in JavaScript that can be read', () => {
    const [health = ''] = all('HEALTHCHECK');
    const [, command = ''] = /CMD (\[.*\])$/.exec(health) ?? [];
    const [program, flag, script = ''] = z.array(z.string()).parse(JSON.parse(command));
    expect([program, flag]).to.deep.equal(['node', '-e']);
    expect(script).to.contain('/health/ready');
    expect(spawnSync(process.execPath, ['--check', '-'], { input: script }).status).to.equal(0);
  });

  it('copies only what is there, and what .dockerignore lets through', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = stages
      .flat()
      .filter(({ name, rest }) => name === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1));
    for (const source of copied) {
      expect(existsSync(join(repository, source)), source).to.equal(true);
      expect(allowed, source).to.include(source);
    }
    expect([...new Set(copied)]).to.have.members(allowed);
    expect(read('.dockerignore').split('\n')).to.include('*');
  });

  it('brings everything that the package has', () => {
    const { files } = z.object({ files: z.array(z.string()) }).parse(JSON.parse(read('package.json')));
    const copies = all('COPY').join(' ');
    for (const file of files) expect(copies, file).to.contain(file);
  });

  it('holds no secret, and only settings that there are', () => {
    const env = all('ENV').join(' ').split(' ');
    mustBeKnown(env.map((each) => each.split('=')[0] ?? ''));
    expect(read('Dockerfile')).not.to.match(/password|secret|token/i);
    expect(all('ADD', stages.flat())).to.deep.equal([]);
  });
});

const Service = z.object({
  image: z.string().optional(),
  build: z.string().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  ports: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
});
const Compose = z.object({ services: z.record(z.string(), Service) });

describe('compose.yaml', () => {
  const text = read('compose.yaml');
  const { services } = Compose.parse(load(text));
  const copies = Object.entries(services).filter(([name]) => name.startsWith('register-'));

  it('runs PostgreSQL 18, the migrations, three copies and nginx, in that order', () => {
    expect(Object.keys(services)).to.have.members([
      'database',
      'migrate',
      ...copies.map(([name]) => name),
      'proxy',
    ]);
    expect(copies).to.have.length(3);
    expect(services['database']?.image).to.equal('postgres:18');
    expect(services['migrate']?.command).to.deep.equal(['migrate', 'up']);
    for (const [, copy] of copies) {
      expect(copy.depends_on).to.deep.equal({ migrate: { condition: 'service_completed_successfully' } });
      expect(copy).to.deep.include({ read_only: true, cap_drop: ['ALL'] });
    }
    const waitedFor = Object.keys(services['proxy']?.depends_on ?? {});
    expect(waitedFor).to.have.members(copies.map(([name]) => name));
  });

  it('lets only nginx be reached from outside', () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
    expect(open.map(([name]) => name)).to.deep.equal(['proxy']);
  });

  it('has only settings that there are, and no password of its own', () => {
    mustBeKnown(Object.values(services).flatMap(({ environment = {} }) => Object.keys(environment)));
    for (const [, password] of text.matchAll(/\$\{(POSTGRES_PASSWORD[^}]*)\}/g)) {
      expect(password).to.match(/:\?/);
    }
    expect(text).not.to.match(/PASSWORD: [^$]/);
  });

  it('gives nginx the configuration of the repository, with every address in it exchanged', () => {
    expect(services['proxy']?.volumes).to.include('./deploy/nginx.conf:/etc/nginx/register.conf:ro');
    const script = services['proxy']?.command?.at(-1) ?? '';
    let config = read('deploy/nginx.conf');
    for (const [, from = '', to = ''] of script.matchAll(/s\/([^/]+)\/([^/]+)\//g)) {
      expect(config).to.match(new RegExp(`server ${from}`));
      config = config.replace(new RegExp(from), to);
    }
    for (const [name] of copies) expect(config).to.contain(`server ${name}:8080`);
    expect(config).not.to.match(/^\s*server 127\.0\.0\.1/m);
  });

  it('is understood by Docker, where its command line is installed', function () {
    const version = spawnSync('docker', ['compose', 'version']);
    if (version.error !== undefined || version.status !== 0) this.skip();
    const checked = spawnSync('docker', ['compose', '-f', join(repository, 'compose.yaml'), 'config', '-q'], {
      encoding: 'utf8',
      env: { ...process.env, POSTGRES_PASSWORD: 'invented' },
    });
    expect(checked.stderr).to.equal('');
    expect(checked.status).to.equal(0);
  });
});
