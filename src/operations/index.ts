import type {
  LearnerServiceOperation,
  LearnerServiceRequests,
  LearnerServiceResponses,
} from '../contract/generated/learner-service.js';
import type { BatchRegister } from '../register/batch/batch-register.js';
import type { Register } from '../register/register.js';
import { getBatchRegistrationOutput } from './LearnerService/getBatchRegistrationOutput.js';
import { getVerifyBatchOutput } from './LearnerService/getVerifyBatchOutput.js';
import { learnerByDemographics } from './LearnerService/learnerByDemographics.js';
import { learnerByUln } from './LearnerService/learnerByULN.js';
import { registerSingleLearner } from './LearnerService/registerSingleLearner.js';
import { retrieveUlns } from './LearnerService/retrieveULNs.js';
import { submitBatchRegistration } from './LearnerService/submitBatchRegistration.js';
import { submitVerifyBatch } from './LearnerService/submitVerifyBatch.js';
import { updateSingleLearner } from './LearnerService/updateSingleLearner.js';
import { verifyLearner } from './LearnerService/verifyLearner.js';
import type { Operation } from './operation.js';

/** Every operation of LearnerService: leaving one out does not compile. */
export type LearnerServiceOperations = {
  readonly [K in LearnerServiceOperation]:
    Operation<LearnerServiceRequests[K], LearnerServiceResponses[K]> | 'notSupported';
};

/**
 * The operations by their WSDL names. `notSupported` is answered with WSEC0002.
 * @param timeZone in which the times of jobs are told; an IANA name
 */
export function createLearnerServiceOperations(
  register: Register,
  batches: BatchRegister,
  timeZone: string,
): LearnerServiceOperations {
  return {
    learnerByULN: learnerByUln(register),
    learnerByDemographics: learnerByDemographics(register),
    registerSingleLearner: registerSingleLearner(register),
    updateSingleLearner: updateSingleLearner(register),
    submitBatchRegistration: submitBatchRegistration(batches),
    getBatchRegistrationOutput: getBatchRegistrationOutput(batches, timeZone),
    submitVerifyBatch: submitVerifyBatch(batches),
    getVerifyBatchOutput: getVerifyBatchOutput(batches, timeZone),
    retrieveULNs: retrieveUlns(register),
    verifyLearner: verifyLearner(register),
  };
}
