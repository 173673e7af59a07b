/** A worker's side of the channel to its supervisor. */
import cluster from 'node:cluster';
import type { Readiness } from '../../http/health.js';
import type { OwnState, Siblings } from '../../http/siblings.js';
import { ANSWER_MS, readinessForm, ToWorker, type FromWorker, type Question } from './messages.js';

export interface WorkerLink {
  readonly siblings: Siblings;
  /** Says that this worker answers requests. */
  ready(): void;
  /** Lets go of the channel, which would keep the process alive. */
  end(): void;
}

/** @returns undefined when this process has no supervisor */
export function linkToSupervisor(): WorkerLink | undefined {
  const { worker } = cluster;
  if (worker === undefined) return undefined;
  const waiting = new Map<number, (text: string) => void>();
  let own: OwnState | undefined;
  let asked = 0;

  const say = (message: FromWorker): void => {
    // A supervisor that has gone ends this process in a moment.
    if (worker.isConnected()) worker.send(message);
  };
  const ownText = async (question: Question): Promise<string> => {
    if (own === undefined) return '';
    return question === 'metrics' ? own.metrics() : JSON.stringify(await own.readiness());
  };
  /** Falls back on what this process knows by itself. */
  const gather = (question: Question): Promise<string> =>
    new Promise((resolve) => {
      const id = ++asked;
      const late = setTimeout(() => {
        waiting.delete(id);
        void ownText(question).then(resolve);
      }, 2 * ANSWER_MS);
      waiting.set(id, (text) => {
        clearTimeout(late);
        waiting.delete(id);
        resolve(text);
      });
      say({ kind: 'gather', id, question });
    });

  worker.on('message', (sent: unknown) => {
    const message = ToWorker.safeParse(sent);
    if (!message.success) return;
    const { kind, id } = message.data;
    if (kind === 'gathered') waiting.get(id)?.(message.data.text);
    else
      void ownText(message.data.question).then((text) => {
        say({ kind: 'own', id, text });
      });
  });

  return {
    siblings: {
      introduce(state) {
        own = state;
      },
      metrics: () => gather('metrics'),
      readiness: async (): Promise<Readiness> => readinessForm.parse(JSON.parse(await gather('readiness'))),
    },
    ready: () => {
      say({ kind: 'ready' });
    },
    end: () => {
      if (worker.isConnected()) worker.disconnect();
    },
  };
}
