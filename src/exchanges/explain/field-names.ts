/** What elements of messages are called in words: `LastKnownPostCode` is "Last known postcode". */

/** Words that are written in their own way. */
const spelt: Readonly<Record<string, string>> = {
  uln: 'ULN',
  ulns: 'ULNs',
  ukprn: 'UKPRN',
  ukPrn: 'UKPRN',
  Ukprn: 'UKPRN',
  ULN: 'ULN',
  UKPRN: 'UKPRN',
  ID: 'Number of the event',
  JobID: 'Job number',
  JobId: 'Job number',
  jobId: 'Job number',
  OrganisationRef: 'Organisation reference',
  OrgRef: 'Organisation reference',
  orgRef: 'Organisation reference',
  Reference: 'Organisation reference',
  OrgPassword: 'Organisation password',
  Password: 'Organisation password',
  UserName: 'User',
  Username: 'User',
  vendorID: 'Vendor number',
  vendorId: 'Vendor number',
  MISIdentifier: 'Your own name for the record',
  MisIdentifier: 'Your own name for the record',
  DateofBirth: 'Date of birth',
  MasterULN: 'ULN of the master record',
  MasterUln: 'ULN of the master record',
  SearchedULN: 'ULN that was asked for',
  IncomingULN: 'ULN that was asked for',
  FoundULN: 'ULN that was found',
  SearchedFamilyName: 'Family name that was asked for',
  SearchedGivenName: 'Given name that was asked for',
  SearchedDateOfBirth: 'Date of birth that was asked for',
  SearchedGender: 'Gender that was asked for',
  LastKnownPostCode: 'Last known postcode',
  LearnerPostcode: 'Postcode',
  LinkedULNs: 'Linked ULNs',
  LinkedUlns: 'Linked ULNs',
  ULNsToRetrieve: 'ULNs to retrieve',
  RetrievedULNs: 'Retrieved ULNs',
  VerifiedULN: 'ULN',
  LaNumber: 'Local authority number',
  faultcode: 'Side that SOAP blames',
  faultstring: 'Name of the fault',
  MIAPAPIException: 'Exception',
  PlrAccessEntryResponse: 'Time that somebody asked',
  emailAddress: 'E-mail address',
  EmailAddress: 'E-mail address',
};

/** Labels for an element's local name; never empty. */
export function labelOf(name: string): string {
  const own = Object.hasOwn(spelt, name) ? spelt[name] : undefined;
  return own ?? split(name);
}

function split(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .replace(/([0-9])([A-Z])/g, '$1 $2')
    .split(/[ _-]+/)
    .filter((word) => word !== '')
    .map((word) => spelt[word.toLowerCase()] ?? (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()));
  const label = words.join(' ');
  return label === '' ? name : label.charAt(0).toUpperCase() + label.slice(1);
}
