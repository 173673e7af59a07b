/** What keeps one caller from harming the others: limits on requests, and answering early when there is too much to do. */
import { limitedAccess, type Admission } from './access/limited-access.js';
import type { Access } from './access/authenticate.js';
import type { ProxyAddresses } from './access/proxy-addresses.js';
import { RequestLimit } from './access/request-limit.js';
import type { Config } from './config.js';
import { createGate, type Gate } from './http/gate.js';
import type { Figure } from './http/metrics.js';
import { Overload } from './http/overload.js';
import { remoteAddressOf } from './http/remote-address.js';
import type { Store } from './store/store.js';

export interface ProtectionParts {
  readonly config: Config;
  readonly store: Pick<Store, 'queueDepth' | 'requestCounts'>;
  readonly access: Access;
  readonly proxies: ProxyAddresses | undefined;
}

export interface Protection {
  readonly admission: Admission;
  readonly gate: Gate;
  readonly figures: readonly Figure[];
  stop(): void;
}

export function createProtection({ config, store, access, proxies }: ProtectionParts): Protection {
  const limit = (name: string, perSecond: number): RequestLimit | undefined =>
    perSecond === 0 ? undefined : new RequestLimit({ name, perSecond, counts: store.requestCounts });
  const organisations = limit('organisation', config.organisationRequestsPerSecond);
  const addresses = limit('address', config.addressRequestsPerSecond);
  const overload = new Overload({
    maxDelayMs: config.maxDelayMilliseconds,
    maxQueue: config.maxQueuedWrites,
    queueDepth: () => store.queueDepth(),
  });
  return {
    admission:
      organisations === undefined
        ? (...asked) => access.authenticate(...asked)
        : limitedAccess(access, organisations),
    gate: createGate({ overload, addresses, addressOf: (request) => remoteAddressOf(request, proxies) }),
    figures: [
      {
        name: 'learner_register_requests_limited_total',
        help: 'Requests answered with 429, by whose limit they were over.',
        kind: 'counter',
        labels: ['limit'],
        read: () => [
          { labels: { limit: 'organisation' }, value: organisations?.refused ?? 0 },
          { labels: { limit: 'address' }, value: addresses?.refused ?? 0 },
        ],
      },
      {
        name: 'learner_register_requests_refused_busy_total',
        help: 'Requests answered with 503 because there was too much to do.',
        kind: 'counter',
        read: () => overload.refused,
      },
      {
        name: 'learner_register_turn_delay_seconds',
        help: 'How long a request waits for its turn.',
        kind: 'gauge',
        read: () => overload.delayMs / 1000,
      },
      {
        name: 'learner_register_password_checks_waiting',
        help: 'Passwords that wait to be checked.',
        kind: 'gauge',
        read: () => access.counts.passwordChecks.waiting,
      },
    ],
    stop: () => {
      overload.stop();
    },
  };
}
