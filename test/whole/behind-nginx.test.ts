/** Three copies behind nginx with the configuration that is shipped. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { request } from 'node:https';
import { expect } from 'chai';
import { startServing, type ServingProcess, type Settings } from '../../bench/batch-processes.js';
import { auditMixed, untilJobsEnd } from '../../bench/mixed-audit.js';
import { MixedLoad } from '../../bench/mixed-load.js';
import { freePort } from '../../bench/ready.js';
import { post } from '../post.js';
import { newOptions } from '../store/databases.js';
import { temporaryFolder } from './served.js';

const shipped = fileURLToPath(new URL('../../../deploy/nginx.conf', import.meta.url));
const missing = ['nginx', 'openssl'].filter((program) => spawnSync(program, ['-v']).error !== undefined);

describe('Three copies behind nginx', function () {
  this.timeout(120_000);
  const copies: ServingProcess[] = [];
  let settings: Settings;
  let ports: number[];
  let nginx: ChildProcess | undefined;
  let url: string;

  before(async function () {
    if (missing.length > 0) {
      process.stderr.write(
        `NOT TESTED: copies behind nginx, since there is no ${missing.join(' and no ')} here\n`,
      );
      this.skip();
    }
    const options = await newOptions('postgres');
    if (options.kind !== 'postgres') throw new Error('Not PostgreSQL');
    settings = {
      LR_DATABASE_URL: options.url,
      LR_BATCH_LEASE_SECONDS: '1',
      LR_PROXY_ADDRESSES: '127.0.0.1',
    };
    ports = await Promise.all([freePort(), freePort(), freePort()]);
    for (const port of ports) copies.push(await startServing(settings, port));
    const port = await freePort();
    nginx = await startNginx(port, ports);
    url = `https://127.0.0.1:${port}/LearnerService.svc`;
  });

  after(async () => {
    if (nginx !== undefined) {
      const gone = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await gone;
    }
    await Promise.all(copies.map((copy) => copy.end('SIGKILL')));
  });

  it('each answer a part of the requests, whatever they are', async () => {
    const load = new MixedLoad({ targets: [url], clients: 6, firstPerson: 1_200_000_000 });
    load.start();
    await untilRegistered(load, 15);
    await load.stop();
    await untilJobsEnd(settings, 30_000);
    expect((await auditMixed(settings, load.promised)).problems).to.deep.equal([]);
    expect([...load.promised.unknown, ...load.promised.refused]).to.deep.equal([]);
    for (const copy of copies) {
      const { body } = await post(new URL('/metrics', copy.url).href, '', { method: 'GET' });
      expect(body).to.match(
        /^learner_register_requests_total\{[^}]*"registerSingleLearner",code="WSRC0005"\} [1-9]/m,
      );
    }
  });

  it('lose nothing that was answered and do nothing twice when one of them is killed under load', async () => {
    const load = new MixedLoad({ targets: [url], clients: 8, firstPerson: 1_210_000_000 });
    load.start();
    for (const at of [0, 1, 2]) {
      await untilRegistered(load, load.promised.registered.size + 5);
      await copies[at]?.end('SIGKILL');
      await untilRegistered(load, load.promised.registered.size + 10);
      copies[at] = await startServing(settings, ports[at]);
      await sleep(FAIL_TIMEOUT_MS);
    }
    await load.stop();
    await untilJobsEnd(settings, 30_000);
    const { problems, learners } = await auditMixed(settings, load.promised);
    expect(problems).to.deep.equal([]);
    expect(learners).to.be.greaterThan(load.promised.registered.size);
    // Of the requests that were on their way to one that was killed, none more was lost than clients had one each.
    expect(load.promised.unknown.size).to.be.at.most(3 * 8);
  });

  it('are stopped one after the other without a request being lost', async () => {
    const load = new MixedLoad({ targets: [url], clients: 6, firstPerson: 1_220_000_000 });
    load.start();
    for (const at of [0, 1, 2]) {
      await untilRegistered(load, load.promised.registered.size + 3);
      await copies[at]?.end('SIGTERM');
      copies[at] = await startServing(settings, ports[at]);
      // As docs/production.md asks: until nginx asks it again. With all copies set aside, it would answer nobody.
      await sleep(FAIL_TIMEOUT_MS);
    }
    await load.stop();
    await untilJobsEnd(settings, 30_000);
    expect((await auditMixed(settings, load.promised)).problems).to.deep.equal([]);
    expect([...load.promised.unknown]).to.deep.equal([]);
  });

  it('are not asked for anything but the services, and not for what is too large', async () => {
    const { origin } = new URL(url);
    for (const path of ['/metrics', '/health/ready', '/docs/', '/']) {
      expect(await statusOf(`${origin}${path}`, 'GET', '')).to.equal(404);
    }
    expect(await statusOf(url, 'POST', 'x'.repeat(9_000_000))).to.equal(413);
    expect(await statusOf(`${url}?wsdl`, 'GET', '')).to.equal(200);
  });
});

/** For how long deploy/nginx.conf sets a copy aside, and a little more. */
const FAIL_TIMEOUT_MS = 2500;

async function untilRegistered(load: MixedLoad, count: number): Promise<void> {
  for (let left = 600; load.promised.registered.size < count; left--) {
    if (left === 0) throw new Error(`Only ${load.promised.registered.size} of ${count} were registered`);
    await sleep(50);
  }
}

/** Starts nginx with the shipped file, in which only addresses and places of files are changed. */
async function startNginx(port: number, ports: readonly number[]): Promise<ChildProcess> {
  const folder = temporaryFolder();
  const [key, certificate] = [join(folder, 'server.key'), join(folder, 'server.crt')];
  const made = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'],
    ...['-subj', '/CN=127.0.0.1', '-keyout', key, '-out', certificate],
  ]);
  if (made.status !== 0) throw new Error(made.stderr.toString());
  const changes: readonly (readonly [string | RegExp, string])[] = [
    ...ports.map((copy, at) => [`127.0.0.1:808${at + 1}`, `127.0.0.1:${copy}`] as const),
    ['listen 443 ssl', `listen 127.0.0.1:${port} ssl`],
    ['/etc/learner-register/tls/server.crt', certificate],
    ['/etc/learner-register/tls/server.key', key],
    ['/run/nginx.pid', join(folder, 'nginx.pid')],
    ['/var/log/nginx/error.log', join(folder, 'error.log')],
    ['/var/log/nginx/access.log', join(folder, 'access.log')],
    ['worker_processes auto;', `worker_processes 1; daemon off; ${asRoot()}`],
    ['http {', `http { client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;`],
  ];
  let text = readFileSync(shipped, 'utf8');
  for (const [from, to] of changes) {
    expect(text, String(from)).to.contain(from);
    text = text.replace(from, to);
  }
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, text);
  const checked = spawnSync('nginx', ['-t', '-p', folder, '-c', file]);
  if (checked.status !== 0) throw new Error(checked.stderr.toString());
  const child = spawn('nginx', ['-p', folder, '-c', file], { stdio: 'ignore' });
  for (let left = 100; !(await listens(port)); left--) {
    if (left === 0) throw new Error('nginx does not listen');
    await sleep(50);
  }
  return child;
}

/** Started by root, nginx would give its folder to a user who may not read ours. */
function asRoot(): string {
  return process.getuid?.() === 0 ? 'user root;' : '';
}

async function listens(port: number): Promise<boolean> {
  return (await statusOf(`https://127.0.0.1:${port}/`, 'GET', '').catch(() => 0)) !== 0;
}

function statusOf(url: string, method: string, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'text/xml', 'Content-Length': body.length };
    const sent = request(url, { method, headers, agent: false, rejectUnauthorized: false }, (response) => {
      response.resume();
      response.on('error', () => undefined);
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
