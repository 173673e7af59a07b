/**
 * Typed clients of the three services: `import { LearnerServiceClient } from 'learner-register/client'`.
 * How to use them: docs/client.md.
 */
export { ExternalServiceClient, type WithoutInvokingUser } from './external-service-client.js';
export { NoAnswer, RegisterFault, type FaultFacts, type NoAnswerFacts } from './failures.js';
export { LearnerServiceClient, type WithoutCaller } from './learner-service-client.js';
export { LearnerServiceR9Client, type WithoutInvokingOrganisation } from './learner-service-r9-client.js';
export type { CallOptions, ClientCertificate, ClientOptions } from './options.js';
export type * as ExternalService from '../contract/generated/external-service.js';
export type * as LearnerService from '../contract/generated/learner-service.js';
export type * as LearnerServiceR9 from '../contract/generated/learner-service-r9.js';
