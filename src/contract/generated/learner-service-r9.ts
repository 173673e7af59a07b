/* Made from wsdl/LearnerServiceR9.wsdl and wsdl/requests/ by npm run generate. Do not edit. */

/** Who asks: an organisation by Reference or Ukprn (or both), its password, and the person. */
export interface InvokingOrganisation {
  readonly channelCode?: 'None' | 'Batch' | 'Portal' | 'WebServices' | 'LegacyAPI' | 'Legacy';
  readonly estab?: number;
  readonly laNumber?: number;
  readonly password?: string;
  readonly reference?: string;
  readonly ukprn?: string;
  readonly username?: string;
}

/** A ULN and the names that should belong to it. */
export interface LearnerByUlnRequest {
  readonly invokingOrganisation?: InvokingOrganisation;
  readonly userType?: 'LNR' | 'ORG' | 'SER' | 'Unknown' | '';
  readonly vendorId?: number;
  readonly language?: string;
  readonly uln: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly findType: 'FUL' | 'CHK';
}

/** A list of texts. */
export interface ArrayOfstring {
  readonly string?: readonly string[];
}

/** A learner as held on the register. What the register does not hold is left out. */
export interface Learner {
  readonly abilityToShare?: number;
  readonly atsLearnerPreference?: number;
  readonly birthDateVerification?: number;
  readonly countryOfAddress?: string;
  readonly countryOfBirth?: string;
  readonly countryOfDomicle?: string;
  readonly countryOfLastKnownAddress?: string;
  readonly createdDate?: string;
  readonly createdViaChannel?: number;
  readonly dateOfAddressCapture?: string;
  readonly dateOfBirth?: string;
  readonly dateOfDeath?: string;
  readonly deathDateVerification?: number;
  readonly deceased?: number;
  readonly deceasedDate?: string;
  readonly disabilityCode?: number;
  readonly emailAddress?: string;
  readonly ethnicityCode?: string;
  readonly ethnicityVerification?: number;
  readonly etlLoadId?: number;
  readonly familyName?: string;
  readonly familyNameAt16?: string;
  readonly familyNameFirst?: boolean;
  readonly firstEstablismentId?: number;
  readonly gender?: number;
  readonly givenName?: string;
  readonly inReceiptOfDsa?: number;
  readonly initials?: string;
  readonly lastCompiledLearnerPlanReport?: string;
  readonly lastCompiledLearnerRecordReport?: string;
  readonly lastKnownAddressChanged?: boolean;
  readonly lastKnownAddressCountyOrCity?: string;
  readonly lastKnownAddressLine1?: string;
  readonly lastKnownAddressLine2?: string;
  readonly lastKnownAddressQualififer?: number;
  readonly lastKnownAddressTown?: string;
  readonly lastKnownGender?: number;
  readonly lastKnownPostCode?: string;
  readonly lastUpdatedAction?: string;
  readonly lastUpdatedDate?: string;
  readonly lastUpdatedLrbUsername?: string;
  readonly lastUpdatedLrsUsername?: string;
  readonly lastUpdatedSearchKey?: number;
  readonly lastUpdatedViaChannel?: number;
  readonly learningDifficultyCode?: number;
  readonly linkedUlns?: ArrayOfstring;
  readonly manualUpdate?: boolean;
  readonly maritalStatus?: number;
  readonly maritalStatusVerification?: number;
  readonly masterUln?: string;
  readonly middleOtherName?: string;
  readonly nameSuffix?: string;
  readonly nationalInsuranceNumber?: string;
  readonly nationality?: string;
  readonly nextDataChallengeNo?: number;
  readonly normalisedFamilyName?: string;
  readonly normalisedGivenName?: string;
  readonly normalisedOtherNames?: string;
  readonly normalisedPerferredGivenName?: string;
  readonly normalisedPreviousFamilyName?: string;
  readonly notes?: string;
  readonly otherVerificationDescription?: string;
  readonly placeOfBirth?: string;
  readonly potentialDuplicateSearchKey?: number;
  readonly preferredFamilyFirstNameFirst?: boolean;
  readonly preferredFamilyName?: string;
  readonly preferredGivenName?: string;
  readonly previousFamilyName?: string;
  readonly reasonForDeletion?: string;
  readonly recordStatus?: number;
  readonly referenceNumber?: string;
  readonly registeredByOrganisationRef?: string;
  readonly restrictedUse?: boolean;
  readonly schoolAtAge16?: string;
  readonly scottishCandidateNumber?: string;
  readonly secretQuestionId?: number;
  readonly securityAnswer?: string;
  readonly senType?: number;
  readonly sequentialVersionNumber?: number;
  readonly telephoneNumber?: string;
  readonly tierLevel?: number;
  readonly title?: string;
  readonly uln?: string;
  readonly uniqueCandidateIdentifier?: string;
  readonly uniquePupilNumber?: string;
  readonly verificationType?: number;
  readonly versionNumber?: number;
}

/** The names and the ULN that were asked for, with the record where whole records were wanted. */
export interface LearnerByUlnResponseModel {
  readonly responseCode?: string;
  readonly familyName?: string;
  readonly givenName?: string;
  readonly learner?: Learner;
  readonly uln?: string;
}

export interface LearnerByUlnResponse {
  readonly learnerByUlnResult?: LearnerByUlnResponseModel;
}

/** Who asks: an organisation by OrganisationRef or Ukprn (or both), its password, and the person. */
export interface InvokingOrganisationR10 {
  readonly organisationRef?: string;
  readonly password?: string;
  readonly ukprn?: string;
  readonly username?: string;
}

/** A ULN and the details that should belong to it. */
export interface GetLearnerLearningEventsRequest {
  readonly invokingOrganisation?: InvokingOrganisationR10;
  readonly userType?: 'LNR' | 'ORG' | 'SER' | 'Unknown' | '';
  readonly vendorId?: number;
  readonly language?: string;
  readonly uln: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth?: string;
  readonly gender?: '0' | '1' | '2' | '9' | '';
  readonly getType: 'FULL' | 'BRIEF';
}

/** What a learner took part in or achieved, as its source recorded it. */
export interface LearningEvent {
  readonly achievementAwardDate?: string;
  readonly achievementProviderName?: string;
  readonly achievementProviderUkprn?: string;
  readonly awardingOrganisationName?: string;
  readonly awardingOrganisationUkprn?: string;
  readonly collectionType?: string;
  readonly credits?: bigint;
  readonly dateLoaded?: string;
  readonly grade?: string;
  readonly id?: number;
  readonly languageForAssessment?: string;
  readonly level?: string;
  readonly participationEndDate?: string;
  readonly participationStartDate?: string;
  readonly qualificationType?: string;
  readonly restriction?: string;
  readonly returnNumber?: string;
  readonly source?: string;
  readonly status?: string;
  readonly subject?: string;
  readonly subjectCode?: string;
  readonly underDataChallenge?: string;
}

/** The learning events of one learner. */
export interface ArrayOfLearningEvent {
  readonly learningEvent?: readonly LearningEvent[];
}

/** The ULN that was asked for, the one it was found under, and the learning events. */
export interface GetLearnerLearningEventsResponseModel {
  readonly responseCode?: string;
  readonly foundUln?: string;
  readonly incomingUln?: string;
  readonly learnerRecord?: ArrayOfLearningEvent;
}

export interface GetLearnerLearningEventsResponse {
  readonly getLearnerLearningEventsResult?: GetLearnerLearningEventsResponseModel;
}

/** New details of a learner. versionNumber is that of the record they were made from. */
export interface UpdateLearnerSubsetFieldsRequest {
  readonly invokingOrganisation?: InvokingOrganisation;
  readonly userType?: 'LNR' | 'ORG' | 'SER' | 'Unknown' | '';
  readonly vendorId?: number;
  readonly language?: string;
  readonly uln: string;
  readonly versionNumber: number;
  readonly emailAddress?: string;
  readonly telephoneNumber?: string;
  readonly abilityToShare: 'NotProvided' | 'FPNNotSeen' | 'FPNSeenShareData';
  readonly schoolAtAge16?: string;
  readonly preferredGivenName?: string;
}

export interface UpdateLearnerSubsetFieldsResponse {
  readonly updateLearnerSubsetFieldsResult?: string;
}

/** A learner, and which page of the list is wanted. */
export interface ViewAuditRequest {
  readonly invokingOrganisation?: InvokingOrganisation;
  readonly userType?: 'LNR' | 'ORG' | 'SER' | 'Unknown' | '';
  readonly vendorId?: number;
  readonly language?: string;
  readonly learnerUln: string;
  readonly learnerGivenName: string;
  readonly learnerFamilyName: string;
  readonly page: number;
}

/** One look at a record: what was done, when, and by whom. */
export interface PlrAccessEntryResponse {
  readonly action?: string;
  readonly dateTime?: string;
  readonly organisation?: string;
  readonly user?: string;
}

/** The entries of one page. */
export interface ArrayOfPlrAccessEntryResponse {
  readonly plrAccessEntryResponse?: readonly PlrAccessEntryResponse[];
}

/** One page of the list of those who looked at a record. */
export interface PagedListOfPlrAccessEntryResponseN4DIifcS {
  readonly list?: ArrayOfPlrAccessEntryResponse;
  readonly pageCount?: number;
  readonly pageIndex?: number;
  readonly pageSize?: number;
  readonly sortIndex?: number;
  readonly sortOrder?: number;
  readonly totalItems?: number;
}

export interface ViewAuditResponse {
  readonly viewAuditResult?: PagedListOfPlrAccessEntryResponseN4DIifcS;
}

/** An organisation by ukPrn or orgRef, or both. */
export interface GetOrganisationRequest {
  readonly invokingOrganisation?: InvokingOrganisation;
  readonly userType?: 'Unknown' | 'LNR' | 'ORG' | 'SER';
  readonly vendorId?: number;
  readonly language?: string;
  readonly ukPrn?: string;
  readonly orgRef?: string;
}

/** An organisation that may call the services. */
export interface GetOrganisationResponseModel {
  readonly responseCode?: string;
  readonly displayName?: string;
  readonly orgRef?: string;
  readonly status?: string;
  readonly ukprn?: string;
}

export interface GetOrganisationResponse {
  readonly getOrganisationResult?: GetOrganisationResponseModel;
}

/** The operations of LearnerServiceR9, as its WSDL names them. */
export type LearnerServiceR9Operation =
  'LearnerByUln' | 'GetLearnerLearningEvents' | 'UpdateLearnerSubsetFields' | 'ViewAudit' | 'GetOrganisation';

export interface LearnerServiceR9Requests {
  readonly LearnerByUln: LearnerByUlnRequest;
  readonly GetLearnerLearningEvents: GetLearnerLearningEventsRequest;
  readonly UpdateLearnerSubsetFields: UpdateLearnerSubsetFieldsRequest;
  readonly ViewAudit: ViewAuditRequest;
  readonly GetOrganisation: GetOrganisationRequest;
}

export interface LearnerServiceR9Responses {
  readonly LearnerByUln: LearnerByUlnResponse;
  readonly GetLearnerLearningEvents: GetLearnerLearningEventsResponse;
  readonly UpdateLearnerSubsetFields: UpdateLearnerSubsetFieldsResponse;
  readonly ViewAudit: ViewAuditResponse;
  readonly GetOrganisation: GetOrganisationResponse;
}
