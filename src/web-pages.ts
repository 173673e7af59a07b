/** Puts the web pages of the test environment together, when somebody asks for the first of them. */
import { createAccess, type Access } from './access/authenticate.js';
import { createAdministratorAccess } from './access/administrator.js';
import type { LoadPages } from './http/lazy-pages.js';
import type { PortalParts } from './portal/portal-parts.js';
import { cryptographicRandom } from './random.js';
import type { TestEnvironmentParts } from './test-environment-parts.js';

const TIDY_EVERY_MS = 600_000;

/** What parts of the pages need that the frame does not make: each owner adds its own in `src/test-environment.ts`. */
export type PagesOfParts = Omit<
  PortalParts,
  | ('access' | 'administrator' | 'sessions' | 'secrets' | 'config' | 'version' | 'clock' | 'log')
  | ('organisations' | 'audit' | 'published' | 'samples' | 'serviceNames' | 'isStopping')
  | ('certificates' | 'applications' | 'liveRequests' | 'organisationContacts' | 'random')
>;

export interface WebPages {
  readonly load: LoadPages;
  stop(): void;
}

export function createWebPages(parts: TestEnvironmentParts, ofParts: () => PagesOfParts): WebPages {
  const { config, store, logger, version, clock } = parts;
  let tidying: NodeJS.Timeout | undefined;
  const tidy = async (): Promise<void> => {
    try {
      await store.portalSessions.removeExpired(clock.now());
    } catch (error) {
      logger.warn({ err: error }, 'expired sessions not removed yet');
    }
  };
  return {
    async load({ serviceNames, isStopping }) {
      const [{ createPortal }, { publishedTestData }] = await Promise.all([
        import('./portal/portal.js'),
        import('./cli/test-data.js'),
      ]);
      const portal = await createPortal({
        ...ofParts(),
        config,
        version,
        clock,
        log: logger,
        organisations: store.organisations,
        audit: store.audit,
        certificates: store.certificates,
        applications: store.applications,
        liveRequests: store.liveRequests,
        organisationContacts: store.organisationContacts,
        random: cryptographicRandom,
        published: Object.values(publishedTestData().organisations),
        samples: publishedTestData(),
        serviceNames,
        isStopping,
        access: accessOfPages(parts),
        administrator: createAdministratorAccess({ store: store.portalSettings, clock, settings: config }),
        sessions: store.portalSessions,
        secrets: store.portalSettings,
      });
      tidying = setInterval(() => void tidy(), TIDY_EVERY_MS).unref();
      void tidy();
      return portal;
    },
    stop() {
      clearInterval(tidying);
    },
  };
}

/** Without hours and certificates: these guard the services, and the pages are for looking at what the services did. */
function accessOfPages({ config, store, logger, clock }: TestEnvironmentParts): Access {
  return createAccess({
    organisations: store.organisations,
    clock,
    settings: config,
    onEvent: (event) => {
      logger[event.kind === 'locked' ? 'warn' : 'debug']({ access: event }, 'access to the pages');
    },
  });
}
