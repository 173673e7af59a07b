/** Puts the message inspector together: who keeps exchanges, who reads them, and who removes them in time. */
import type { Access } from './access/authenticate.js';
import type { CertificateCheck } from './access/certificate-check.js';
import type { Config } from './config.js';
import type { SenderProof } from './exchanges/attribution.js';
import type { KeepExchange } from './exchanges/ended-exchange.js';
import { createExchangeLog } from './exchanges/exchange-log.js';
import { Recorder } from './exchanges/recorder.js';
import { removeOldExchanges } from './exchanges/retention.js';
import type { Figure } from './http/metrics.js';
import type { Logger } from './log.js';
import type { ExchangeLog, ExchangeOwner } from './register/exchange-ports.js';
import type { Clock } from './register/ports.js';
import type { Store } from './store/store.js';

export interface InspectorParts {
  readonly config: Pick<Config, 'inspectorDays' | 'inspectorMegabytes'>;
  readonly store: Pick<Store, 'exchanges'>;
  readonly access: Pick<Access, 'recognise'>;
  /** Absent where certificates do not count. */
  readonly certificates: Pick<CertificateCheck, 'judge'> | undefined;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn' | 'debug'>;
  /** Has the last look at an owner's exchanges, before the oldest of them are removed. */
  readonly beforeRemoval?: (owner: ExchangeOwner) => Promise<void>;
  readonly queueBytes?: number;
}

export interface Inspector {
  readonly keep: KeepExchange;
  readonly log: ExchangeLog;
  readonly figures: readonly Figure[];
  /** Removes what is old or too much, now. */
  tidy(): Promise<void>;
  /** Writes what is left. */
  stop(): Promise<void>;
}

const TIDY_EVERY_MS = 60_000;
const MEGABYTE = 1_000_000;

export function createInspector(parts: InspectorParts): Inspector {
  const { config, store, clock, logger, queueBytes, beforeRemoval } = parts;
  const recorder = new Recorder({
    store: store.exchanges,
    clock,
    proof: senderProof(parts),
    onFailure: (error, exchanges) => {
      logger.warn({ err: error, exchanges }, 'exchanges not kept');
    },
    ...(queueBytes !== undefined && { queueBytes }),
  });
  let stopping = false;
  let tidying: Promise<void> | undefined;
  async function remove(): Promise<void> {
    try {
      const chunks = await removeOldExchanges({
        store: store.exchanges,
        clock,
        keepDays: config.inspectorDays,
        keepBytes: config.inspectorMegabytes * MEGABYTE,
        ...(beforeRemoval !== undefined && { beforeRemoval }),
        isStopping: () => stopping,
      });
      if (chunks > 0) logger.debug({ chunks }, 'old exchanges removed');
    } catch (error) {
      logger.warn({ err: error }, 'old exchanges not removed');
    }
  }
  const tidy = (): Promise<void> => {
    tidying ??= remove().finally(() => (tidying = undefined));
    return tidying;
  };
  const timer = setInterval(() => void tidy(), TIDY_EVERY_MS).unref();
  return {
    keep: recorder.keep,
    log: createExchangeLog({ store: store.exchanges, recorder, clock }),
    figures: figuresOf(recorder),
    tidy,
    async stop() {
      stopping = true;
      clearInterval(timer);
      await tidying;
      await recorder.stop();
    },
  };
}

function senderProof({ access, certificates, clock }: InspectorParts): SenderProof {
  return {
    bySecret: (sender, isWrong) => access.recognise(sender, isWrong),
    async byName(sender) {
      return (await access.recognise({ ...sender, orgPassword: '' }))?.organisationRef;
    },
    async byCertificate(certificate) {
      const verdict = await certificates?.judge(certificate, clock.now().getTime());
      if (verdict?.kind !== 'bound' || verdict.organisationRefs.size !== 1) return undefined;
      const [only] = verdict.organisationRefs;
      return only;
    },
  };
}

function figuresOf(recorder: Recorder): readonly Figure[] {
  return [
    {
      name: 'learner_register_exchanges_kept_total',
      help: 'Exchanges that were kept for the message inspector.',
      kind: 'counter',
      read: () => recorder.counts.kept,
    },
    {
      name: 'learner_register_exchanges_lost_total',
      help: 'Exchanges that were not kept, because there were too many at once or the database failed.',
      kind: 'counter',
      read: () => recorder.counts.lost,
    },
    {
      name: 'learner_register_exchanges_waiting_bytes',
      help: 'Bytes of exchanges that are not written yet.',
      kind: 'gauge',
      read: () => recorder.counts.waitingBytes,
    },
  ];
}
