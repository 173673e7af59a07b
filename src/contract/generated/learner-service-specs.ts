/* Made from wsdl/LearnerService.wsdl and wsdl/requests/ by npm run generate. Do not edit. */

import type { OperationSpec, TypeSpec, ValueRule } from '../spec.js';
import type { LearnerServiceOperation } from './learner-service.js';

const miapFindTypeValue: ValueRule = { name: 'MIAPFindType', base: 'string', pattern: /^(?:FUL|CHK)$/u };

const miapOrganisationRefNillableValue: ValueRule = { name: 'MIAPOrganisationRefNillable', base: 'string', pattern: /^(?:[0-9a-zA-Z]{6}|)$/u };

const miapUkprnNillableValue: ValueRule = { name: 'MIAPUKPRNNillable', base: 'string', pattern: /^(?:[0-9a-zA-Z]{8}|)$/u };

const miapOrgPasswordValue: ValueRule = { name: 'MIAPOrgPassword', base: 'string', minLength: 16, maxLength: 16, pattern: /^(?:[ \t\n\r]*[^ \t\n\r][^]*)$/u };

const miapNameNonEmptyValue: ValueRule = { name: 'MIAPNameNonEmpty', base: 'string', minLength: 1, maxLength: 35, pattern: /^(?:[ \t\n\r]*[^ \t\n\r][^]*)$/u };

const miapUlnValue: ValueRule = { name: 'MIAPULN', base: 'string', minLength: 10, maxLength: 10, pattern: /^(?:[1-9][0-9]{9})$/u };

const stringValue: ValueRule = { name: 'string', base: 'string' };

const intValue: ValueRule = { name: 'int', base: 'int' };

const miapDateValue: ValueRule = {
  name: 'MIAPDate',
  base: 'string',
  pattern:
    /^(?:(?:(?:(?:18|19|20)[0-9]{2})-(?:(?:(?:01|03|05|07|08|10|12)-(?:0[1-9]|[1-2][0-9]|3[0-1]))|(?:(?:04|06|09|11)-(?:0[1-9]|[1-2][0-9]|30))|(?:02-(?:0[1-9]|1[0-9]|2[0-8]))))|(?:(?:(?:18|19|20)(?:[02468][048]|[13579][26]))-02-29))$/u,
};

const miapGenderValue: ValueRule = { name: 'MIAPGender', base: 'string', maxLength: 1, pattern: /^(?:0|1|2|9)$/u };

const miapPostCodeValue: ValueRule = {
  name: 'MIAPPostCode',
  base: 'string',
  maxLength: 9,
  pattern: /^(?:[a-zA-Z]{1,2}[0-9rR][0-9a-zA-Z]? ?[0-9][abdefghjlnpqrstuwxyzABDEFGHJLNPQRSTUWXYZ]{2} ? ? ? ?|[bB][fF][pP][oO] ?[0-9]{1,4} ? ? ? ?)$/u,
};

const miapNameValue: ValueRule = { name: 'MIAPName', base: 'string', maxLength: 35 };

const miapSchoolNameValue: ValueRule = { name: 'MIAPSchoolName', base: 'string', maxLength: 254 };

const miapEmailValue: ValueRule = {
  name: 'MIAPEmail',
  base: 'string',
  maxLength: 254,
  pattern: /^(?:[a-zA-Z0-9!#$%'*+/=?^_`{|}~-]+(?:\.[a-zA-Z0-9!#$%'*+/=?^_`{|}~-]+)*@[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9](?:\.[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])*\.[a-zA-Z]{2,6}|)$/u,
};

const miapAddressValue: ValueRule = { name: 'MIAPAddress', base: 'string', maxLength: 50 };

const miapDateNillableValue: ValueRule = {
  name: 'MIAPDateNillable',
  base: 'string',
  pattern:
    /^(?:(?:(?:(?:18|19|20)[0-9]{2})-(?:(?:(?:01|03|05|07|08|10|12)-(?:0[1-9]|[1-2][0-9]|3[0-1]))|(?:(?:04|06|09|11)-(?:0[1-9]|[1-2][0-9]|30))|(?:02-(?:0[1-9]|1[0-9]|2[0-8]))))|(?:(?:(?:18|19|20)(?:[02468][048]|[13579][26]))-02-29)|)$/u,
};

const miapNationalityValue: ValueRule = { name: 'MIAPNationality', base: 'string', maxLength: 3 };

const miapScottishCandidateNumberValue: ValueRule = { name: 'MIAPScottishCandidateNumber', base: 'string', maxLength: 9, pattern: /^(?:[0-9]{9}|)$/u };

const miapVerificationTypeValue: ValueRule = { name: 'MIAPVerificationType', base: 'string', maxLength: 3, pattern: /^(?:0|1|2|3|4|5|6|7|999)$/u };

const miapOtherVerificationDescriptionValue: ValueRule = { name: 'MIAPOtherVerificationDescription', base: 'string', maxLength: 255 };

const miapAbilityToShareValue: ValueRule = { name: 'MIAPAbilityToShare', base: 'string', minLength: 1, maxLength: 1, pattern: /^(?:0|1|2)$/u };

const miapNotesValue: ValueRule = { name: 'MIAPNotes', base: 'string', maxLength: 4000 };

const miapUlnNillableValue: ValueRule = { name: 'MIAPULNNillable', base: 'string', maxLength: 10, pattern: /^(?:[1-9][0-9]{9}|)$/u };

const miapMisIdentifierValue: ValueRule = { name: 'MIAPMISIdentifier', base: 'string', maxLength: 128 };

const miapPostCodeNillableValue: ValueRule = {
  name: 'MIAPPostCodeNillable',
  base: 'string',
  maxLength: 9,
  pattern: /^(?:[a-zA-Z]{1,2}[0-9rR][0-9a-zA-Z]? ?[0-9][abdefghjlnpqrstuwxyzABDEFGHJLNPQRSTUWXYZ]{2} ? ? ? ?|[bB][fF][pP][oO] ?[0-9]{1,4} ? ? ? ?|)$/u,
};

const miapGenderNillableValue: ValueRule = { name: 'MIAPGenderNillable', base: 'string', maxLength: 1, pattern: /^(?:0|1|2|9|)$/u };

const miapAbilityToShareNillableValue: ValueRule = { name: 'MIAPAbilityToShareNillable', base: 'string', maxLength: 1, pattern: /^(?:0|1|2|)$/u };

const miapVerificationTypeNillableValue: ValueRule = { name: 'MIAPVerificationTypeNillable', base: 'string', maxLength: 3, pattern: /^(?:0|1|2|3|4|5|6|7|999|)$/u };

const miapBatchJobTypeValue: ValueRule = { name: 'MIAPBatchJobType', base: 'string', pattern: /^(?:FUL|CHK)$/u };

const miapLearnerRecordCountValue: ValueRule = { name: 'MIAPLearnerRecordCount', base: 'int', minInclusive: 1, maxInclusive: 200 };

const longValue: ValueRule = { name: 'long', base: 'long' };

const miapVerifyLearnerRecordCountValue: ValueRule = { name: 'MIAPVerifyLearnerRecordCount', base: 'int', minInclusive: 1, maxInclusive: 5000 };

const learnerByUlnRequestType: TypeSpec = {
  name: 'LearnerByULNRqst',
  fields: [
    { name: 'FindType', key: 'findType', namespace: '', min: 1, max: 1, nillable: false, value: miapFindTypeValue },
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'ULN', key: 'uln', namespace: '', min: 1, max: 1, nillable: false, value: miapUlnValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
  ],
};

const arrayOfStringType: TypeSpec = { name: 'ArrayOfString', fields: [{ name: 'ULN', key: 'uln', namespace: '', min: 0, max: Infinity, nillable: false, value: stringValue }] };

const learnerType: TypeSpec = {
  name: 'Learner',
  fields: [
    { name: 'CreatedDate', key: 'createdDate', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastUpdatedDate', key: 'lastUpdatedDate', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ULN', key: 'uln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'MasterSubstituted', key: 'masterSubstituted', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Title', key: 'title', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'MiddleOtherName', key: 'middleOtherName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'PreferredGivenName', key: 'preferredGivenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'PreviousFamilyName', key: 'previousFamilyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FamilyNameAtAge16', key: 'familyNameAtAge16', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SchoolAtAge16', key: 'schoolAtAge16', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownAddressLine1', key: 'lastKnownAddressLine1', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownAddressLine2', key: 'lastKnownAddressLine2', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownAddressTown', key: 'lastKnownAddressTown', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownAddressCountyOrCity', key: 'lastKnownAddressCountyOrCity', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownPostCode', key: 'lastKnownPostCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'DateOfAddressCapture', key: 'dateOfAddressCapture', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'PlaceOfBirth', key: 'placeOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'EmailAddress', key: 'emailAddress', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Nationality', key: 'nationality', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ScottishCandidateNumber', key: 'scottishCandidateNumber', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'VerificationType', key: 'verificationType', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'OtherVerificationDescription', key: 'otherVerificationDescription', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'TierLevel', key: 'tierLevel', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'AbilityToShare', key: 'abilityToShare', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LearnerStatus', key: 'learnerStatus', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LinkedULNs', key: 'linkedUlns', namespace: 'http://api.lrs.miap.gov.uk/learner', min: 0, max: 1, nillable: false, type: arrayOfStringType },
    { name: 'Notes', key: 'notes', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'VersionNumber', key: 'versionNumber', namespace: '', min: 1, max: 1, nillable: false, value: intValue },
  ],
};

const learnerByUlnResponseType: TypeSpec = {
  name: 'FindLearnerResp',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ULN', key: 'uln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownPostCode', key: 'lastKnownPostCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'PreviousFamilyName', key: 'previousFamilyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SchoolAtAge16', key: 'schoolAtAge16', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'PlaceOfBirth', key: 'placeOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'EmailAddress', key: 'emailAddress', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Learner', key: 'learner', namespace: '', min: 0, max: Infinity, nillable: false, type: learnerType },
  ],
};

const learnerByDemographicsRequestType: TypeSpec = {
  name: 'LearnerByDemographicsRqst',
  fields: [
    { name: 'FindType', key: 'findType', namespace: '', min: 1, max: 1, nillable: false, value: miapFindTypeValue },
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 1, max: 1, nillable: false, value: miapDateValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 1, max: 1, nillable: false, value: miapGenderValue },
    { name: 'LastKnownPostCode', key: 'lastKnownPostCode', namespace: '', min: 1, max: 1, nillable: false, value: miapPostCodeValue },
    { name: 'PreviousFamilyName', key: 'previousFamilyName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'SchoolAtAge16', key: 'schoolAtAge16', namespace: '', min: 0, max: 1, nillable: true, value: miapSchoolNameValue },
    { name: 'PlaceOfBirth', key: 'placeOfBirth', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'EmailAddress', key: 'emailAddress', namespace: '', min: 0, max: 1, nillable: true, value: miapEmailValue },
  ],
};

const learnerToRegisterType: TypeSpec = {
  name: 'LearnerToRegister',
  fields: [
    { name: 'Title', key: 'title', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'MiddleOtherName', key: 'middleOtherName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'PreferredGivenName', key: 'preferredGivenName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'PreviousFamilyName', key: 'previousFamilyName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'FamilyNameAtAge16', key: 'familyNameAtAge16', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'SchoolAtAge16', key: 'schoolAtAge16', namespace: '', min: 0, max: 1, nillable: true, value: miapSchoolNameValue },
    { name: 'LastKnownAddressLine1', key: 'lastKnownAddressLine1', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownAddressLine2', key: 'lastKnownAddressLine2', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownAddressTown', key: 'lastKnownAddressTown', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownAddressCountyOrCity', key: 'lastKnownAddressCountyOrCity', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownPostCode', key: 'lastKnownPostCode', namespace: '', min: 1, max: 1, nillable: false, value: miapPostCodeValue },
    { name: 'DateOfAddressCapture', key: 'dateOfAddressCapture', namespace: '', min: 0, max: 1, nillable: true, value: miapDateNillableValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 1, max: 1, nillable: false, value: miapDateValue },
    { name: 'PlaceOfBirth', key: 'placeOfBirth', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 1, max: 1, nillable: false, value: miapGenderValue },
    { name: 'EmailAddress', key: 'emailAddress', namespace: '', min: 0, max: 1, nillable: true, value: miapEmailValue },
    { name: 'Nationality', key: 'nationality', namespace: '', min: 0, max: 1, nillable: true, value: miapNationalityValue },
    { name: 'ScottishCandidateNumber', key: 'scottishCandidateNumber', namespace: '', min: 0, max: 1, nillable: true, value: miapScottishCandidateNumberValue },
    { name: 'VerificationType', key: 'verificationType', namespace: '', min: 1, max: 1, nillable: false, value: miapVerificationTypeValue },
    { name: 'OtherVerificationDescription', key: 'otherVerificationDescription', namespace: '', min: 0, max: 1, nillable: true, value: miapOtherVerificationDescriptionValue },
    { name: 'AbilityToShare', key: 'abilityToShare', namespace: '', min: 1, max: 1, nillable: false, value: miapAbilityToShareValue },
    { name: 'Notes', key: 'notes', namespace: '', min: 0, max: 1, nillable: true, value: miapNotesValue },
  ],
};

const registerSingleLearnerRequestType: TypeSpec = {
  name: 'RegisterSingleLearnerRqst',
  fields: [
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'Learner', key: 'learner', namespace: '', min: 1, max: 1, nillable: false, type: learnerToRegisterType },
  ],
};

const registerSingleLearnerResponseType: TypeSpec = {
  name: 'RegisterSingleLearnerResp',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ULN', key: 'uln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
  ],
};

const learnerToUpdateType: TypeSpec = {
  name: 'LearnerToUpdate',
  fields: [
    { name: 'Title', key: 'title', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'MiddleOtherName', key: 'middleOtherName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'PreferredGivenName', key: 'preferredGivenName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'PreviousFamilyName', key: 'previousFamilyName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'FamilyNameAtAge16', key: 'familyNameAtAge16', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'SchoolAtAge16', key: 'schoolAtAge16', namespace: '', min: 0, max: 1, nillable: true, value: miapSchoolNameValue },
    { name: 'LastKnownAddressLine1', key: 'lastKnownAddressLine1', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownAddressLine2', key: 'lastKnownAddressLine2', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownAddressTown', key: 'lastKnownAddressTown', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownAddressCountyOrCity', key: 'lastKnownAddressCountyOrCity', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownPostCode', key: 'lastKnownPostCode', namespace: '', min: 1, max: 1, nillable: false, value: miapPostCodeValue },
    { name: 'DateOfAddressCapture', key: 'dateOfAddressCapture', namespace: '', min: 0, max: 1, nillable: true, value: miapDateNillableValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 1, max: 1, nillable: false, value: miapDateValue },
    { name: 'PlaceOfBirth', key: 'placeOfBirth', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 1, max: 1, nillable: false, value: miapGenderValue },
    { name: 'EmailAddress', key: 'emailAddress', namespace: '', min: 0, max: 1, nillable: true, value: miapEmailValue },
    { name: 'Nationality', key: 'nationality', namespace: '', min: 0, max: 1, nillable: true, value: miapNationalityValue },
    { name: 'ScottishCandidateNumber', key: 'scottishCandidateNumber', namespace: '', min: 0, max: 1, nillable: true, value: miapScottishCandidateNumberValue },
    { name: 'VerificationType', key: 'verificationType', namespace: '', min: 1, max: 1, nillable: false, value: miapVerificationTypeValue },
    { name: 'OtherVerificationDescription', key: 'otherVerificationDescription', namespace: '', min: 0, max: 1, nillable: true, value: miapOtherVerificationDescriptionValue },
    { name: 'AbilityToShare', key: 'abilityToShare', namespace: '', min: 1, max: 1, nillable: false, value: miapAbilityToShareValue },
    { name: 'Notes', key: 'notes', namespace: '', min: 0, max: 1, nillable: true, value: miapNotesValue },
    { name: 'ULN', key: 'uln', namespace: '', min: 1, max: 1, nillable: false, value: miapUlnValue },
    { name: 'VersionNumber', key: 'versionNumber', namespace: '', min: 1, max: 1, nillable: false, value: intValue },
  ],
};

const updateSingleLearnerRequestType: TypeSpec = {
  name: 'UpdateLearnerRqst',
  fields: [
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'Learner', key: 'learner', namespace: '', min: 1, max: 1, nillable: false, type: learnerToUpdateType },
  ],
};

const updateSingleLearnerResponseType: TypeSpec = {
  name: 'UpdateLearnerResp',
  fields: [{ name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue }],
};

const batchLearnerType: TypeSpec = {
  name: 'BatchLearner',
  fields: [
    { name: 'ULN', key: 'uln', namespace: '', min: 0, max: 1, nillable: true, value: miapUlnNillableValue },
    { name: 'MISIdentifier', key: 'misIdentifier', namespace: '', min: 0, max: 1, nillable: true, value: miapMisIdentifierValue },
    { name: 'Title', key: 'title', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'PreferredGivenName', key: 'preferredGivenName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'MiddleOtherName', key: 'middleOtherName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'PreviousFamilyName', key: 'previousFamilyName', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'FamilyNameAtAge16', key: 'familyNameAtAge16', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'SchoolAtAge16', key: 'schoolAtAge16', namespace: '', min: 0, max: 1, nillable: true, value: miapSchoolNameValue },
    { name: 'LastKnownAddressLine1', key: 'lastKnownAddressLine1', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownAddressLine2', key: 'lastKnownAddressLine2', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownAddressTown', key: 'lastKnownAddressTown', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownAddressCountyOrCity', key: 'lastKnownAddressCountyOrCity', namespace: '', min: 0, max: 1, nillable: true, value: miapAddressValue },
    { name: 'LastKnownPostCode', key: 'lastKnownPostCode', namespace: '', min: 0, max: 1, nillable: true, value: miapPostCodeNillableValue },
    { name: 'DateOfAddressCapture', key: 'dateOfAddressCapture', namespace: '', min: 0, max: 1, nillable: true, value: miapDateNillableValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 0, max: 1, nillable: true, value: miapDateNillableValue },
    { name: 'PlaceOfBirth', key: 'placeOfBirth', namespace: '', min: 0, max: 1, nillable: true, value: miapNameValue },
    { name: 'EmailAddress', key: 'emailAddress', namespace: '', min: 0, max: 1, nillable: true, value: miapEmailValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 0, max: 1, nillable: true, value: miapGenderNillableValue },
    { name: 'Nationality', key: 'nationality', namespace: '', min: 0, max: 1, nillable: true, value: miapNationalityValue },
    { name: 'ScottishCandidateNumber', key: 'scottishCandidateNumber', namespace: '', min: 0, max: 1, nillable: true, value: miapScottishCandidateNumberValue },
    { name: 'AbilityToShare', key: 'abilityToShare', namespace: '', min: 0, max: 1, nillable: true, value: miapAbilityToShareNillableValue },
    { name: 'VerificationType', key: 'verificationType', namespace: '', min: 0, max: 1, nillable: true, value: miapVerificationTypeNillableValue },
    { name: 'OtherVerificationDescription', key: 'otherVerificationDescription', namespace: '', min: 0, max: 1, nillable: true, value: miapOtherVerificationDescriptionValue },
    { name: 'Notes', key: 'notes', namespace: '', min: 0, max: 1, nillable: true, value: miapNotesValue },
  ],
};

const submitBatchRegistrationRequestType: TypeSpec = {
  name: 'BatchRegistrationRqst',
  fields: [
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'JobType', key: 'jobType', namespace: '', min: 1, max: 1, nillable: false, value: miapBatchJobTypeValue },
    { name: 'LearnerRecordCount', key: 'learnerRecordCount', namespace: '', min: 1, max: 1, nillable: false, value: miapLearnerRecordCountValue },
    { name: 'Learner', key: 'learner', namespace: '', min: 1, max: 200, nillable: false, type: batchLearnerType },
  ],
};

const submitBatchRegistrationResponseType: TypeSpec = {
  name: 'BatchRegistrationResp',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'JobID', key: 'jobId', namespace: '', min: 1, max: 1, nillable: false, value: longValue },
  ],
};

const getBatchRegistrationOutputRequestType: TypeSpec = {
  name: 'BatchOutputRqst',
  fields: [
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'JobID', key: 'jobId', namespace: '', min: 1, max: 1, nillable: false, value: longValue },
  ],
};

const outputBatchLearnerType: TypeSpec = {
  name: 'OutputBatchLearner',
  fields: [
    { name: 'ULN', key: 'uln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'MISIdentifier', key: 'misIdentifier', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Title', key: 'title', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'PreferredGivenName', key: 'preferredGivenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'MiddleOtherName', key: 'middleOtherName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'PreviousFamilyName', key: 'previousFamilyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FamilyNameAtAge16', key: 'familyNameAtAge16', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SchoolAtAge16', key: 'schoolAtAge16', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownAddressLine1', key: 'lastKnownAddressLine1', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownAddressLine2', key: 'lastKnownAddressLine2', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownAddressTown', key: 'lastKnownAddressTown', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownAddressCountyOrCity', key: 'lastKnownAddressCountyOrCity', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'LastKnownPostCode', key: 'lastKnownPostCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'DateOfAddressCapture', key: 'dateOfAddressCapture', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'PlaceOfBirth', key: 'placeOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'EmailAddress', key: 'emailAddress', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Nationality', key: 'nationality', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ScottishCandidateNumber', key: 'scottishCandidateNumber', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'AbilityToShare', key: 'abilityToShare', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'VerificationType', key: 'verificationType', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'OtherVerificationDescription', key: 'otherVerificationDescription', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Notes', key: 'notes', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ReturnCode', key: 'returnCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
  ],
};

const getBatchRegistrationOutputResponseType: TypeSpec = {
  name: 'BatchOutputResp',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'JobStatus', key: 'jobStatus', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'NewLearnersCount', key: 'newLearnersCount', namespace: '', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'ExistsUpdatedLearnersCount', key: 'existsUpdatedLearnersCount', namespace: '', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'PossibleMatchLearnersCount', key: 'possibleMatchLearnersCount', namespace: '', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'LearnersNotFoundCount', key: 'learnersNotFoundCount', namespace: '', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'RejectedLearnersCount', key: 'rejectedLearnersCount', namespace: '', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'JobStartedDateTime', key: 'jobStartedDateTime', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'JobFinishedDateTime', key: 'jobFinishedDateTime', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Learner', key: 'learner', namespace: '', min: 0, max: Infinity, nillable: false, type: outputBatchLearnerType },
  ],
};

const miapBatchLearnerToVerifyType: TypeSpec = {
  name: 'MIAPBatchLearnerToVerify',
  fields: [
    { name: 'MISIdentifier', key: 'misIdentifier', namespace: '', min: 0, max: 1, nillable: true, value: miapMisIdentifierValue },
    { name: 'ULN', key: 'uln', namespace: '', min: 1, max: 1, nillable: false, value: miapUlnValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 0, max: 1, nillable: true, value: miapDateNillableValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 0, max: 1, nillable: true, value: miapGenderNillableValue },
  ],
};

const submitVerifyBatchRequestType: TypeSpec = {
  name: 'VerifyBatchRqst',
  fields: [
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'LearnerRecordCount', key: 'learnerRecordCount', namespace: '', min: 1, max: 1, nillable: false, value: miapVerifyLearnerRecordCountValue },
    { name: 'OrgEmail', key: 'orgEmail', namespace: '', min: 0, max: 1, nillable: true, value: miapEmailValue },
    { name: 'Learner', key: 'learner', namespace: '', min: 1, max: 5000, nillable: false, type: miapBatchLearnerToVerifyType },
  ],
};

const submitVerifyBatchResponseType: TypeSpec = {
  name: 'VerifyBatchResp',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'JobID', key: 'jobId', namespace: '', min: 1, max: 1, nillable: false, value: longValue },
  ],
};

const getVerifyBatchOutputRequestType: TypeSpec = {
  name: 'VerifyBatchOutputRqst',
  fields: [
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'JobID', key: 'jobId', namespace: '', min: 1, max: 1, nillable: false, value: longValue },
  ],
};

const miapVerifiedBatchLearnerType: TypeSpec = {
  name: 'MIAPVerifiedBatchLearner',
  fields: [
    { name: 'MISIdentifier', key: 'misIdentifier', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SearchedULN', key: 'searchedUln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SearchedFamilyName', key: 'searchedFamilyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SearchedGivenName', key: 'searchedGivenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SearchedDateOfBirth', key: 'searchedDateOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SearchedGender', key: 'searchedGender', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ULN', key: 'uln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FailureFlag', key: 'failureFlag', namespace: '', min: 0, max: Infinity, nillable: false, value: stringValue },
  ],
};

const getVerifyBatchOutputResponseType: TypeSpec = {
  name: 'VerifyBatchOutputResp',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'JobStatus', key: 'jobStatus', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'JobStartedDateTime', key: 'jobStartedDateTime', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'JobFinishedDateTime', key: 'jobFinishedDateTime', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'VerifiedLearner', key: 'verifiedLearner', namespace: '', min: 0, max: Infinity, nillable: false, type: miapVerifiedBatchLearnerType },
  ],
};

const miapUlnsToRetrieveType: TypeSpec = { name: 'MIAPULNsToRetrieve', fields: [{ name: 'ULN', key: 'uln', namespace: '', min: 1, max: 200, nillable: false, value: miapUlnValue }] };

const retrieveUlnsRequestType: TypeSpec = {
  name: 'RetrieveULNsRqst',
  fields: [
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'ULNsToRetrieve', key: 'ulnsToRetrieve', namespace: '', min: 1, max: 1, nillable: false, type: miapUlnsToRetrieveType },
  ],
};

const miapRetrievedUlnType: TypeSpec = {
  name: 'MIAPRetrievedULN',
  fields: [
    { name: 'ULN', key: 'uln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'MasterULN', key: 'masterUln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
  ],
};

const arrayOfMiapRetrievedUlnType: TypeSpec = {
  name: 'ArrayOfMIAPRetrievedULN',
  fields: [{ name: 'VerifiedULN', key: 'verifiedUln', namespace: '', min: 0, max: Infinity, nillable: false, type: miapRetrievedUlnType }],
};

const retrieveUlnsResponseType: TypeSpec = {
  name: 'RetrieveULNsResp',
  fields: [{ name: 'RetrievedULNs', key: 'retrievedUlns', namespace: '', min: 0, max: 1, nillable: false, type: arrayOfMiapRetrievedUlnType }],
};

const miapLearnerToVerifyType: TypeSpec = {
  name: 'MIAPLearnerToVerify',
  fields: [
    { name: 'ULN', key: 'uln', namespace: '', min: 1, max: 1, nillable: false, value: miapUlnValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 0, max: 1, nillable: true, value: miapDateNillableValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 0, max: 1, nillable: true, value: miapGenderNillableValue },
  ],
};

const verifyLearnerRequestType: TypeSpec = {
  name: 'VerifyLearnerRqst',
  fields: [
    { name: 'OrganisationRef', key: 'organisationRef', namespace: '', min: 0, max: 1, nillable: true, value: miapOrganisationRefNillableValue },
    { name: 'UKPRN', key: 'ukprn', namespace: '', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'OrgPassword', key: 'orgPassword', namespace: '', min: 1, max: 1, nillable: false, value: miapOrgPasswordValue },
    { name: 'UserName', key: 'userName', namespace: '', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'LearnerToVerify', key: 'learnerToVerify', namespace: '', min: 1, max: 1, nillable: false, type: miapLearnerToVerifyType },
  ],
};

const miapVerifiedLearnerType: TypeSpec = {
  name: 'MIAPVerifiedLearner',
  fields: [
    { name: 'SearchedULN', key: 'searchedUln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SearchedFamilyName', key: 'searchedFamilyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SearchedGivenName', key: 'searchedGivenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SearchedDateOfBirth', key: 'searchedDateOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'SearchedGender', key: 'searchedGender', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ResponseCode', key: 'responseCode', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'ULN', key: 'uln', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FamilyName', key: 'familyName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'GivenName', key: 'givenName', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'Gender', key: 'gender', namespace: '', min: 0, max: 1, nillable: false, value: stringValue },
    { name: 'FailureFlag', key: 'failureFlag', namespace: '', min: 0, max: Infinity, nillable: false, value: stringValue },
  ],
};

const verifyLearnerResponseType: TypeSpec = {
  name: 'VerifyLearnerResp',
  fields: [{ name: 'VerifiedLearner', key: 'verifiedLearner', namespace: '', min: 0, max: 1, nillable: false, type: miapVerifiedLearnerType }],
};

/** What the messages of LearnerService are made of: requests by the strict schemas, responses as published. */
export const learnerServiceSpecs: { readonly [K in LearnerServiceOperation]: OperationSpec } = {
  learnerByULN: {
    name: 'learnerByULN',
    request: { namespace: 'http://api.lrs.miap.gov.uk/findmsg', element: 'FindLearnerByULN', type: learnerByUlnRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/findmsg', element: 'FindLearnerResponse', type: learnerByUlnResponseType },
  },
  learnerByDemographics: {
    name: 'learnerByDemographics',
    request: { namespace: 'http://api.lrs.miap.gov.uk/findmsg', element: 'FindLearnerByDemographics', type: learnerByDemographicsRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/findmsg', element: 'FindLearnerResponse', type: learnerByUlnResponseType },
  },
  registerSingleLearner: {
    name: 'registerSingleLearner',
    request: { namespace: 'http://api.lrs.miap.gov.uk/regmsg', element: 'RegisterLearner', type: registerSingleLearnerRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/regmsg', element: 'RegisterLearnerResponse', type: registerSingleLearnerResponseType },
  },
  updateSingleLearner: {
    name: 'updateSingleLearner',
    request: { namespace: 'http://api.lrs.miap.gov.uk/regmsg', element: 'UpdateLearner', type: updateSingleLearnerRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/regmsg', element: 'UpdateLearnerResponse', type: updateSingleLearnerResponseType },
  },
  submitBatchRegistration: {
    name: 'submitBatchRegistration',
    request: { namespace: 'http://api.lrs.miap.gov.uk/batchmsg', element: 'SubmitBatch', type: submitBatchRegistrationRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/batchmsg', element: 'SubmitBatchResponse', type: submitBatchRegistrationResponseType },
  },
  getBatchRegistrationOutput: {
    name: 'getBatchRegistrationOutput',
    request: { namespace: 'http://api.lrs.miap.gov.uk/batchmsg', element: 'GetSubmitBatchOutput', type: getBatchRegistrationOutputRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/batchmsg', element: 'GetSubmitBatchOutputResponse', type: getBatchRegistrationOutputResponseType },
  },
  submitVerifyBatch: {
    name: 'submitVerifyBatch',
    request: { namespace: 'http://api.lrs.miap.gov.uk/vldmsg', element: 'SubmitVerifyBatch', type: submitVerifyBatchRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/vldmsg', element: 'SubmitVerifyBatchResponse', type: submitVerifyBatchResponseType },
  },
  getVerifyBatchOutput: {
    name: 'getVerifyBatchOutput',
    request: { namespace: 'http://api.lrs.miap.gov.uk/vldmsg', element: 'GetVerifyBatchOutput', type: getVerifyBatchOutputRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/vldmsg', element: 'GetVerifyBatchOutputResponse', type: getVerifyBatchOutputResponseType },
  },
  retrieveULNs: {
    name: 'retrieveULNs',
    request: { namespace: 'http://api.lrs.miap.gov.uk/reportmsg', element: 'RetrieveULNs', type: retrieveUlnsRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/reportmsg', element: 'RetrieveULNsResponse', type: retrieveUlnsResponseType },
  },
  verifyLearner: {
    name: 'verifyLearner',
    request: { namespace: 'http://api.lrs.miap.gov.uk/reportmsg', element: 'VerifyLearner', type: verifyLearnerRequestType },
    response: { namespace: 'http://api.lrs.miap.gov.uk/reportmsg', element: 'VerifyLearnerResponse', type: verifyLearnerResponseType },
  },
};
