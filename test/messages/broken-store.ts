import type { Store } from '../../src/store/store.js';

/** A store that lets callers in and then loses its database: for answers to what nobody expects. */
export function brokenStore(store: Store): Store {
  const lost = (): Promise<never> =>
    Promise.reject(new Error('connection to 10.0.0.7 lost: select given_name from learner'));
  return {
    ...store,
    environment: store.environment,
    organisations: store.organisations,
    certificates: store.certificates,
    applications: store.applications,
    liveRequests: store.liveRequests,
    organisationContacts: store.organisationContacts,
    personKeys: store.personKeys,
    migrations: store.migrations,
    imports: store.imports,
    batches: store.batches,
    events: { liveEvents: lost, ownedEvents: lost, history: lost },
    accessHistory: { page: lost },
    eventImports: store.eventImports,
    challenges: store.challenges,
    achievements: { applyAchievements: lost },
    qualifications: { find: lost, list: lost, store: lost, awardsAnything: lost },
    learners: {
      findByUln: lost,
      findByUlns: lost,
      exactUlns: lost,
      candidates: lost,
      register: lost,
      update: lost,
      link: lost,
      unlink: lost,
    },
    finds: { findByUln: lost, findByUlns: lost, exactUlns: lost, candidates: lost },
    tidyAudit: lost,
    auditChain: store.auditChain,
    persons: store.persons,
    requestCounts: store.requestCounts,
    audit: { record: lost, latestFind: lost, list: lost },
    share: () => store.share(),
    ready: () => Promise.resolve(false),
    counts: () => store.counts(),
    queueDepth: () => 0,
    clear: lost,
    close: () => Promise.resolve(),
  };
}
