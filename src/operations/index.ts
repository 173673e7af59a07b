import type {
  ExternalServiceRequests,
  ExternalServiceResponses,
} from '../contract/generated/external-service.js';
import type {
  LearnerServiceR9Requests,
  LearnerServiceR9Responses,
} from '../contract/generated/learner-service-r9.js';
import type {
  LearnerServiceRequests,
  LearnerServiceResponses,
} from '../contract/generated/learner-service.js';
import type { AchievementRegister } from '../register/achievement/achievement-register.js';
import type { BatchRegister } from '../register/batch/batch-register.js';
import type { Register } from '../register/register.js';
import { getAchievementBatchJob } from './ExternalService/GetAchievementBatchJob.js';
import { submitAchievementBatchJob } from './ExternalService/SubmitAchievementBatchJob.js';
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
import { getLearnerLearningEvents } from './LearnerServiceR9/GetLearnerLearningEvents.js';
import { getOrganisation } from './LearnerServiceR9/GetOrganisation.js';
import { learnerByUln as learnerByUlnR9 } from './LearnerServiceR9/LearnerByUln.js';
import { updateLearnerSubsetFields } from './LearnerServiceR9/UpdateLearnerSubsetFields.js';
import { viewAudit } from './LearnerServiceR9/ViewAudit.js';
import type { Operation } from './operation.js';

/** Every operation of a service by its WSDL name: leaving one out does not compile. */
export type Operations<Requests, Responses extends Record<keyof Requests, object>> = {
  readonly [K in keyof Requests & string]: Operation<Requests[K], Responses[K]> | 'notSupported';
};

export type LearnerServiceOperations = Operations<LearnerServiceRequests, LearnerServiceResponses>;
export type LearnerServiceR9Operations = Operations<LearnerServiceR9Requests, LearnerServiceR9Responses>;
export type ExternalServiceOperations = Operations<ExternalServiceRequests, ExternalServiceResponses>;

/** Of all services. */
export interface ServiceOperations {
  readonly LearnerService: LearnerServiceOperations;
  readonly LearnerServiceR9: LearnerServiceR9Operations;
  readonly ExternalService: ExternalServiceOperations;
}

/**
 * The operations of LearnerService. `notSupported` is answered with WSEC0002.
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

/** @param timeZone in which ViewAudit tells the times; an IANA name */
export function createLearnerServiceR9Operations(
  register: Register,
  timeZone: string,
): LearnerServiceR9Operations {
  return {
    LearnerByUln: learnerByUlnR9(register),
    GetLearnerLearningEvents: getLearnerLearningEvents(register),
    UpdateLearnerSubsetFields: updateLearnerSubsetFields(register),
    ViewAudit: viewAudit(register, timeZone),
    GetOrganisation: getOrganisation(register),
  };
}

/** @param timeZone in which the times of jobs are told; an IANA name */
export function createExternalServiceOperations(
  achievements: AchievementRegister,
  timeZone: string,
): ExternalServiceOperations {
  return {
    SubmitAchievementBatchJob: submitAchievementBatchJob(achievements),
    GetAchievementBatchJob: getAchievementBatchJob(achievements, timeZone),
  };
}
