import type {
  LearnerServiceOperation,
  LearnerServiceRequests,
  LearnerServiceResponses,
} from '../contract/generated/learner-service.js';
import type { Register } from '../register/register.js';
import { learnerByDemographics } from './LearnerService/learnerByDemographics.js';
import { learnerByUln } from './LearnerService/learnerByULN.js';
import { registerSingleLearner } from './LearnerService/registerSingleLearner.js';
import { retrieveUlns } from './LearnerService/retrieveULNs.js';
import { updateSingleLearner } from './LearnerService/updateSingleLearner.js';
import { verifyLearner } from './LearnerService/verifyLearner.js';
import type { Operation } from './operation.js';

/** Every operation of LearnerService: leaving one out does not compile. */
export type LearnerServiceOperations = {
  readonly [K in LearnerServiceOperation]:
    Operation<LearnerServiceRequests[K], LearnerServiceResponses[K]> | 'notSupported';
};

/** The operations by their WSDL names. `notSupported` is answered with WSEC0002. */
export function createLearnerServiceOperations(register: Register): LearnerServiceOperations {
  return {
    learnerByULN: learnerByUln(register),
    learnerByDemographics: learnerByDemographics(register),
    registerSingleLearner: registerSingleLearner(register),
    updateSingleLearner: updateSingleLearner(register),
    submitBatchRegistration: 'notSupported',
    getBatchRegistrationOutput: 'notSupported',
    submitVerifyBatch: 'notSupported',
    getVerifyBatchOutput: 'notSupported',
    retrieveULNs: retrieveUlns(register),
    verifyLearner: verifyLearner(register),
  };
}
