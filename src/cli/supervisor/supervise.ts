/** Several processes that answer on one port: starts them, starts them again when they die, and ends them together. */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { configAsEnvironment, type Config } from '../../config.js';
import type { Readiness } from '../../http/health.js';
import type { Logger } from '../../log.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import type { Output } from '../output.js';
import { answersOn } from '../start-server.js';
import { ANSWER_MS, FromWorker, readinessForm, type Question, type ToWorker } from './messages.js';
import { addEnded, mergeMetrics, type Sums } from './merge-metrics.js';
import { Restarts } from './restarts.js';

export interface SupervisorParts {
  /** With the number of workers, and a port that is free. */
  readonly config: Config;
  readonly output: Output;
  readonly logger: Logger;
  /** Aborted: finish what was begun, and end. */
  readonly signal: AbortSignal;
}

/** A worker has this long to finish what it began; the server in it has cut off what takes too long by then. */
const END_MS = 25_000;

/** One worker's place: whoever is in it has its number. */
interface Place {
  readonly number: number;
  readonly restarts: Restarts;
  worker?: Worker;
  readyAt?: number | undefined;
  /** What it said last. */
  metrics?: string | undefined;
}

/** Runs until the signal, or until the workers are past saving. */
export async function supervise(parts: SupervisorParts): Promise<ExitCode> {
  return new Supervisor(parts).run();
}

class Supervisor {
  readonly #places: readonly Place[];
  readonly #ended: Sums = new Map();
  readonly #waiting = new Map<number, (text: string) => void>();
  #restarted = 0;
  #asked = 0;
  /** The exit code, once there is one. */
  #verdict: ExitCode | undefined;
  #everReady = false;
  #settle: () => void = () => undefined;

  constructor(private readonly parts: SupervisorParts) {
    this.#places = Array.from({ length: parts.config.workers }, (_, index) => ({
      number: index + 1,
      restarts: new Restarts(),
    }));
    cluster.setupPrimary({ exec: fileURLToPath(new URL('../main.js', import.meta.url)) });
  }

  async run(): Promise<ExitCode> {
    const { signal, output, config } = this.parts;
    const over = new Promise<void>((resolve) => (this.#settle = resolve));
    for (const place of this.#places) this.#start(place);
    // Files that are read anew on this signal (certificates) are the workers' own.
    const passOn = (): void => {
      for (const { worker } of this.#places) worker?.process.kill('SIGHUP');
    };
    process.on('SIGHUP', passOn);
    await Promise.race([over, ...(signal.aborted ? [] : [once(signal, 'abort')])]);
    if (this.#verdict === undefined) {
      output.note(`Stopping ${config.workers} workers: requests that were begun are finished.`);
      this.#verdict = exitCodes.ok;
    }
    await this.#endAll();
    process.off('SIGHUP', passOn);
    return this.#verdict;
  }

  #start(place: Place): void {
    const { config } = this.parts;
    // Counts for the next that is started.
    cluster.setupPrimary({ args: ['serve', '--quiet', '--worker-number', String(place.number)] });
    const worker = cluster.fork({
      ...configAsEnvironment(config),
      LR_CONFIG_FILE: '',
      // The others hand their jobs over to its worker by the database.
      LR_BATCH_WORKER: config.batchWorker && place.number === 1 ? 'on' : 'off',
      LR_PASSWORD_CHECKS_AT_ONCE: String(
        Math.max(1, Math.round(config.passwordChecksAtOnce / config.workers)),
      ),
    });
    place.worker = worker;
    place.readyAt = undefined;
    worker.on('message', (sent: unknown) => {
      const message = FromWorker.safeParse(sent);
      if (message.success) this.#heard(place, worker, message.data);
    });
    worker.once('exit', (code, signal) => {
      this.#died(place, code, signal);
    });
    worker.on('error', () => undefined);
  }

  #heard(place: Place, worker: Worker, message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        place.readyAt = performance.now();
        this.#announce();
        break;
      case 'own':
        this.#waiting.get(message.id)?.(message.text);
        break;
      case 'gather':
        void this.#gather(message.question).then((text) => {
          tell(worker, { kind: 'gathered', id: message.id, text });
        });
        break;
    }
  }

  #announce(): void {
    if (this.#everReady || this.#places.some(({ readyAt }) => readyAt === undefined)) return;
    this.#everReady = true;
    const { output, config } = this.parts;
    output.note(`${answersOn(config, config.port)} with ${config.workers} workers`);
  }

  #died(place: Place, code: number, signal: string | null): void {
    if (place.metrics !== undefined) addEnded(this.#ended, place.metrics);
    place.metrics = undefined;
    const answered = place.readyAt === undefined ? undefined : performance.now() - place.readyAt;
    place.readyAt = undefined;
    if (this.#verdict !== undefined || this.parts.signal.aborted) return;
    const { logger } = this.parts;
    const fields = { worker: place.number, code, signal };
    if (!this.#everReady && answered === undefined && code !== 0 && signal === null) {
      // It has said why, and the next one would say the same.
      this.#giveUp(codeOf(code));
      return;
    }
    const pause = place.restarts.after({ answered });
    if (pause === 'hopeless') {
      logger.fatal(fields, 'worker dies at once, again and again');
      this.#giveUp(
        this.parts.output.refuse({
          exitCode: exitCodes.failed,
          problem: `Worker ${place.number} dies as soon as it starts, again and again; all workers are ended.`,
          whatToDo: 'Read why in the lines above, and run "learner-register doctor".',
        }),
      );
      return;
    }
    logger.error({ ...fields, restartInMs: pause }, 'worker died');
    this.#restarted += 1;
    setTimeout(() => {
      if (this.#verdict === undefined) this.#start(place);
    }, pause);
  }

  #giveUp(exitCode: ExitCode): void {
    this.#verdict = exitCode;
    this.#settle();
  }

  async #endAll(): Promise<void> {
    const living = this.#places.flatMap(({ worker }) =>
      worker === undefined || worker.isDead() ? [] : [worker],
    );
    await Promise.all(
      living.map(async (worker) => {
        const gone = once(worker, 'exit');
        worker.process.kill('SIGTERM');
        const late = setTimeout(() => worker.process.kill('SIGKILL'), END_MS);
        await gone;
        clearTimeout(late);
      }),
    );
  }

  async #gather(question: Question): Promise<string> {
    const answers = await Promise.all(
      this.#places.map(async (place) => [place, await this.#ask(place, question)] as const),
    );
    if (question === 'readiness') return JSON.stringify(this.#readiness(answers.map(([, text]) => text)));
    const texts = new Map<number, string>();
    for (const [place, text] of answers) {
      if (text !== undefined) place.metrics = text;
      if (place.metrics !== undefined) texts.set(place.number, place.metrics);
    }
    return `${mergeMetrics(texts, this.#ended)}\n${this.#ownFigures()}`;
  }

  /** What one worker says; undefined when it says nothing in time. */
  #ask({ worker, readyAt }: Place, question: Question): Promise<string | undefined> {
    if (worker === undefined || readyAt === undefined) return Promise.resolve(undefined);
    const id = ++this.#asked;
    return new Promise((resolve) => {
      const done = (text?: string): void => {
        clearTimeout(late);
        this.#waiting.delete(id);
        resolve(text);
      };
      const late = setTimeout(done, ANSWER_MS);
      this.#waiting.set(id, done);
      tell(worker, { kind: 'tell', id, question });
    });
  }

  /** Each check at its worst. A worker that is being started again is missed by nobody, as long as one answers. */
  #readiness(texts: readonly (string | undefined)[]): Readiness {
    const said = texts.flatMap((text) => (text === undefined ? [] : [readinessForm.parse(JSON.parse(text))]));
    const checks: Record<string, 'ok' | 'failed' | 'tooSlow'> = {};
    for (const { checks: own } of said) {
      for (const [name, outcome] of Object.entries(own)) {
        if (checks[name] === undefined || checks[name] === 'ok') checks[name] = outcome;
      }
    }
    const isStarted = this.#everReady && said.length > 0;
    return {
      ready: isStarted && said.every(({ ready }) => ready),
      checks: { ...checks, workers: isStarted ? 'ok' : 'failed' },
    };
  }

  #ownFigures(): string {
    const ready = this.#places.filter(({ readyAt }) => readyAt !== undefined).length;
    return [
      '# HELP learner_register_workers Processes that answer on this port.',
      '# TYPE learner_register_workers gauge',
      `learner_register_workers ${ready}`,
      '# HELP learner_register_workers_wanted Processes that should.',
      '# TYPE learner_register_workers_wanted gauge',
      `learner_register_workers_wanted ${this.#places.length}`,
      '# HELP learner_register_worker_restarts_total Processes that were started again after they died.',
      '# TYPE learner_register_worker_restarts_total counter',
      `learner_register_worker_restarts_total ${this.#restarted}`,
      '',
    ].join('\n');
  }
}

function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message);
}

function codeOf(code: number): ExitCode {
  return Object.values(exitCodes).find((known) => known === code) ?? exitCodes.failed;
}
