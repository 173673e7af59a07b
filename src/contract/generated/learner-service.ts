/* Made from wsdl/LearnerService.wsdl and wsdl/requests/ by npm run generate. Do not edit. */

/** A ULN and the names that should belong to it. */
export interface LearnerByUlnRequest {
  readonly findType: 'FUL' | 'CHK';
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly uln: string;
  readonly familyName: string;
  readonly givenName: string;
}

/** The other ULNs that lead to the same learner. */
export interface ArrayOfString {
  readonly uln?: readonly string[];
}

/** A learner as held on the register. MasterSubstituted is Y where this record replaced the one searched for. */
export interface Learner {
  readonly createdDate?: string;
  readonly lastUpdatedDate?: string;
  readonly uln?: string;
  readonly masterSubstituted?: string;
  readonly title?: string;
  readonly givenName?: string;
  readonly middleOtherName?: string;
  readonly familyName?: string;
  readonly preferredGivenName?: string;
  readonly previousFamilyName?: string;
  readonly familyNameAtAge16?: string;
  readonly schoolAtAge16?: string;
  readonly lastKnownAddressLine1?: string;
  readonly lastKnownAddressLine2?: string;
  readonly lastKnownAddressTown?: string;
  readonly lastKnownAddressCountyOrCity?: string;
  readonly lastKnownPostCode?: string;
  readonly dateOfAddressCapture?: string;
  readonly dateOfBirth?: string;
  readonly placeOfBirth?: string;
  readonly gender?: string;
  readonly emailAddress?: string;
  readonly nationality?: string;
  readonly scottishCandidateNumber?: string;
  readonly verificationType?: string;
  readonly otherVerificationDescription?: string;
  readonly tierLevel?: string;
  readonly abilityToShare?: string;
  readonly learnerStatus?: string;
  readonly linkedUlns?: ArrayOfString;
  readonly notes?: string;
  readonly versionNumber: number;
}

/** What was searched for, as it was sent, then the learners found. */
export interface LearnerByUlnResponse {
  readonly responseCode?: string;
  readonly uln?: string;
  readonly familyName?: string;
  readonly givenName?: string;
  readonly dateOfBirth?: string;
  readonly gender?: string;
  readonly lastKnownPostCode?: string;
  readonly previousFamilyName?: string;
  readonly schoolAtAge16?: string;
  readonly placeOfBirth?: string;
  readonly emailAddress?: string;
  readonly learner?: readonly Learner[];
}

/** The details to search by. */
export interface LearnerByDemographicsRequest {
  readonly findType: 'FUL' | 'CHK';
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly dateOfBirth: string;
  readonly gender: '0' | '1' | '2' | '9';
  readonly lastKnownPostCode: string;
  readonly previousFamilyName?: string;
  readonly schoolAtAge16?: string;
  readonly placeOfBirth?: string;
  readonly emailAddress?: string;
}

/** The details of a learner who has no ULN yet. */
export interface LearnerToRegister {
  readonly title?: string;
  readonly givenName: string;
  readonly middleOtherName?: string;
  readonly familyName: string;
  readonly preferredGivenName?: string;
  readonly previousFamilyName?: string;
  readonly familyNameAtAge16?: string;
  readonly schoolAtAge16?: string;
  readonly lastKnownAddressLine1?: string;
  readonly lastKnownAddressLine2?: string;
  readonly lastKnownAddressTown?: string;
  readonly lastKnownAddressCountyOrCity?: string;
  readonly lastKnownPostCode: string;
  readonly dateOfAddressCapture?: string;
  readonly dateOfBirth: string;
  readonly placeOfBirth?: string;
  readonly gender: '0' | '1' | '2' | '9';
  readonly emailAddress?: string;
  readonly nationality?: string;
  readonly scottishCandidateNumber?: string;
  readonly verificationType: '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '999';
  readonly otherVerificationDescription?: string;
  readonly abilityToShare: '0' | '1' | '2';
  readonly notes?: string;
}

/** A learner to be registered. */
export interface RegisterSingleLearnerRequest {
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly learner: LearnerToRegister;
}

/** The outcome, and the ULN where one was given. */
export interface RegisterSingleLearnerResponse {
  readonly responseCode?: string;
  readonly uln?: string;
}

/** New details of a learner on the register. VersionNumber is that of the record they were made from. */
export interface LearnerToUpdate {
  readonly title?: string;
  readonly givenName: string;
  readonly middleOtherName?: string;
  readonly familyName: string;
  readonly preferredGivenName?: string;
  readonly previousFamilyName?: string;
  readonly familyNameAtAge16?: string;
  readonly schoolAtAge16?: string;
  readonly lastKnownAddressLine1?: string;
  readonly lastKnownAddressLine2?: string;
  readonly lastKnownAddressTown?: string;
  readonly lastKnownAddressCountyOrCity?: string;
  readonly lastKnownPostCode: string;
  readonly dateOfAddressCapture?: string;
  readonly dateOfBirth: string;
  readonly placeOfBirth?: string;
  readonly gender: '0' | '1' | '2' | '9';
  readonly emailAddress?: string;
  readonly nationality?: string;
  readonly scottishCandidateNumber?: string;
  readonly verificationType: '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '999';
  readonly otherVerificationDescription?: string;
  readonly abilityToShare: '0' | '1' | '2';
  readonly notes?: string;
  readonly uln: string;
  readonly versionNumber: number;
}

/** New details of a learner. */
export interface UpdateSingleLearnerRequest {
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly learner: LearnerToUpdate;
}

/** The outcome of a change. */
export interface UpdateSingleLearnerResponse {
  readonly responseCode?: string;
}

/** A learner in a registration job. MISIdentifier is the sender's own key and comes back with the outcome. */
export interface BatchLearner {
  readonly uln?: string;
  readonly misIdentifier?: string;
  readonly title?: string;
  readonly givenName: string;
  readonly preferredGivenName?: string;
  readonly middleOtherName?: string;
  readonly familyName: string;
  readonly previousFamilyName?: string;
  readonly familyNameAtAge16?: string;
  readonly schoolAtAge16?: string;
  readonly lastKnownAddressLine1?: string;
  readonly lastKnownAddressLine2?: string;
  readonly lastKnownAddressTown?: string;
  readonly lastKnownAddressCountyOrCity?: string;
  readonly lastKnownPostCode?: string;
  readonly dateOfAddressCapture?: string;
  readonly dateOfBirth?: string;
  readonly placeOfBirth?: string;
  readonly emailAddress?: string;
  readonly gender?: '0' | '1' | '2' | '9' | '';
  readonly nationality?: string;
  readonly scottishCandidateNumber?: string;
  readonly abilityToShare?: '0' | '1' | '2' | '';
  readonly verificationType?: '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '999' | '';
  readonly otherVerificationDescription?: string;
  readonly notes?: string;
}

/** 1 to 200 learners to be registered. */
export interface SubmitBatchRegistrationRequest {
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly jobType: 'FUL' | 'CHK';
  readonly learnerRecordCount: number;
  readonly learner: readonly BatchLearner[];
}

/** Whether the job was taken, and the number to collect it with. */
export interface SubmitBatchRegistrationResponse {
  readonly responseCode?: string;
  readonly jobId: bigint;
}

/** The number of a registration job. */
export interface GetBatchRegistrationOutputRequest {
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly jobId: bigint;
}

/** What became of a learner in a registration job. */
export interface OutputBatchLearner {
  readonly uln?: string;
  readonly misIdentifier?: string;
  readonly title?: string;
  readonly givenName?: string;
  readonly preferredGivenName?: string;
  readonly middleOtherName?: string;
  readonly familyName?: string;
  readonly previousFamilyName?: string;
  readonly familyNameAtAge16?: string;
  readonly schoolAtAge16?: string;
  readonly lastKnownAddressLine1?: string;
  readonly lastKnownAddressLine2?: string;
  readonly lastKnownAddressTown?: string;
  readonly lastKnownAddressCountyOrCity?: string;
  readonly lastKnownPostCode?: string;
  readonly dateOfAddressCapture?: string;
  readonly dateOfBirth?: string;
  readonly placeOfBirth?: string;
  readonly emailAddress?: string;
  readonly gender?: string;
  readonly nationality?: string;
  readonly scottishCandidateNumber?: string;
  readonly abilityToShare?: string;
  readonly verificationType?: string;
  readonly otherVerificationDescription?: string;
  readonly notes?: string;
  readonly returnCode?: string;
}

/** How far a registration job is, and the outcome of each learner once it is done. Times have the form yyyy-MM-dd HH:mm:ss. */
export interface GetBatchRegistrationOutputResponse {
  readonly responseCode?: string;
  readonly jobStatus?: string;
  readonly newLearnersCount?: number;
  readonly existsUpdatedLearnersCount?: number;
  readonly possibleMatchLearnersCount?: number;
  readonly learnersNotFoundCount?: number;
  readonly rejectedLearnersCount?: number;
  readonly jobStartedDateTime?: string;
  readonly jobFinishedDateTime?: string;
  readonly learner?: readonly OutputBatchLearner[];
}

/** A learner to be verified in a job. */
export interface MiapBatchLearnerToVerify {
  readonly misIdentifier?: string;
  readonly uln: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly dateOfBirth?: string;
  readonly gender?: '0' | '1' | '2' | '9' | '';
}

/** 1 to 5000 learners to be verified. */
export interface SubmitVerifyBatchRequest {
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly learnerRecordCount: number;
  readonly orgEmail?: string;
  readonly learner: readonly MiapBatchLearnerToVerify[];
}

/** Whether the job was taken, and the number to collect it with. */
export interface SubmitVerifyBatchResponse {
  readonly responseCode?: string;
  readonly jobId: bigint;
}

/** The number of a verification job. */
export interface GetVerifyBatchOutputRequest {
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly jobId: bigint;
}

/** What verifying a learner in a job found. */
export interface MiapVerifiedBatchLearner {
  readonly misIdentifier?: string;
  readonly searchedUln?: string;
  readonly searchedFamilyName?: string;
  readonly searchedGivenName?: string;
  readonly searchedDateOfBirth?: string;
  readonly searchedGender?: string;
  readonly responseCode?: string;
  readonly uln?: string;
  readonly familyName?: string;
  readonly givenName?: string;
  readonly dateOfBirth?: string;
  readonly gender?: string;
  readonly failureFlag?: readonly string[];
}

/** How far a verification job is, and the outcome of each learner once it is done. Times have the form yyyy-MM-dd HH:mm:ss. */
export interface GetVerifyBatchOutputResponse {
  readonly responseCode?: string;
  readonly jobStatus?: string;
  readonly jobStartedDateTime?: string;
  readonly jobFinishedDateTime?: string;
  readonly verifiedLearner?: readonly MiapVerifiedBatchLearner[];
}

/** 1 to 200 ULNs. */
export interface MiapUlnsToRetrieve {
  readonly uln: readonly string[];
}

/** 1 to 200 ULNs to look up. */
export interface RetrieveUlnsRequest {
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly ulnsToRetrieve: MiapUlnsToRetrieve;
}

/** The state of a ULN; MasterULN is set where another ULN replaces it. */
export interface MiapRetrievedUln {
  readonly uln?: string;
  readonly masterUln?: string;
  readonly responseCode?: string;
  readonly familyName?: string;
  readonly givenName?: string;
  readonly dateOfBirth?: string;
  readonly gender?: string;
}

/** The ULNs looked up. */
export interface ArrayOfMiapRetrievedUln {
  readonly verifiedUln?: readonly MiapRetrievedUln[];
}

/** One entry for each ULN asked about, in the same order. */
export interface RetrieveUlnsResponse {
  readonly retrievedUlns?: ArrayOfMiapRetrievedUln;
}

/** A ULN and the details that should belong to it. */
export interface MiapLearnerToVerify {
  readonly uln: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly dateOfBirth?: string;
  readonly gender?: '0' | '1' | '2' | '9' | '';
}

/** A learner to be verified. */
export interface VerifyLearnerRequest {
  readonly organisationRef?: string;
  readonly ukprn?: string;
  readonly orgPassword: string;
  readonly userName: string;
  readonly learnerToVerify: MiapLearnerToVerify;
}

/** The details that were sent, those on record, and which of them differ. */
export interface MiapVerifiedLearner {
  readonly searchedUln?: string;
  readonly searchedFamilyName?: string;
  readonly searchedGivenName?: string;
  readonly searchedDateOfBirth?: string;
  readonly searchedGender?: string;
  readonly responseCode?: string;
  readonly uln?: string;
  readonly familyName?: string;
  readonly givenName?: string;
  readonly dateOfBirth?: string;
  readonly gender?: string;
  readonly failureFlag?: readonly string[];
}

/** What the check found; the response code is inside. */
export interface VerifyLearnerResponse {
  readonly verifiedLearner?: MiapVerifiedLearner;
}

export type LearnerByDemographicsResponse = LearnerByUlnResponse;

/** The operations of LearnerService, as its WSDL names them. */
export type LearnerServiceOperation =
  | 'learnerByULN'
  | 'learnerByDemographics'
  | 'registerSingleLearner'
  | 'updateSingleLearner'
  | 'submitBatchRegistration'
  | 'getBatchRegistrationOutput'
  | 'submitVerifyBatch'
  | 'getVerifyBatchOutput'
  | 'retrieveULNs'
  | 'verifyLearner';

export interface LearnerServiceRequests {
  readonly learnerByULN: LearnerByUlnRequest;
  readonly learnerByDemographics: LearnerByDemographicsRequest;
  readonly registerSingleLearner: RegisterSingleLearnerRequest;
  readonly updateSingleLearner: UpdateSingleLearnerRequest;
  readonly submitBatchRegistration: SubmitBatchRegistrationRequest;
  readonly getBatchRegistrationOutput: GetBatchRegistrationOutputRequest;
  readonly submitVerifyBatch: SubmitVerifyBatchRequest;
  readonly getVerifyBatchOutput: GetVerifyBatchOutputRequest;
  readonly retrieveULNs: RetrieveUlnsRequest;
  readonly verifyLearner: VerifyLearnerRequest;
}

export interface LearnerServiceResponses {
  readonly learnerByULN: LearnerByUlnResponse;
  readonly learnerByDemographics: LearnerByDemographicsResponse;
  readonly registerSingleLearner: RegisterSingleLearnerResponse;
  readonly updateSingleLearner: UpdateSingleLearnerResponse;
  readonly submitBatchRegistration: SubmitBatchRegistrationResponse;
  readonly getBatchRegistrationOutput: GetBatchRegistrationOutputResponse;
  readonly submitVerifyBatch: SubmitVerifyBatchResponse;
  readonly getVerifyBatchOutput: GetVerifyBatchOutputResponse;
  readonly retrieveULNs: RetrieveUlnsResponse;
  readonly verifyLearner: VerifyLearnerResponse;
}
