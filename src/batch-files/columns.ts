/**
 * The columns of LRB batch files, versions 2A and 3A. Layouts: docs/batch-files.md.
 * What a value may be comes from the schema of submitBatchRegistration, so that a file and a call mean the same.
 */
import { learnerServiceSpecs } from '../contract/generated/learner-service-specs.js';
import type { ValueRule } from '../contract/spec.js';

export const versions = ['2A', '3A'] as const;
export type Version = (typeof versions)[number];

export interface Column {
  /** The heading, or the element's name: `FamilyNameAt16`. */
  readonly name: string;
  /** The name in a batch record, as the web service's fields have it: `familyNameAtAge16`. */
  readonly key: string;
  /** Absent on columns with rules of their own. */
  readonly rule?: ValueRule;
}

/** In the order of the file. */
export type Layout = readonly Column[];

/** The first four columns, which speak of the file and not of a learner. */
export const fileColumns: Layout = [
  { name: 'FileVersion', key: 'fileVersion' },
  { name: 'FileName', key: 'fileName' },
  { name: 'UKPRN', key: 'ukprn' },
  { name: 'LearnerRecordCount', key: 'learnerRecordCount' },
];

/** Columns that this register adds to what it writes, and passes over in what it reads. */
export const addedColumns = ['ReturnCode', 'Reason'] as const;

const serviceFields = learnerServiceSpecs.submitBatchRegistration.request.type.fields.find(
  ({ name }) => name === 'Learner',
)?.type?.fields;

/** A column that the web service has as well, under this name or another. */
function shared(name: string, serviceName = name): Column {
  const field = serviceFields?.find((candidate) => candidate.name === serviceName);
  if (field?.value === undefined) throw new Error(`submitBatchRegistration has no field ${serviceName}.`);
  return { name, key: field.key, rule: field.value };
}

const upToPreferredName = [
  shared('ULN'),
  shared('MISIdentifier'),
  shared('Title'),
  shared('GivenName'),
  shared('PreferredGivenName'),
];
const fromFamilyNameOn = [
  shared('FamilyName'),
  shared('PreviousFamilyName'),
  shared('FamilyNameAt16', 'FamilyNameAtAge16'),
  shared('SchoolAtAge16'),
  shared('LastKnownAddressLine1'),
  shared('LastKnownAddressLine2'),
  shared('LastKnownAddressTown'),
  shared('LastKnownAddressCountyorCity', 'LastKnownAddressCountyOrCity'),
  shared('LastKnownPostCode'),
  shared('DateOfAddressCapture'),
  shared('DateOfBirth'),
  shared('PlaceOfBirth'),
  shared('EmailAddress'),
  shared('Gender'),
  shared('Nationality'),
  shared('ScottishCandidateNumber'),
];
const atTheEnd = [shared('VerificationType'), shared('OtherVerificationDescription'), shared('Notes')];

export const layouts: Readonly<Record<Version, Layout>> = {
  '2A': [
    ...fileColumns,
    ...upToPreferredName,
    shared('MiddleOtherName'),
    ...fromFamilyNameOn,
    shared('AbilityToShare'),
    ...atTheEnd,
  ],
  '3A': [
    ...fileColumns,
    ...upToPreferredName,
    shared('MiddleNames', 'MiddleOtherName'),
    ...fromFamilyNameOn,
    { name: 'UCI', key: 'uci' },
    { name: 'UPN', key: 'upn' },
    shared('PrivacyNoticeSeen', 'AbilityToShare'),
    ...atTheEnd,
  ],
};

export function isVersion(text: string): text is Version {
  return versions.some((version) => version === text);
}
