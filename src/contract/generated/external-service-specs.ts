/* Made from wsdl/ExternalService.wsdl and wsdl/requests/ by npm run generate. Do not edit. */

import type { OperationSpec, TypeSpec, ValueRule } from '../spec.js';
import type { ExternalServiceOperation } from './external-service.js';

const organisationPasswordValue: ValueRule = { name: 'OrganisationPassword', base: 'string', maxLength: 254 };

const organisationReferenceValue: ValueRule = { name: 'OrganisationReference', base: 'string', pattern: /^(?:[0-9a-zA-Z]{6}|[0-9a-zA-Z]{8}|)$/u };

const userNameValue: ValueRule = { name: 'UserName', base: 'string', maxLength: 35 };

const achievementDateTimeValue: ValueRule = {
  name: 'AchievementDateTime',
  base: 'dateTime',
  pattern: /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})?)$/u,
};

const intValue: ValueRule = { name: 'int', base: 'int' };

const achievementTextValue: ValueRule = { name: 'AchievementText', base: 'string', maxLength: 254 };

const submissionTextValue: ValueRule = { name: 'SubmissionText', base: 'string', maxLength: 1000 };

const stringValue: ValueRule = { name: 'string', base: 'string' };

const dateTimeValue: ValueRule = { name: 'dateTime', base: 'dateTime' };

const floatValue: ValueRule = { name: 'float', base: 'float' };

const achievementBatchJobStatusValue: ValueRule = { name: 'AchievementBatchJobStatus', base: 'string', pattern: /^(?:Failed|Successful|Waiting|InProgress|Cancelled)$/u };

const userType: TypeSpec = {
  name: 'User',
  fields: [
    { name: 'OrgPassword', key: 'orgPassword', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: organisationPasswordValue },
    { name: 'OrganisationRef', key: 'organisationRef', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: organisationReferenceValue },
    { name: 'UserName', key: 'userName', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: userNameValue },
  ],
};

const achievementType: TypeSpec = {
  name: 'Achievement',
  fields: [
    { name: 'AchievementAwardDate', key: 'achievementAwardDate', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementDateTimeValue },
    { name: 'Action', key: 'action', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'ActionDate', key: 'actionDate', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementDateTimeValue },
    { name: 'ActionReason', key: 'actionReason', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementTextValue },
    { name: 'DateofBirth', key: 'dateofBirth', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementDateTimeValue },
    { name: 'FamilyName', key: 'familyName', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementTextValue },
    { name: 'Gender', key: 'gender', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'GivenName', key: 'givenName', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementTextValue },
    { name: 'Grade', key: 'grade', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementTextValue },
    { name: 'LanguageForAssessment', key: 'languageForAssessment', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementTextValue },
    { name: 'LearnerPostcode', key: 'learnerPostcode', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementTextValue },
    { name: 'MisIdentifier', key: 'misIdentifier', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementTextValue },
    { name: 'ProviderUkprn', key: 'providerUkprn', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementTextValue },
    { name: 'Uln', key: 'uln', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: achievementTextValue },
    {
      name: 'UnitOrQualificationReferenceNumber',
      key: 'unitOrQualificationReferenceNumber',
      namespace: 'http://api.lrs.qcf.gov.uk/services',
      min: 0,
      max: 1,
      nillable: true,
      value: achievementTextValue,
    },
  ],
};

const arrayOfAchievementType: TypeSpec = {
  name: 'ArrayOfAchievement',
  fields: [{ name: 'Achievement', key: 'achievement', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: Infinity, nillable: true, type: achievementType }],
};

const submitAchievementBatchJobRequestType: TypeSpec = {
  name: 'SubmitAchievementBatchJob',
  fields: [
    { name: 'invokingUser', key: 'invokingUser', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, type: userType },
    { name: 'emailAddress', key: 'emailAddress', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: submissionTextValue },
    { name: 'submissionType', key: 'submissionType', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, value: submissionTextValue },
    { name: 'achievements', key: 'achievements', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, type: arrayOfAchievementType },
  ],
};

const submitAchievementBatchJobResponseModelType: TypeSpec = {
  name: 'SubmitAchievementBatchJobResponse',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'JobId', key: 'jobId', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: intValue },
  ],
};

const submitAchievementBatchJobResponseType: TypeSpec = {
  name: 'SubmitAchievementBatchJobResponse',
  fields: [
    {
      name: 'SubmitAchievementBatchJobResult',
      key: 'submitAchievementBatchJobResult',
      namespace: 'http://api.lrs.qcf.gov.uk/services',
      min: 0,
      max: 1,
      nillable: true,
      whenAbsent: 'nil',
      type: submitAchievementBatchJobResponseModelType,
    },
  ],
};

const getAchievementBatchJobRequestType: TypeSpec = {
  name: 'GetAchievementBatchJob',
  fields: [
    { name: 'invokingUser', key: 'invokingUser', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 0, max: 1, nillable: true, type: userType },
    { name: 'jobId', key: 'jobId', namespace: 'http://api.lrs.qcf.gov.uk/services', min: 1, max: 1, nillable: false, value: intValue },
  ],
};

const achievementBatchJobResponseType: TypeSpec = {
  name: 'AchievementBatchJobResponse',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'AchievementBatchErrorFile', key: 'achievementBatchErrorFile', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'AchievementsCreated', key: 'achievementsCreated', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'AchievementsPromotedToFinal', key: 'achievementsPromotedToFinal', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'AchievementsReinstated', key: 'achievementsReinstated', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'AchievementsUpdated', key: 'achievementsUpdated', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'AchievementsWithdrawn', key: 'achievementsWithdrawn', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'BusinessRuleErrors', key: 'businessRuleErrors', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'Duration', key: 'duration', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'EndDate', key: 'endDate', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: dateTimeValue },
    { name: 'FieldDataErrors', key: 'fieldDataErrors', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'Filename', key: 'filename', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'JobID', key: 'jobId', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'LearnerDataErrors', key: 'learnerDataErrors', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'NumberOfRecords', key: 'numberOfRecords', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'PercentageSuccessfulRecords', key: 'percentageSuccessfulRecords', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: floatValue },
    { name: 'RejectionReason', key: 'rejectionReason', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'StartDate', key: 'startDate', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: dateTimeValue },
    { name: 'Status', key: 'status', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: achievementBatchJobStatusValue },
    { name: 'SubmittedDate', key: 'submittedDate', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: dateTimeValue },
    { name: 'SuccessfulFinalAchievements', key: 'successfulFinalAchievements', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'SuccessfulProvisionalAchievements', key: 'successfulProvisionalAchievements', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'Type', key: 'type', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'User', key: 'user', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
  ],
};

const getAchievementBatchJobResponseType: TypeSpec = {
  name: 'GetAchievementBatchJobResponse',
  fields: [
    {
      name: 'GetAchievementBatchJobResult',
      key: 'getAchievementBatchJobResult',
      namespace: 'http://api.lrs.qcf.gov.uk/services',
      min: 0,
      max: 1,
      nillable: true,
      whenAbsent: 'nil',
      type: achievementBatchJobResponseType,
    },
  ],
};

/** What the messages of ExternalService are made of: requests by the strict schemas, responses as published. */
export const externalServiceSpecs: { readonly [K in ExternalServiceOperation]: OperationSpec } = {
  SubmitAchievementBatchJob: {
    name: 'SubmitAchievementBatchJob',
    request: { namespace: 'http://api.lrs.qcf.gov.uk/services', element: 'SubmitAchievementBatchJob', type: submitAchievementBatchJobRequestType },
    response: { namespace: 'http://api.lrs.qcf.gov.uk/services', element: 'SubmitAchievementBatchJobResponse', type: submitAchievementBatchJobResponseType },
  },
  GetAchievementBatchJob: {
    name: 'GetAchievementBatchJob',
    request: { namespace: 'http://api.lrs.qcf.gov.uk/services', element: 'GetAchievementBatchJob', type: getAchievementBatchJobRequestType },
    response: { namespace: 'http://api.lrs.qcf.gov.uk/services', element: 'GetAchievementBatchJobResponse', type: getAchievementBatchJobResponseType },
  },
};
