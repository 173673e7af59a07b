/* Made from wsdl/ExternalService.wsdl and wsdl/requests/ by npm run generate. Do not edit. */

/** An organisation with its password, and the person at the keyboard. */
export interface User {
  readonly orgPassword?: string;
  readonly organisationRef?: string;
  readonly userName?: string;
}

/** What one learner achieved, and what is to be done about it. Nothing is asked for here, so that one achievement that lacks something does not hold back the others. */
export interface Achievement {
  readonly achievementAwardDate?: string;
  readonly action?: number;
  readonly actionDate?: string;
  readonly actionReason?: string;
  readonly dateofBirth?: string;
  readonly familyName?: string;
  readonly gender?: number;
  readonly givenName?: string;
  readonly grade?: string;
  readonly languageForAssessment?: string;
  readonly learnerPostcode?: string;
  readonly misIdentifier?: string;
  readonly providerUkprn?: string;
  readonly uln?: string;
  readonly unitOrQualificationReferenceNumber?: string;
}

/** Any number of achievements: how many one job may hold is not told by a fault. */
export interface ArrayOfAchievement {
  readonly achievement?: readonly Achievement[];
}

/** Achievements of learners. */
export interface SubmitAchievementBatchJobRequest {
  readonly invokingUser?: User;
  readonly emailAddress?: string;
  readonly submissionType?: string;
  readonly achievements?: ArrayOfAchievement;
}

/** Whether the achievements were taken, and the number of their job. */
export interface SubmitAchievementBatchJobResponseModel {
  readonly responseCode?: string;
  readonly jobId?: number;
}

export interface SubmitAchievementBatchJobResponse {
  readonly submitAchievementBatchJobResult?: SubmitAchievementBatchJobResponseModel;
}

/** The number of an achievement job. */
export interface GetAchievementBatchJobRequest {
  readonly invokingUser?: User;
  readonly jobId: number;
}

/** How far a job is, what became of its achievements, and the errors as a file. */
export interface AchievementBatchJobResponse {
  readonly responseCode?: string;
  readonly achievementBatchErrorFile?: string;
  readonly achievementsCreated?: number;
  readonly achievementsPromotedToFinal?: number;
  readonly achievementsReinstated?: number;
  readonly achievementsUpdated?: number;
  readonly achievementsWithdrawn?: number;
  readonly businessRuleErrors?: number;
  readonly duration?: string;
  readonly endDate?: string;
  readonly fieldDataErrors?: number;
  readonly filename?: string;
  readonly jobId?: number;
  readonly learnerDataErrors?: number;
  readonly numberOfRecords?: number;
  readonly percentageSuccessfulRecords?: number;
  readonly rejectionReason?: string;
  readonly startDate?: string;
  readonly status?: 'Failed' | 'Successful' | 'Waiting' | 'InProgress' | 'Cancelled';
  readonly submittedDate?: string;
  readonly successfulFinalAchievements?: number;
  readonly successfulProvisionalAchievements?: number;
  readonly type?: string;
  readonly user?: string;
}

export interface GetAchievementBatchJobResponse {
  readonly getAchievementBatchJobResult?: AchievementBatchJobResponse;
}

/** The operations of ExternalService, as its WSDL names them. */
export type ExternalServiceOperation = 'SubmitAchievementBatchJob' | 'GetAchievementBatchJob';

export interface ExternalServiceRequests {
  readonly SubmitAchievementBatchJob: SubmitAchievementBatchJobRequest;
  readonly GetAchievementBatchJob: GetAchievementBatchJobRequest;
}

export interface ExternalServiceResponses {
  readonly SubmitAchievementBatchJob: SubmitAchievementBatchJobResponse;
  readonly GetAchievementBatchJob: GetAchievementBatchJobResponse;
}
