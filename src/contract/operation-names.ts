import { externalServiceSpecs } from './generated/external-service-specs.js';
import { learnerServiceR9Specs } from './generated/learner-service-r9-specs.js';
import { learnerServiceSpecs } from './generated/learner-service-specs.js';

/** Every operation of the three services, as the WSDLs name them. */
export const operationNames: readonly string[] = [
  ...Object.keys(learnerServiceSpecs),
  ...Object.keys(learnerServiceR9Specs),
  ...Object.keys(externalServiceSpecs),
];
