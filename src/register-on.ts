/** The register's deeds on a store. */
import { systemClock } from './clock.js';
import type { Config } from './config.js';
import { cryptographicRandom } from './random.js';
import type { AuditTrail } from './register/ports.js';
import { createRegister, type Register } from './register/register.js';
import type { Store } from './store/store.js';

/**
 * The register's deeds on this store, under these settings.
 * @param findsCountSince finds before this moment do not open the way to a registration; the test environment has it
 */
export function registerOn(
  store: Store,
  config: Config,
  clock = systemClock(config.timeZone),
  findsCountSince?: () => Date | undefined,
): Register {
  return createRegister({
    learners: store.learners,
    ...(store.finds === store.learners ? {} : { finds: store.finds }),
    audit: findsCountSince === undefined ? store.audit : forgetful(store.audit, findsCountSince),
    personKeys: store.personKeys,
    events: store.events,
    accessHistory: store.accessHistory,
    organisations: store.organisations,
    clock,
    random: cryptographicRandom,
    settings: config,
  });
}

/** The audit, which looks for finds no further back than that. */
function forgetful(audit: AuditTrail, findsCountSince: () => Date | undefined): AuditTrail {
  return {
    record: (entry) => audit.record(entry),
    latestFind(organisationRef, personKey, since) {
      const earliest = findsCountSince();
      const from = earliest === undefined || earliest < since ? since : earliest;
      return audit.latestFind(organisationRef, personKey, from);
    },
    list: (filter) => audit.list(filter),
  };
}
