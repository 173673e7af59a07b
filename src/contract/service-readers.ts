/** The readers of the three services' requests. */
import { fileURLToPath } from 'node:url';
import { externalServiceSpecs } from './generated/external-service-specs.js';
import type { ExternalServiceRequests } from './generated/external-service.js';
import { learnerServiceR9Specs } from './generated/learner-service-r9-specs.js';
import type { LearnerServiceR9Requests } from './generated/learner-service-r9.js';
import { learnerServiceSpecs } from './generated/learner-service-specs.js';
import type { LearnerServiceRequests } from './generated/learner-service.js';
import { createMessageReader, type CountingReader } from './read-message.js';
import type { MessageOf } from './read-result.js';

export type LearnerServiceMessage = MessageOf<LearnerServiceRequests, keyof LearnerServiceRequests>;
export type LearnerServiceR9Message = MessageOf<LearnerServiceR9Requests, keyof LearnerServiceR9Requests>;
export type ExternalServiceMessage = MessageOf<ExternalServiceRequests, keyof ExternalServiceRequests>;

/** Reads the requests of LearnerService. */
export function createLearnerServiceReader(): CountingReader<LearnerServiceMessage> {
  return createMessageReader(Object.values(learnerServiceSpecs), envelopeOf('LearnerService'));
}

/** Reads the requests of LearnerServiceR9. */
export function createLearnerServiceR9Reader(): CountingReader<LearnerServiceR9Message> {
  return createMessageReader(Object.values(learnerServiceR9Specs), envelopeOf('LearnerServiceR9'));
}

/** Reads the requests of ExternalService. */
export function createExternalServiceReader(): CountingReader<ExternalServiceMessage> {
  return createMessageReader(Object.values(externalServiceSpecs), envelopeOf('ExternalService'));
}

function envelopeOf(service: string): string {
  return fileURLToPath(new URL(`../../../wsdl/requests/envelope-${service}.xsd`, import.meta.url));
}
