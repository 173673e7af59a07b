/** What values of messages stand for. The code lists: docs/interface-specification.md, "Code lists". */
import { isCode, responseCodes } from '../../domain/response-code.js';
import { hasValidCheckDigit, parseUln, temporaryUln } from '../../domain/uln.js';
import { isPlaceholderPostCode } from '../../domain/post-code.js';

/** The words for one value; undefined where the value speaks for itself. */
type Words = (value: string) => string | undefined;

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** `2004-04-12` is "12 April 2004", `2004-04-12T10:00:00` is "12 April 2004, 10:00:00". */
export function dateInWords(value: string): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}:\d{2})\S*)?$/.exec(value.trim());
  const month = months[Number(parts?.[2]) - 1];
  if (parts === null || month === undefined) return undefined;
  const day = `${Number(parts[3])} ${month} ${parts[1] ?? ''}`;
  return parts[4] === undefined || parts[4] === '00:00:00' ? day : `${day}, ${parts[4]}`;
}

const listed =
  (list: Readonly<Record<string, string>>): Words =>
  (value) =>
    Object.hasOwn(list, value) ? list[value] : undefined;

const gender = listed({ '0': 'Not known', '1': 'Male', '2': 'Female', '9': 'Not specified' });

const code: Words = (value) => (isCode(value) ? responseCodes[value].meaning : undefined);

const uln: Words = (value) => {
  const parsed = parseUln(value);
  if (parsed === undefined)
    return value === '' ? undefined : 'Not a ULN: that is ten digits, the first not 0';
  if (value === temporaryUln) return 'Stands for "not known yet"; nobody has it';
  return hasValidCheckDigit(parsed) ? undefined : 'Its check digit is wrong';
};

const password: Words = (value) =>
  value === '' ? undefined : 'Masked before the message was kept: the register keeps no password';

const base64: Words = (value) => {
  const text = Buffer.from(value, 'base64').toString('utf8');
  return text === '' || text.includes('\ufffd') ? undefined : text;
};

const postCode: Words = (value) =>
  isPlaceholderPostCode(value) ? 'Stands for a postcode that is not known' : undefined;

/** By the element's local name in lower case. */
const words: Readonly<Record<string, Words>> = {
  gender,
  searchedgender: gender,
  lastknowngender: gender,
  findtype: listed({ FUL: 'Whole records', CHK: 'The outcome alone' }),
  jobtype: listed({ FUL: 'Registers and updates', CHK: 'Only looks, and writes nothing' }),
  gettype: listed({ FULL: 'Whole events', BRIEF: 'The main details of each event' }),
  usertype: listed({
    LNR: "On the learner's own behalf",
    ORG: 'For the organisation itself',
    SER: 'For a service',
    Unknown: 'Not said on whose behalf',
  }),
  verificationtype: listed({
    '0': 'Not provided',
    '1': 'Relationship with the school',
    '2': 'Passport',
    '3': 'Driving licence',
    '4': 'ID card or other national identification',
    '5': 'National Insurance card',
    '6': 'Certificate of entitlement to funding',
    '7': 'Bank, credit or debit card',
    '999': 'Other, described in OtherVerificationDescription',
  }),
  abilitytoshare: listed({
    '0': 'The privacy notice was not seen',
    '1': 'The privacy notice was seen; shares',
    '2': 'The privacy notice was seen; does not share',
    NotProvided: 'Leaves what is stored',
    FPNNotSeen: 'The privacy notice was not seen',
    FPNSeenShareData: 'The privacy notice was seen; shares',
  }),
  tierlevel: listed({
    '0': 'Identity not verified',
    '1': 'Identity known by acquaintance or by other means',
    '2': 'Identity verified by a document',
  }),
  learnerstatus: listed({ '0': 'Deleted', '1': 'Active', '2': 'Linked to a master record' }),
  source: listed({
    NPD: 'National Pupil Database',
    ILR: 'Individualised Learner Record',
    AO: 'A qualification from an awarding organisation',
    QCFU: 'A unit from an awarding organisation',
  }),
  status: listed({
    F: 'Final',
    P: 'Provisional',
    Waiting: 'Accepted, and not begun or put back',
    InProgress: 'Being worked on',
    Successful: 'Every record has its result',
    Failed: 'Something unexpected stopped the job',
  }),
  jobstatus: listed({
    Waiting: 'Accepted, and not begun or put back',
    InProgress: 'Being worked on',
    Successful: 'Every record has its result',
    Failed: 'Something unexpected stopped the job',
  }),
  submissiontype: listed({ P: 'Provisional', F: 'Final' }),
  underdatachallenge: listed({ Y: 'Somebody disputes this event', N: 'Nobody disputes this event' }),
  action: listed({ '1': 'Create', '2': 'Update', '3': 'Withdraw', '4': 'Reinstate' }),
  mastersubstituted: listed({ Y: 'The master record is given in place of the one that was found' }),
  grade: listed({ '9999999999': 'Stands for "not known"' }),
  failureflag: listed({
    ULN_NOT_FOUND: 'Nobody has this ULN',
    FAMILY_NAME: 'The family name differs',
    GIVEN_NAME: 'The given name differs',
    DATE_OF_BIRTH: 'The date of birth differs',
    GENDER: 'The gender differs',
    LINKED: 'A master record stands for this one',
    DELETED: 'The record is deleted',
    DECEASED: 'The learner has died',
  }),
  responsecode: code,
  returncode: code,
  errorcode: code,
  errordetail: base64,
  orgpassword: password,
  password,
  lastknownpostcode: postCode,
  learnerpostcode: postCode,
};

/**
 * The words for a value of a message.
 * @param name the element's local name
 */
export function valueInWords(name: string, value: string): string | undefined {
  const key = name.toLowerCase();
  const own = Object.hasOwn(words, key) ? words[key] : undefined;
  if (own !== undefined) return own(value);
  if (/ulns?$/.test(key)) return uln(value);
  return dateInWords(value);
}
