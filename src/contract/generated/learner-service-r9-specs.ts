/* Made from wsdl/LearnerServiceR9.wsdl and wsdl/requests/ by npm run generate. Do not edit. */

import type { OperationSpec, TypeSpec, ValueRule } from '../spec.js';
import type { LearnerServiceR9Operation } from './learner-service-r9.js';

const channelCodeValue: ValueRule = { name: 'ChannelCode', base: 'string', pattern: /^(?:None|Batch|Portal|WebServices|LegacyAPI|Legacy)$/u };

const intValue: ValueRule = { name: 'int', base: 'int' };

const organisationPasswordValue: ValueRule = { name: 'OrganisationPassword', base: 'string', maxLength: 254 };

const organisationReferenceValue: ValueRule = { name: 'OrganisationReference', base: 'string', pattern: /^(?:[0-9a-zA-Z]{6}|[0-9a-zA-Z]{8}|)$/u };

const miapUkprnNillableValue: ValueRule = { name: 'MIAPUKPRNNillable', base: 'string', pattern: /^(?:[0-9a-zA-Z]{8}|)$/u };

const userNameValue: ValueRule = { name: 'UserName', base: 'string', maxLength: 35 };

const userTypeTextValue: ValueRule = { name: 'UserTypeText', base: 'string', pattern: /^(?:LNR|ORG|SER|Unknown|)$/u };

const languageValue: ValueRule = { name: 'Language', base: 'string', pattern: /^(?:[a-zA-Z]{2,3}|)$/u };

const miapUlnValue: ValueRule = { name: 'MIAPULN', base: 'string', minLength: 10, maxLength: 10, pattern: /^(?:[1-9][0-9]{9})$/u };

const miapNameNonEmptyValue: ValueRule = { name: 'MIAPNameNonEmpty', base: 'string', minLength: 1, maxLength: 35, pattern: /^(?:[ \t\n\r]*[^ \t\n\r][^]*)$/u };

const miapFindTypeValue: ValueRule = { name: 'MIAPFindType', base: 'string', pattern: /^(?:FUL|CHK)$/u };

const stringValue: ValueRule = { name: 'string', base: 'string' };

const charValue: ValueRule = { name: 'char', base: 'int' };

const dateTimeValue: ValueRule = { name: 'dateTime', base: 'dateTime' };

const booleanValue: ValueRule = { name: 'boolean', base: 'boolean' };

const miapDateNillableValue: ValueRule = {
  name: 'MIAPDateNillable',
  base: 'string',
  pattern:
    /^(?:(?:(?:(?:18|19|20)[0-9]{2})-(?:(?:(?:01|03|05|07|08|10|12)-(?:0[1-9]|[1-2][0-9]|3[0-1]))|(?:(?:04|06|09|11)-(?:0[1-9]|[1-2][0-9]|30))|(?:02-(?:0[1-9]|1[0-9]|2[0-8]))))|(?:(?:(?:18|19|20)(?:[02468][048]|[13579][26]))-02-29)|)$/u,
};

const miapGenderNillableValue: ValueRule = { name: 'MIAPGenderNillable', base: 'string', maxLength: 1, pattern: /^(?:0|1|2|9|)$/u };

const getTypeValue: ValueRule = { name: 'GetType', base: 'string', pattern: /^(?:FULL|BRIEF)$/u };

const longValue: ValueRule = { name: 'long', base: 'long' };

const miapEmailValue: ValueRule = {
  name: 'MIAPEmail',
  base: 'string',
  maxLength: 254,
  pattern: /^(?:[a-zA-Z0-9!#$%'*+/=?^_`{|}~-]+(?:\.[a-zA-Z0-9!#$%'*+/=?^_`{|}~-]+)*@[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9](?:\.[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])*\.[a-zA-Z]{2,6}|)$/u,
};

const telephoneNumberValue: ValueRule = { name: 'TelephoneNumber', base: 'string', maxLength: 35, pattern: /^(?:[0-9A-Za-z +()./#-]*)$/u };

const abilityToShareValue: ValueRule = { name: 'AbilityToShare', base: 'string', pattern: /^(?:NotProvided|FPNNotSeen|FPNSeenShareData)$/u };

const miapSchoolNameValue: ValueRule = { name: 'MIAPSchoolName', base: 'string', maxLength: 254 };

const miapNameValue: ValueRule = { name: 'MIAPName', base: 'string', maxLength: 35 };

const userTypeValue: ValueRule = { name: 'UserType', base: 'string', pattern: /^(?:Unknown|LNR|ORG|SER)$/u };

const invokingOrganisationType: TypeSpec = {
  name: 'InvokingOrganisation',
  fields: [
    { name: 'ChannelCode', key: 'channelCode', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common', min: 0, max: 1, nillable: true, value: channelCodeValue },
    { name: 'Estab', key: 'estab', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'LaNumber', key: 'laNumber', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'Password', key: 'password', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common', min: 0, max: 1, nillable: true, value: organisationPasswordValue },
    { name: 'Reference', key: 'reference', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common', min: 0, max: 1, nillable: true, value: organisationReferenceValue },
    { name: 'Ukprn', key: 'ukprn', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'Username', key: 'username', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common', min: 0, max: 1, nillable: true, value: userNameValue },
  ],
};

const learnerByUlnRequestType: TypeSpec = {
  name: 'LearnerByUln',
  fields: [
    { name: 'invokingOrganisation', key: 'invokingOrganisation', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, type: invokingOrganisationType },
    { name: 'userType', key: 'userType', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: userTypeTextValue },
    { name: 'vendorId', key: 'vendorId', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'language', key: 'language', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: languageValue },
    { name: 'uln', key: 'uln', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapUlnValue },
    { name: 'givenName', key: 'givenName', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'familyName', key: 'familyName', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'findType', key: 'findType', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapFindTypeValue },
  ],
};

const arrayOfstringType: TypeSpec = {
  name: 'ArrayOfstring',
  fields: [{ name: 'string', key: 'string', namespace: 'http://schemas.microsoft.com/2003/10/Serialization/Arrays', min: 0, max: Infinity, nillable: true, value: stringValue }],
};

const learnerType: TypeSpec = {
  name: 'Learner',
  fields: [
    { name: 'AbilityToShare', key: 'abilityToShare', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'AtsLearnerPreference', key: 'atsLearnerPreference', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: charValue },
    { name: 'BirthDateVerification', key: 'birthDateVerification', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'CountryOfAddress', key: 'countryOfAddress', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'CountryOfBirth', key: 'countryOfBirth', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'CountryOfDomicle', key: 'countryOfDomicle', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    {
      name: 'CountryOfLastKnownAddress',
      key: 'countryOfLastKnownAddress',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: stringValue,
    },
    { name: 'CreatedDate', key: 'createdDate', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: dateTimeValue },
    { name: 'CreatedViaChannel', key: 'createdViaChannel', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'DateOfAddressCapture', key: 'dateOfAddressCapture', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: dateTimeValue },
    { name: 'DateOfBirth', key: 'dateOfBirth', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: dateTimeValue },
    { name: 'DateOfDeath', key: 'dateOfDeath', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: dateTimeValue },
    { name: 'DeathDateVerification', key: 'deathDateVerification', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'Deceased', key: 'deceased', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'DeceasedDate', key: 'deceasedDate', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: dateTimeValue },
    { name: 'DisabilityCode', key: 'disabilityCode', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'EmailAddress', key: 'emailAddress', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'EthnicityCode', key: 'ethnicityCode', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'EthnicityVerification', key: 'ethnicityVerification', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'EtlLoadId', key: 'etlLoadId', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'FamilyName', key: 'familyName', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'FamilyNameAt16', key: 'familyNameAt16', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'FamilyNameFirst', key: 'familyNameFirst', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: booleanValue },
    { name: 'FirstEstablismentId', key: 'firstEstablismentId', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'Gender', key: 'gender', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'GivenName', key: 'givenName', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'InReceiptOfDsa', key: 'inReceiptOfDsa', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'Initials', key: 'initials', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    {
      name: 'LastCompiledLearnerPlanReport',
      key: 'lastCompiledLearnerPlanReport',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: dateTimeValue,
    },
    {
      name: 'LastCompiledLearnerRecordReport',
      key: 'lastCompiledLearnerRecordReport',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: dateTimeValue,
    },
    { name: 'LastKnownAddressChanged', key: 'lastKnownAddressChanged', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: booleanValue },
    {
      name: 'LastKnownAddressCountyOrCity',
      key: 'lastKnownAddressCountyOrCity',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: stringValue,
    },
    { name: 'LastKnownAddressLine1', key: 'lastKnownAddressLine1', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'LastKnownAddressLine2', key: 'lastKnownAddressLine2', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    {
      name: 'LastKnownAddressQualififer',
      key: 'lastKnownAddressQualififer',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: false,
      value: intValue,
    },
    { name: 'LastKnownAddressTown', key: 'lastKnownAddressTown', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'LastKnownGender', key: 'lastKnownGender', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'LastKnownPostCode', key: 'lastKnownPostCode', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'LastUpdatedAction', key: 'lastUpdatedAction', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'LastUpdatedDate', key: 'lastUpdatedDate', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: dateTimeValue },
    { name: 'LastUpdatedLrbUsername', key: 'lastUpdatedLrbUsername', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'LastUpdatedLrsUsername', key: 'lastUpdatedLrsUsername', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'LastUpdatedSearchKey', key: 'lastUpdatedSearchKey', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'LastUpdatedViaChannel', key: 'lastUpdatedViaChannel', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'LearningDifficultyCode', key: 'learningDifficultyCode', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'LinkedUlns', key: 'linkedUlns', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, type: arrayOfstringType },
    { name: 'ManualUpdate', key: 'manualUpdate', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: booleanValue },
    { name: 'MaritalStatus', key: 'maritalStatus', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'MaritalStatusVerification', key: 'maritalStatusVerification', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'MasterUln', key: 'masterUln', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'MiddleOtherName', key: 'middleOtherName', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'NameSuffix', key: 'nameSuffix', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'NationalInsuranceNumber', key: 'nationalInsuranceNumber', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'Nationality', key: 'nationality', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'NextDataChallengeNo', key: 'nextDataChallengeNo', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'NormalisedFamilyName', key: 'normalisedFamilyName', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'NormalisedGivenName', key: 'normalisedGivenName', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'NormalisedOtherNames', key: 'normalisedOtherNames', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    {
      name: 'NormalisedPerferredGivenName',
      key: 'normalisedPerferredGivenName',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: stringValue,
    },
    {
      name: 'NormalisedPreviousFamilyName',
      key: 'normalisedPreviousFamilyName',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: stringValue,
    },
    { name: 'Notes', key: 'notes', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    {
      name: 'OtherVerificationDescription',
      key: 'otherVerificationDescription',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: stringValue,
    },
    { name: 'PlaceOfBirth', key: 'placeOfBirth', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    {
      name: 'PotentialDuplicateSearchKey',
      key: 'potentialDuplicateSearchKey',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: intValue,
    },
    {
      name: 'PreferredFamilyFirstNameFirst',
      key: 'preferredFamilyFirstNameFirst',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: booleanValue,
    },
    { name: 'PreferredFamilyName', key: 'preferredFamilyName', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'PreferredGivenName', key: 'preferredGivenName', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'PreviousFamilyName', key: 'previousFamilyName', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'ReasonForDeletion', key: 'reasonForDeletion', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'RecordStatus', key: 'recordStatus', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'ReferenceNumber', key: 'referenceNumber', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    {
      name: 'RegisteredByOrganisationRef',
      key: 'registeredByOrganisationRef',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: stringValue,
    },
    { name: 'RestrictedUse', key: 'restrictedUse', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: booleanValue },
    { name: 'SchoolAtAge16', key: 'schoolAtAge16', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'ScottishCandidateNumber', key: 'scottishCandidateNumber', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'SecretQuestionId', key: 'secretQuestionId', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: intValue },
    { name: 'SecurityAnswer', key: 'securityAnswer', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'SenType', key: 'senType', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'SequentialVersionNumber', key: 'sequentialVersionNumber', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'TelephoneNumber', key: 'telephoneNumber', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'TierLevel', key: 'tierLevel', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'Title', key: 'title', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'Uln', key: 'uln', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    {
      name: 'UniqueCandidateIdentifier',
      key: 'uniqueCandidateIdentifier',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel',
      min: 0,
      max: 1,
      nillable: true,
      value: stringValue,
    },
    { name: 'UniquePupilNumber', key: 'uniquePupilNumber', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'VerificationType', key: 'verificationType', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'VersionNumber', key: 'versionNumber', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.MIAPModel', min: 0, max: 1, nillable: false, value: intValue },
  ],
};

const learnerByUlnResponseModelType: TypeSpec = {
  name: 'LearnerByUlnResponse',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'FamilyName', key: 'familyName', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'GivenName', key: 'givenName', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'Learner', key: 'learner', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, type: learnerType },
    { name: 'Uln', key: 'uln', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
  ],
};

const learnerByUlnResponseType: TypeSpec = {
  name: 'LearnerByUlnResponse',
  fields: [{ name: 'LearnerByUlnResult', key: 'learnerByUlnResult', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, whenAbsent: 'nil', type: learnerByUlnResponseModelType }],
};

const invokingOrganisationR10Type: TypeSpec = {
  name: 'InvokingOrganisationR10',
  fields: [
    {
      name: 'OrganisationRef',
      key: 'organisationRef',
      namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Service.Interface',
      min: 0,
      max: 1,
      nillable: true,
      value: organisationReferenceValue,
    },
    { name: 'Password', key: 'password', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Service.Interface', min: 0, max: 1, nillable: true, value: organisationPasswordValue },
    { name: 'Ukprn', key: 'ukprn', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Service.Interface', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'Username', key: 'username', namespace: 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Service.Interface', min: 0, max: 1, nillable: true, value: userNameValue },
  ],
};

const getLearnerLearningEventsRequestType: TypeSpec = {
  name: 'GetLearnerLearningEvents',
  fields: [
    { name: 'invokingOrganisation', key: 'invokingOrganisation', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, type: invokingOrganisationR10Type },
    { name: 'userType', key: 'userType', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: userTypeTextValue },
    { name: 'vendorID', key: 'vendorId', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'language', key: 'language', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: languageValue },
    { name: 'uln', key: 'uln', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapUlnValue },
    { name: 'givenName', key: 'givenName', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'familyName', key: 'familyName', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'dateOfBirth', key: 'dateOfBirth', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: miapDateNillableValue },
    { name: 'gender', key: 'gender', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: miapGenderNillableValue },
    { name: 'getType', key: 'getType', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: getTypeValue },
  ],
};

const learningEventType: TypeSpec = {
  name: 'LearningEvent',
  fields: [
    { name: 'AchievementAwardDate', key: 'achievementAwardDate', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'AchievementProviderName', key: 'achievementProviderName', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'AchievementProviderUkprn', key: 'achievementProviderUkprn', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'AwardingOrganisationName', key: 'awardingOrganisationName', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'AwardingOrganisationUkprn', key: 'awardingOrganisationUkprn', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'CollectionType', key: 'collectionType', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'Credits', key: 'credits', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: longValue },
    { name: 'DateLoaded', key: 'dateLoaded', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'Grade', key: 'grade', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'ID', key: 'id', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'LanguageForAssessment', key: 'languageForAssessment', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'Level', key: 'level', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'ParticipationEndDate', key: 'participationEndDate', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'ParticipationStartDate', key: 'participationStartDate', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'QualificationType', key: 'qualificationType', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'Restriction', key: 'restriction', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'ReturnNumber', key: 'returnNumber', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'Source', key: 'source', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'Status', key: 'status', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'Subject', key: 'subject', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'SubjectCode', key: 'subjectCode', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'UnderDataChallenge', key: 'underDataChallenge', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
  ],
};

const arrayOfLearningEventType: TypeSpec = {
  name: 'ArrayOfLearningEvent',
  fields: [{ name: 'LearningEvent', key: 'learningEvent', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: Infinity, nillable: true, type: learningEventType }],
};

const getLearnerLearningEventsResponseModelType: TypeSpec = {
  name: 'GetLearnerLearningEventsResponse',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'FoundULN', key: 'foundUln', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'IncomingULN', key: 'incomingUln', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'LearnerRecord', key: 'learnerRecord', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, type: arrayOfLearningEventType },
  ],
};

const getLearnerLearningEventsResponseType: TypeSpec = {
  name: 'GetLearnerLearningEventsResponse',
  fields: [
    {
      name: 'GetLearnerLearningEventsResult',
      key: 'getLearnerLearningEventsResult',
      namespace: 'http://tempuri.org/',
      min: 0,
      max: 1,
      nillable: true,
      whenAbsent: 'nil',
      type: getLearnerLearningEventsResponseModelType,
    },
  ],
};

const updateLearnerSubsetFieldsRequestType: TypeSpec = {
  name: 'UpdateLearnerSubsetFields',
  fields: [
    { name: 'invokingOrganisation', key: 'invokingOrganisation', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, type: invokingOrganisationType },
    { name: 'userType', key: 'userType', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: userTypeTextValue },
    { name: 'vendorId', key: 'vendorId', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'language', key: 'language', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: languageValue },
    { name: 'uln', key: 'uln', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapUlnValue },
    { name: 'versionNumber', key: 'versionNumber', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: intValue },
    { name: 'emailAddress', key: 'emailAddress', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: miapEmailValue },
    { name: 'telephoneNumber', key: 'telephoneNumber', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: telephoneNumberValue },
    { name: 'abilityToShare', key: 'abilityToShare', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: abilityToShareValue },
    { name: 'schoolAtAge16', key: 'schoolAtAge16', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: miapSchoolNameValue },
    { name: 'preferredGivenName', key: 'preferredGivenName', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: miapNameValue },
  ],
};

const updateLearnerSubsetFieldsResponseType: TypeSpec = {
  name: 'UpdateLearnerSubsetFieldsResponse',
  fields: [
    { name: 'UpdateLearnerSubsetFieldsResult', key: 'updateLearnerSubsetFieldsResult', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
  ],
};

const viewAuditRequestType: TypeSpec = {
  name: 'ViewAudit',
  fields: [
    { name: 'invokingOrganisation', key: 'invokingOrganisation', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, type: invokingOrganisationType },
    { name: 'userType', key: 'userType', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: userTypeTextValue },
    { name: 'vendorId', key: 'vendorId', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'language', key: 'language', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: languageValue },
    { name: 'learnerUln', key: 'learnerUln', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapUlnValue },
    { name: 'learnerGivenName', key: 'learnerGivenName', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'learnerFamilyName', key: 'learnerFamilyName', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: miapNameNonEmptyValue },
    { name: 'page', key: 'page', namespace: 'http://tempuri.org/', min: 1, max: 1, nillable: false, value: intValue },
  ],
};

const plrAccessEntryResponseType: TypeSpec = {
  name: 'PlrAccessEntryResponse',
  fields: [
    { name: 'Action', key: 'action', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'DateTime', key: 'dateTime', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: dateTimeValue },
    { name: 'Organisation', key: 'organisation', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'User', key: 'user', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
  ],
};

const arrayOfPlrAccessEntryResponseType: TypeSpec = {
  name: 'ArrayOfPlrAccessEntryResponse',
  fields: [{ name: 'PlrAccessEntryResponse', key: 'plrAccessEntryResponse', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: Infinity, nillable: true, type: plrAccessEntryResponseType }],
};

const pagedListOfPlrAccessEntryResponseN4DIifcSType: TypeSpec = {
  name: 'PagedListOfPlrAccessEntryResponseN4dIIFC_S',
  fields: [
    { name: 'List', key: 'list', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', type: arrayOfPlrAccessEntryResponseType },
    { name: 'PageCount', key: 'pageCount', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'PageIndex', key: 'pageIndex', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'PageSize', key: 'pageSize', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'SortIndex', key: 'sortIndex', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'SortOrder', key: 'sortOrder', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'TotalItems', key: 'totalItems', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: false, value: intValue },
  ],
};

const viewAuditResponseType: TypeSpec = {
  name: 'ViewAuditResponse',
  fields: [
    { name: 'ViewAuditResult', key: 'viewAuditResult', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, whenAbsent: 'nil', type: pagedListOfPlrAccessEntryResponseN4DIifcSType },
  ],
};

const getOrganisationRequestType: TypeSpec = {
  name: 'GetOrganisation',
  fields: [
    { name: 'invokingOrganisation', key: 'invokingOrganisation', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, type: invokingOrganisationType },
    { name: 'userType', key: 'userType', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: false, value: userTypeValue },
    { name: 'vendorId', key: 'vendorId', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: false, value: intValue },
    { name: 'language', key: 'language', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: languageValue },
    { name: 'ukPrn', key: 'ukPrn', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: miapUkprnNillableValue },
    { name: 'orgRef', key: 'orgRef', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, value: organisationReferenceValue },
  ],
};

const getOrganisationResponseModelType: TypeSpec = {
  name: 'GetOrganisationResponse',
  fields: [
    { name: 'ResponseCode', key: 'responseCode', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, value: stringValue },
    { name: 'DisplayName', key: 'displayName', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'OrgRef', key: 'orgRef', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'Status', key: 'status', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
    { name: 'Ukprn', key: 'ukprn', namespace: 'http://api.lrs.qcf.gov.uk/model', min: 0, max: 1, nillable: true, whenAbsent: 'nil', value: stringValue },
  ],
};

const getOrganisationResponseType: TypeSpec = {
  name: 'GetOrganisationResponse',
  fields: [
    { name: 'GetOrganisationResult', key: 'getOrganisationResult', namespace: 'http://tempuri.org/', min: 0, max: 1, nillable: true, whenAbsent: 'nil', type: getOrganisationResponseModelType },
  ],
};

/** What the messages of LearnerServiceR9 are made of: requests by the strict schemas, responses as published. */
export const learnerServiceR9Specs: { readonly [K in LearnerServiceR9Operation]: OperationSpec } = {
  LearnerByUln: {
    name: 'LearnerByUln',
    request: { namespace: 'http://tempuri.org/', element: 'LearnerByUln', type: learnerByUlnRequestType },
    response: { namespace: 'http://tempuri.org/', element: 'LearnerByUlnResponse', type: learnerByUlnResponseType },
  },
  GetLearnerLearningEvents: {
    name: 'GetLearnerLearningEvents',
    request: { namespace: 'http://tempuri.org/', element: 'GetLearnerLearningEvents', type: getLearnerLearningEventsRequestType },
    response: { namespace: 'http://tempuri.org/', element: 'GetLearnerLearningEventsResponse', type: getLearnerLearningEventsResponseType },
  },
  UpdateLearnerSubsetFields: {
    name: 'UpdateLearnerSubsetFields',
    request: { namespace: 'http://tempuri.org/', element: 'UpdateLearnerSubsetFields', type: updateLearnerSubsetFieldsRequestType },
    response: { namespace: 'http://tempuri.org/', element: 'UpdateLearnerSubsetFieldsResponse', type: updateLearnerSubsetFieldsResponseType },
  },
  ViewAudit: {
    name: 'ViewAudit',
    request: { namespace: 'http://tempuri.org/', element: 'ViewAudit', type: viewAuditRequestType },
    response: { namespace: 'http://tempuri.org/', element: 'ViewAuditResponse', type: viewAuditResponseType },
  },
  GetOrganisation: {
    name: 'GetOrganisation',
    request: { namespace: 'http://tempuri.org/', element: 'GetOrganisation', type: getOrganisationRequestType },
    response: { namespace: 'http://tempuri.org/', element: 'GetOrganisationResponse', type: getOrganisationResponseType },
  },
};
