/** What the metrics say of things that no request tells: the database, its replica, the audit's seals, backups. */
import type { Figure } from './http/metrics.js';
import type { Clock } from './register/ports.js';
import type { Store } from './store/store.js';

export interface WatchParts {
  readonly store: Pick<Store, 'ready' | 'auditChain' | 'replicaStaleSeconds'>;
  readonly clock: Clock;
  /** When the newest backup was made; absent where nobody knows of backups. */
  readonly newestBackup?: (() => Promise<Date | undefined>) | undefined;
  readonly everyMs?: number;
}

export interface Watch {
  readonly figures: readonly Figure[];
  /** Looks now; the watch does so by itself every half a minute. */
  look(): Promise<void>;
  stop(): void;
}

const EVERY_MS = 30_000;

export function watchRegister({ store, clock, newestBackup, everyMs = EVERY_MS }: WatchParts): Watch {
  let isReady = true;
  let oldestUnsealed: number | undefined;
  let backup: Date | undefined;

  async function look(): Promise<void> {
    try {
      isReady = await store.ready();
      backup = await newestBackup?.();
      if (isReady) {
        const last = await store.auditChain.lastSeal();
        oldestUnsealed = await store.auditChain.cutAfter(last?.until ?? -1, clock.now().getTime(), 1);
      }
    } catch {
      isReady = false;
    }
  }

  const timer = setInterval(() => void look(), everyMs).unref();
  return {
    look,
    stop() {
      clearInterval(timer);
    },
    figures: [
      {
        name: 'learner_register_database_ready',
        help: 'Whether the database answers, takes writes and has every migration: 1 or 0. Looked up every half a minute.',
        kind: 'gauge',
        read: () => (isReady ? 1 : 0),
      },
      {
        name: 'learner_register_replica_stale_seconds',
        help: 'For how long the replica has not been known to show all; nothing without a replica.',
        kind: 'gauge',
        read: () => present(store.replicaStaleSeconds()),
      },
      {
        name: 'learner_register_audit_unsealed_seconds',
        help: 'How old the oldest audit entry is that stands under no seal yet; 0 when all do.',
        kind: 'gauge',
        read: () =>
          oldestUnsealed === undefined ? 0 : Math.max(0, clock.now().getTime() - oldestUnsealed) / 1000,
      },
      {
        name: 'learner_register_newest_backup_time_seconds',
        help: 'When the newest backup in the folder of backups was made, in seconds since 1970; nothing when it has none.',
        kind: 'gauge',
        read: () => present(backup && backup.getTime() / 1000),
      },
    ],
  };
}

function present(value: number | undefined): ReturnType<Figure['read']> {
  return value === undefined ? [] : [{ labels: {}, value }];
}
