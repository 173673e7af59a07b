/**
 * What the values of an import file may be: the simple types of the requests.
 * Source of the rules: docs/interface-specification.md, "Simple types". A regular expression or a length each,
 * no schema library: twenty thousand rows a second have thirty values each.
 */
import type { Column } from './columns.js';

export interface ValueRule {
  readonly column: Column;
  readonly mandatory: boolean;
  /** In characters, not in UTF-16 units. */
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  /** What the value must be, for people: completes "dateOfBirth must be …". */
  readonly wanted: string;
}

const day =
  /^(?:(?:18|19|20)[0-9]{2}-(?:(?:01|03|05|07|08|10|12)-(?:0[1-9]|[12][0-9]|3[01])|(?:04|06|09|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:18|19|20)(?:[02468][048]|[13579][26])-02-29)$/;
const postCode =
  /^(?:[a-zA-Z]{1,2}[0-9rR][0-9a-zA-Z]? ?[0-9][abdefghjlnpqrstuwxyzABDEFGHJLNPQRSTUWXYZ]{2} {0,3}|[bB][fF][pP][oO] ?[0-9]{1,4} {0,3})$/;
const email =
  /^[a-zA-Z0-9!#$%'*+\-/=?^_`{|}~]+(?:\.[a-zA-Z0-9!#$%'*+\-/=?^_`{|}~]+)*@[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9](?:\.[a-zA-Z0-9][a-zA-Z0-9-]{0,61}[a-zA-Z0-9])*\.[a-zA-Z]{2,6}$/;
const uln = /^[1-9][0-9]{9}$/;
const telephoneNumber = 'at most 35 digits, letters, blanks and + ( ) - . / #';
const aDate = 'a date as yyyy-MM-dd (spreadsheets like to turn dates into dd/MM/yyyy)';

const text = (column: Column, maxLength: number): ValueRule => ({
  column,
  mandatory: false,
  maxLength,
  wanted: `at most ${maxLength} characters`,
});
const formed = (column: Column, pattern: RegExp, wanted: string, maxLength?: number): ValueRule => ({
  column,
  mandatory: false,
  pattern,
  wanted,
  ...(maxLength === undefined ? {} : { maxLength }),
});
const must = (rule: ValueRule): ValueRule => ({ ...rule, mandatory: true });
const name = (column: Column): ValueRule =>
  must(formed(column, /[^ \t\n\r]/, 'a name of 1 to 35 characters', 35));

/** One rule for each column, by the column. */
export const valueRules: Readonly<Record<Column, ValueRule>> = {
  uln: formed('uln', uln, 'ten digits, the first not 0'),
  masterUln: formed('masterUln', uln, 'ten digits, the first not 0'),
  createdDate: formed('createdDate', day, aDate),
  lastUpdatedDate: formed('lastUpdatedDate', day, aDate),
  title: text('title', 35),
  givenName: name('givenName'),
  middleOtherName: text('middleOtherName', 35),
  familyName: name('familyName'),
  preferredGivenName: text('preferredGivenName', 35),
  previousFamilyName: text('previousFamilyName', 35),
  familyNameAtAge16: text('familyNameAtAge16', 35),
  schoolAtAge16: text('schoolAtAge16', 254),
  lastKnownAddressLine1: text('lastKnownAddressLine1', 50),
  lastKnownAddressLine2: text('lastKnownAddressLine2', 50),
  lastKnownAddressTown: text('lastKnownAddressTown', 50),
  lastKnownAddressCountyOrCity: text('lastKnownAddressCountyOrCity', 50),
  lastKnownPostCode: must(
    formed('lastKnownPostCode', postCode, 'a UK or BFPO postcode (ZZ99 9ZZ where it is not known)', 9),
  ),
  dateOfAddressCapture: formed('dateOfAddressCapture', day, aDate),
  dateOfBirth: must(formed('dateOfBirth', day, aDate)),
  placeOfBirth: text('placeOfBirth', 35),
  gender: must(formed('gender', /^[0129]$/, '0, 1, 2 or 9')),
  emailAddress: formed('emailAddress', email, 'an e-mail address of at most 254 characters', 254),
  telephoneNumber: formed('telephoneNumber', /^[0-9A-Za-z +()\-./#]*$/, telephoneNumber, 35),
  nationality: text('nationality', 3),
  scottishCandidateNumber: formed('scottishCandidateNumber', /^[0-9]{9}$/, 'nine digits'),
  verificationType: must(formed('verificationType', /^(?:[0-7]|999)$/, '0 to 7 or 999')),
  otherVerificationDescription: text('otherVerificationDescription', 255),
  tierLevel: formed('tierLevel', /^[012]$/, '0, 1 or 2'),
  abilityToShare: must(formed('abilityToShare', /^[012]$/, '0, 1 or 2')),
  learnerStatus: formed('learnerStatus', /^[012]$/, '0, 1 or 2'),
  notes: text('notes', 4000),
  versionNumber: formed('versionNumber', /^[1-9][0-9]{0,8}$/, 'an integer from 1'),
};

/** Characters that XML 1.0 cannot carry (halves of surrogate pairs too), and the mark that decoding leaves where bytes were not UTF-8. */
// eslint-disable-next-line no-control-regex -- these are the characters that are looked for
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffd-\uffff]/u;

/** Whether a text has characters that no message can carry. */
export function isUnfit(text: string): boolean {
  return unfit.test(text);
}

/** What is wrong with a value that is there; undefined when nothing is. */
export function valueProblem(rule: ValueRule, value: string): string | undefined {
  if (unfit.test(value)) {
    return `${rule.column} has characters that no message can carry: is the file in UTF-8?`;
  }
  const { maxLength, pattern } = rule;
  // Cheap first: a text never has more characters than UTF-16 units.
  if (maxLength !== undefined && value.length > maxLength && [...value].length > maxLength) {
    return `${rule.column} must be ${rule.wanted}`;
  }
  if (pattern !== undefined && !pattern.test(value)) return `${rule.column} must be ${rule.wanted}`;
  return undefined;
}
