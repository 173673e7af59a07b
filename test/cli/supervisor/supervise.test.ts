/** `serve --workers`: real processes on a real database. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { startServing, type ServingProcess } from '../../../bench/batch-processes.js';
import { childrenOf } from '../../../bench/killer.js';
import { post } from '../../post.js';
import { expressions } from '../../shipping/monitoring-files.js';
import { namedIn } from '../../shipping/promql.js';
import { newOptions } from '../../store/databases.js';
import { codeOf, findRequest, person } from '../../whole/requests.js';
import { temporaryFolder } from '../../whole/served.js';
import { commandLineProcess } from '../command-line.js';

describe('A server with two workers', function () {
  this.timeout(60_000);
  let server: ServingProcess;
  let origin: string;
  let url: string;

  before(async () => {
    const options = await newOptions('postgres');
    if (options.kind !== 'postgres') throw new Error('Not PostgreSQL');
    ({ url } = options);
    server = await startServing({ LR_DATABASE_URL: url, LR_WORKERS: '2' });
    ({ origin } = new URL(server.url));
  });

  after(() => server.end('SIGKILL'));

  const get = async (path: string): Promise<{ status: number; body: string }> =>
    post(origin + path, '', { method: 'GET' });
  const figure = async (name: string): Promise<number> =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec((await get('/metrics')).body)?.[1]);
  const untilReady = async (workers: number): Promise<void> => {
    for (let left = 200; (await figure('learner_register_workers')) !== workers; left--) {
      if (left === 0) throw new Error(`There are not ${workers} workers`);
      await sleep(50);
    }
  };

  it('answers on one port by both, and counts what both answered', async () => {
    const answers = await Promise.all(
      // A connection each: they are handed out in turn.
      Array.from({ length: 20 }, (_, n) => post(server.url, findRequest(person(n)))),
    );
    expect(answers.map(({ body }) => codeOf(body))).to.deep.equal(new Array(20).fill('WSRC0001'));
    const { body } = await get('/metrics');
    const counted = /^learner_register_requests_total\{[^}]*code="WSRC0001"[^}]*\} (\d+)$/m.exec(body)?.[1];
    expect(Number(counted)).to.equal(20);
    expect(body).to.match(/^process_cpu_seconds_total\{worker="1"\} /m);
    expect(body).to.match(/^process_cpu_seconds_total\{worker="2"\} /m);
  });

  it('serves every metric that the dashboard and the alert rules ask for', async () => {
    const { body } = await get('/metrics');
    const asked = new Set(expressions().flatMap(({ expression }) => namedIn(expression).metrics));
    asked.delete('up');
    const types = [...body.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name);
    const missing = [...asked].filter((name) => !types.includes(name.replace(/_(?:bucket|sum|count)$/, '')));
    expect(missing).to.deep.equal([]);
  });

  it('says in each line of the log which of them wrote it', async () => {
    const logging = await startServing({
      LR_DATABASE_URL: url,
      LR_WORKERS: '2',
      LR_LOG_REQUESTS: 'on',
      LR_LOG_LEVEL: 'info',
    });
    try {
      await Promise.all(Array.from({ length: 20 }, (_, n) => post(logging.url, findRequest(person(n)))));
      const [victim = 0] = childrenOf(logging.pid);
      process.kill(victim, 'SIGKILL');
      await sleep(300);
    } finally {
      await logging.end('SIGTERM');
    }
    const lines = logging
      .said()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.filter(({ msg }) => msg === 'worker died')).to.have.length(1);
    expect(lines.filter(({ worker }) => worker !== 1 && worker !== 2)).to.deep.equal([]);
    expect(lines.filter(({ msg, worker }) => msg === 'request' && worker === 2)).not.to.deep.equal([]);
  });

  it('works on batches in one of them', async () => {
    const { status, body } = await get('/health/ready');
    expect([status, JSON.parse(body)]).to.deep.equal([
      200,
      { status: 'ok', checks: { database: 'ok', batchWorker: 'ok', workers: 'ok' } },
    ]);
    const running = (await get('/metrics')).body.match(
      /^learner_register_batch_jobs\{state="waiting"\} 0$/gm,
    );
    expect(running).to.have.length(1);
  });

  it('starts one again that was killed, serves meanwhile, and counts on from where it was', async () => {
    await figure('learner_register_workers');
    const [victim = 0, other] = childrenOf(server.pid);
    process.kill(victim, 'SIGKILL');
    // Until the supervisor has noticed, a connection may still be handed to the one that is gone.
    await sleep(100);
    expect(codeOf((await post(server.url, findRequest(person(1)))).body)).to.equal('WSRC0001');
    await untilReady(2);
    expect(childrenOf(server.pid)).to.include(other).and.not.to.include(victim);
    expect(await figure('learner_register_worker_restarts_total')).to.equal(1);
    const { body } = await get('/metrics');
    const counted = /^learner_register_requests_total\{[^}]*code="WSRC0001"[^}]*\} (\d+)$/m.exec(body)?.[1];
    expect(Number(counted)).to.equal(21);
  });

  it('finishes what was begun when it is told to stop, and leaves no process behind', async () => {
    const workers = childrenOf(server.pid);
    const begun = Array.from({ length: 20 }, (_, n) => post(server.url, findRequest(person(100 + n))));
    await Promise.race(begun);
    const ended = server.end('SIGTERM');
    const answers = await Promise.allSettled(begun);
    await ended;
    for (const answer of answers) {
      // A connection that no worker had taken yet is refused; none breaks off half-way.
      if (answer.status === 'fulfilled') expect(answer.value.status).to.equal(200);
      else expect(String(answer.reason)).to.match(/ECONNREFUSED|ECONNRESET|socket hang up/);
    }
    for (const worker of workers) expect(() => process.kill(worker, 0)).to.throw(/ESRCH/);
  });
});

describe('serve --workers', function () {
  this.timeout(60_000);

  it('refuses more than one on SQLite, and says what to do', async () => {
    const { exitCode, stderr } = await commandLineProcess(['serve', '--workers', '2', '--port', '0'], {
      env: { LR_DATA_DIR: temporaryFolder() },
    });
    expect(exitCode).to.equal(3);
    expect(stderr).to.include('2 workers need PostgreSQL').and.to.include('LR_DATABASE_URL');
  });

  it('ends loudly when its workers cannot start', async () => {
    const options = await newOptions('postgres');
    if (options.kind !== 'postgres') throw new Error('Not PostgreSQL');
    const env = { LR_DATABASE_URL: options.url, LR_WORKERS: '2' };
    const taken = await startServing({ ...env, LR_WORKERS: '1' });
    try {
      const { exitCode, stderr } = await commandLineProcess(['serve', '--port', new URL(taken.url).port], {
        env,
      });
      expect(exitCode).to.equal(1);
      expect(stderr).to.include('Cannot listen on port').and.to.include('EADDRINUSE');
    } finally {
      await taken.end('SIGTERM');
    }
  });
});
