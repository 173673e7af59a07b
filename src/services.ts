/** Puts the three SOAP services together: how each is read, answered, refused and described. */
import type { Admission } from './access/limited-access.js';
import type { Config } from './config.js';
import { describeService, type DescribedService } from './contract/description.js';
import type {
  ExternalServiceRequests,
  ExternalServiceResponses,
} from './contract/generated/external-service.js';
import type {
  LearnerServiceR9Requests,
  LearnerServiceR9Responses,
} from './contract/generated/learner-service-r9.js';
import type {
  LearnerServiceRequests,
  LearnerServiceResponses,
} from './contract/generated/learner-service.js';
import type { ReadCounts } from './contract/read-message.js';
import {
  createExternalServiceReader,
  createLearnerServiceR9Reader,
  createLearnerServiceReader,
} from './contract/service-readers.js';
import {
  writeExternalServiceResponse,
  writeLearnerServiceR9Response,
} from './contract/write-data-contract.js';
import { writeResponse } from './contract/write-message.js';
import type { PublishedService } from './http/server.js';
import type { Logger } from './log.js';
import type { ServiceOperations } from './operations/index.js';
import type { Clock } from './register/ports.js';
import { createFaults, type Faults } from './soap/fault.js';
import type { ForcedFaults } from './soap/forced-faults.js';
import { externalServiceFaults, learnerServiceFaults, learnerServiceR9Faults } from './soap/fault-style.js';
import type { FaultStyle } from './soap/fault-style.js';
import { externalServiceHead, learnerServiceHead, learnerServiceR9Head } from './soap/request-head.js';
import { createServiceDescription } from './soap/service-description.js';
import type { Span } from './tracing/span.js';
import { createSoapService, type SoapService, type SoapServiceParts } from './soap/soap-service.js';

export interface ServicesParts extends ServiceOperations {
  readonly config: Pick<Config, 'environment' | 'timeZone'>;
  readonly logger: Pick<Logger, 'error'>;
  readonly authenticate: Admission;
  readonly refused?: SoapServiceParts<Record<string, object>, Record<string, object>>['refused'];
  /** Faults on demand, in the test environment. */
  readonly forced?: ForcedFaults | undefined;
  readonly clock: Clock;
  /** The operations of a request that is recorded; absent where there are no traces. */
  readonly operationsWithin?: ((span: Span) => ServiceOperations) | undefined;
}

export interface Services {
  /** In the order in which the front page lists them. */
  readonly published: readonly PublishedService[];
  /** Of all services together. */
  readonly counts: () => ReadCounts;
}

export function createServices(parts: ServicesParts): Services {
  const { LearnerService, LearnerServiceR9, ExternalService, operationsWithin: within } = parts;
  const readers = {
    LearnerService: createLearnerServiceReader(),
    LearnerServiceR9: createLearnerServiceR9Reader(),
    ExternalService: createExternalServiceReader(),
  };
  const learnerService = createSoapService<LearnerServiceRequests, LearnerServiceResponses>({
    ...commonParts(parts, learnerServiceFaults),
    reader: readers.LearnerService,
    headOf: learnerServiceHead,
    operations: LearnerService,
    operationsWithin: within && ((span) => within(span).LearnerService),
    write: writeResponse,
  });
  const learnerServiceR9 = createSoapService<LearnerServiceR9Requests, LearnerServiceR9Responses>({
    ...commonParts(parts, learnerServiceR9Faults),
    reader: readers.LearnerServiceR9,
    headOf: learnerServiceR9Head,
    operations: LearnerServiceR9,
    operationsWithin: within && ((span) => within(span).LearnerServiceR9),
    write: writeLearnerServiceR9Response,
  });
  const externalService = createSoapService<ExternalServiceRequests, ExternalServiceResponses>({
    ...commonParts(parts, externalServiceFaults),
    reader: readers.ExternalService,
    headOf: externalServiceHead,
    operations: ExternalService,
    operationsWithin: within && ((span) => within(span).ExternalService),
    write: writeExternalServiceResponse,
  });
  return {
    published: [
      published(parts, 'LearnerService', LearnerService, learnerService),
      published(parts, 'LearnerServiceR9', LearnerServiceR9, learnerServiceR9),
      published(parts, 'ExternalService', ExternalService, externalService),
    ],
    counts: () => {
      const all = Object.values(readers).map(({ counts }) => counts);
      return {
        scanned: all.reduce((sum, { scanned }) => sum + scanned, 0),
        validated: all.reduce((sum, { validated }) => sum + validated, 0),
      };
    },
  };
}

interface CommonParts extends Pick<
  SoapServiceParts<Record<string, object>, Record<string, object>>,
  'authenticate' | 'forced' | 'refused' | 'reportUnexpected'
> {
  readonly faults: Faults;
}

function commonParts(
  { config, logger, authenticate, refused, forced, clock }: ServicesParts,
  style: FaultStyle,
): CommonParts {
  return {
    authenticate,
    ...(refused === undefined ? {} : { refused }),
    forced,
    faults: createFaults({ timeZone: config.timeZone, now: () => clock.now(), style }),
    reportUnexpected: (error, correlationId, operation) => {
      logger.error({ err: error, correlationId, operation }, 'unexpected error');
    },
  };
}

function published(
  { config: { environment } }: ServicesParts,
  name: DescribedService,
  operations: Readonly<Record<string, unknown>>,
  service: SoapService,
): PublishedService {
  const describe = createServiceDescription({
    serviceName: name,
    environment,
    operations: Object.entries(operations).map(([operation, made]) => ({
      name: operation,
      supported: made !== 'notSupported',
    })),
    describe: (address) => describeService(name, address),
  });
  return { name, service, describe };
}
