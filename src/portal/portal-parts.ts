/** What the web pages are made from. */
import type { Access } from '../access/authenticate.js';
import type { AdministratorAccess } from '../access/administrator.js';
import type { Config } from '../config/schema.js';
import type { LookAtLearners, SendAgain } from './exchanges/exchange-ports.js';
import type { ExchangeLog } from '../register/exchange-ports.js';
import type { OrganisationKind } from '../domain/organisation.js';
import type { CertificateStore } from '../register/certificate-ports.js';
import type {
  ApplicationStore,
  LiveRequestStore,
  OrganisationContacts,
} from '../register/onboarding-ports.js';
import type { AuditTrail, Clock, OrganisationStore, Random } from '../register/ports.js';
import type { PortalSecrets, PortalSessions } from '../register/portal-ports.js';
import type { ScenarioReports } from '../scenarios/reports.js';
import type { ScenarioEngine } from '../scenarios/scenario-engine.js';
import type { SampleData } from '../samples/sample.js';
import type { TestCopies } from '../test-environment/copies/test-copies.js';
import type { PublishedLearners } from '../test-environment/published/learner-list.js';
import type { FaultDesk } from '../test-environment/faults/fault-desk.js';

/** An organisation of the published test data, with the password that everybody may read. */
export interface PublishedOrganisation {
  readonly organisationRef: string;
  readonly ukprn: string;
  readonly name: string;
  readonly kind: OrganisationKind;
  readonly orgPassword: string;
  /** Whom requests of this organisation name as their user. */
  readonly userName: string;
}

/** What each part of the pages may use. Whoever owns a part adds what it needs, and gives it in `src/test-environment.ts`. */
export interface SectionParts {
  readonly config: Config;
  readonly version: string;
  readonly clock: Clock;
  readonly log: PortalLog;
  readonly organisations: OrganisationStore;
  readonly audit: AuditTrail;
  readonly certificates: CertificateStore;
  readonly applications: ApplicationStore;
  readonly liveRequests: LiveRequestStore;
  readonly organisationContacts: OrganisationContacts;
  readonly random: Random;
  /** How far organisations are with the scenarios of the testing guide. */
  readonly scenarios: ScenarioEngine;
  readonly reports: ScenarioReports;
  /** Absent when exchanges are not kept. */
  readonly exchanges?: ExchangeLog | undefined;
  /** Absent where pages may not look at learners. */
  readonly lookAtLearners?: LookAtLearners | undefined;
  /** Absent where nothing can be sent from a page. */
  readonly sendAgain?: SendAgain | undefined;
  readonly published: readonly PublishedOrganisation[];
  /** What sample requests are filled with. */
  readonly samples: SampleData;
  readonly publishedLearners: PublishedLearners;
  /** Test data of organisations' own. */
  readonly testCopies: TestCopies;
  /** Where organisations switch faults on. */
  readonly faults: FaultDesk;
  /** As in the WSDL: `LearnerService`. */
  readonly serviceNames: readonly string[];
  /** Whether the server is about to end: what lasts, such as a stream of events, ends then. */
  isStopping(): boolean;
}

export interface PortalLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What the frame needs beside. */
export interface PortalParts extends SectionParts {
  /** Of the pages: without hours and certificates, which are for the services. */
  readonly access: Access;
  readonly administrator: AdministratorAccess;
  readonly sessions: PortalSessions;
  readonly secrets: PortalSecrets;
}
