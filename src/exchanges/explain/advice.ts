/** What to do about a problem of a request: one sentence for each rule of the schemas and of XML. */
import type { Problem } from '../../contract/read-result.js';

/** What a value of a type must be. Source: docs/interface-specification.md, "Simple types". */
const types: Readonly<Record<string, string>> = {
  MIAPFindType: 'FUL or CHK',
  MIAPOrganisationRefNillable: 'six letters or digits, or nothing',
  MIAPUKPRNNillable: 'eight letters or digits, or nothing',
  MIAPOrgPassword: 'exactly 16 characters, at least one of them not blank',
  MIAPNameNonEmpty: '1 to 35 characters, at least one of them not blank',
  MIAPName: 'up to 35 characters',
  MIAPULN: 'ten digits, the first not 0',
  MIAPULNNillable: 'ten digits, the first not 0, or nothing',
  MIAPDate: 'a day that exists, as yyyy-MM-dd, from 1800 to 2099',
  MIAPDateNillable: 'a day that exists, as yyyy-MM-dd, from 1800 to 2099, or nothing',
  MIAPGender: '0 (not known), 1 (male), 2 (female) or 9 (not specified)',
  MIAPGenderNillable: '0 (not known), 1 (male), 2 (female), 9 (not specified) or nothing',
  MIAPPostCode: 'a UK postcode such as CV4 9EE, or ZZ99 9ZZ where none is known',
  MIAPPostCodeNillable: 'a UK postcode such as CV4 9EE, ZZ99 9ZZ where none is known, or nothing',
  MIAPSchoolName: 'up to 254 characters',
  MIAPAddress: 'up to 50 characters',
  MIAPEmail: 'an e-mail address of up to 254 characters, or nothing',
  MIAPNationality: 'up to 3 characters, best an ISO 3166-1 alpha-3 code such as GBR',
  MIAPScottishCandidateNumber: 'nine digits, or nothing',
  MIAPVerificationType: '0 to 7, or 999',
  MIAPVerificationTypeNillable: '0 to 7, 999 or nothing',
  MIAPOtherVerificationDescription: 'up to 255 characters',
  MIAPAbilityToShare: '0 (notice not seen), 1 (seen, shares) or 2 (seen, does not share)',
  MIAPAbilityToShareNillable: '0 (notice not seen), 1 (seen, shares), 2 (seen, does not share) or nothing',
  MIAPNotes: 'up to 4,000 characters',
  MIAPMISIdentifier: 'up to 128 characters',
  MIAPBatchJobType: 'FUL or CHK',
  MIAPLearnerRecordCount: 'a whole number from 1 to 200: the number of learners sent',
  MIAPVerifyLearnerRecordCount: 'a whole number from 1 to 5,000: the number of learners sent',
  OrganisationReference: 'a reference (6 letters or digits), a UKPRN (8), or nothing',
  OrganisationPassword: 'up to 254 characters',
  UserName: 'up to 35 characters',
  UserTypeText: 'LNR, ORG, SER, Unknown or nothing',
  Language: 'two or three letters, or nothing',
  GetType: 'FULL or BRIEF',
  AbilityToShare: 'NotProvided, FPNNotSeen or FPNSeenShareData',
  TelephoneNumber: 'up to 35 digits, letters, blanks and + ( ) - . / #',
  SubmissionText: 'up to 1,000 characters',
  AchievementText: 'up to 254 characters',
  AchievementDateTime: 'a date and time such as 2024-08-15T00:00:00, of a day that exists',
  dateTime: 'a date and time such as 2024-08-15T00:00:00, of a day that exists',
  int: 'a whole number of 32 bits',
  integer: 'a whole number',
  long: 'a whole number of 64 bits',
};

type Advice = (found: RegExpExecArray, element: string) => string;

/** The first that fits the problem's text. */
const rules: readonly (readonly [RegExp, Advice])[] = [
  [
    /must have no namespace \(xmlns=""\)\./,
    (_found, element) =>
      `Take ${element} out of the namespace of the request: write it without a prefix, and with xmlns="" where a default namespace is in force.`,
  ],
  [
    /but must be in the namespace '([^']*)'\./,
    ([, namespace = ''], element) => `Put ${element} into the namespace ${namespace}.`,
  ],
  [
    /^cvc-complex-type\.2\.4\.a: .*One of '\{(.*?)\}' is expected/s,
    ([, names = ''], element) =>
      `${element} does not belong in this place. Send ${oneOf(names)} here, and the elements in the order of the schema.`,
  ],
  [
    /^cvc-complex-type\.2\.4\.b: .*One of '\{(.*?)\}' is expected/s,
    ([, names = ''], element) =>
      names.includes('*')
        ? `Put the request of an operation into ${element}: it has none.`
        : `Something is missing at the end of ${element}: add ${oneOf(names)}.`,
  ],
  [
    /^cvc-complex-type\.2\.4\.d:/,
    (_found, element) => `Leave out ${element}: no further element is allowed here.`,
  ],
  [/^cvc-complex-type\.2\.3:/, (_found, element) => `Leave out the text between the elements of ${element}.`],
  [/^cvc-type\.3\.1\.2:/, (_found, element) => `Leave out the elements in ${element}: it holds text alone.`],
  [/^cvc-elt\.3\.1:/, (_found, element) => `${element} must have a value: send one in place of xsi:nil.`],
  [
    /^cvc-elt\.3\.2\.1:/,
    (_found, element) => `Send ${element} either with xsi:nil or with content, not with both.`,
  ],
  [
    /^cvc-(?:complex-type\.3\.2\.2|type\.3\.1\.1): .*?[Aa]ttribute,? '([^']*)'/s,
    ([, attribute = ''], element) => `Leave the attribute ${attribute} out of ${element}.`,
  ],
  [/^cvc-elt\.4\.[23]:/, (_found, element) => `Leave the attribute xsi:type out of ${element}.`],
  [/^cvc-elt\.1:/, (_found, element) => `Leave out ${element}: the schemas know no such element here.`],
  [
    /^cvc-(?:minLength|maxLength|pattern|minInclusive|maxInclusive)-valid: .* for type '([^']*)'\.$/s,
    ([, type = ''], element) => mustBe(type, element),
  ],
  [
    /^cvc-enumeration-valid: .*enumeration '\[(.*?)\]'/s,
    ([, set = ''], element) => `Send one of these in ${element}: ${set}.`,
  ],
  [
    /^cvc-datatype-valid\.1\.2\.1: .* is not a valid value for '([^']*)'/s,
    ([, type = ''], element) => mustBe(type, element),
  ],
  [
    /not well-formed XML: the entity &(.*?); is not defined/,
    () =>
      'Write & as &amp; wherever it stands in a value, as an XML library does by itself. XML knows only &amp; &lt; &gt; &quot; and &apos;.',
  ],
  [
    /not well-formed XML: <(.*?)> of line (\d+) is closed by <\/(.*?)>/,
    ([, open = '', line = '', close = '']) =>
      `Close <${open}> of line ${line} with </${open}> before </${close}>.`,
  ],
  [
    /not well-formed XML: <(.*?)> of line (\d+) is never closed/,
    ([, open = '']) => `Send the whole message: the end is missing, </${open}> for one.`,
  ],
  [
    /not well-formed XML: the prefix of (.*?):(.*?) is not declared/,
    ([, prefix = '']) => `Declare the prefix: xmlns:${prefix}="…" on this element or one around it.`,
  ],
  [
    /not well-formed XML: .*character number/,
    () => 'Leave this character out: XML 1.0 cannot carry it, not even as a reference.',
  ],
  [
    /not well-formed XML: (?:there is no element in it|it does not begin with an element)/,
    () =>
      'Send a SOAP envelope: the message must begin with <soapenv:Envelope, or with an XML declaration before it.',
  ],
  [
    /not well-formed XML: something follows the end/,
    () => 'End the message with </soapenv:Envelope>, and send nothing after it.',
  ],
  [
    /not well-formed XML/,
    () => 'Let an XML library write the message, so that all markup is closed and & and < are escaped.',
  ],
  [/^DOCTYPE is not allowed/, () => 'Leave out the DOCTYPE: no message needs one.'],
  [
    /nested more than|has more than|far too long/,
    () => 'Send less: no message of the schemas needs this much.',
  ],
  [/^The request has no body\.$/, () => 'Send the SOAP envelope as the body of the POST.'],
  [
    /is not supported;.* are\.$/,
    () => 'Send the message as UTF-8, and say so: Content-Type: text/xml; charset=utf-8.',
  ],
  [
    /^The body is not valid (\S+?)(?: from byte \d+.*)?\.$/,
    ([, encoding = '']) =>
      `Write the bytes in ${encoding}, or say in Content-Type which encoding they are in. A frequent cause: text of windows-1252 that is sent as UTF-8.`,
  ],
];

/** What to do about the problem. */
export function adviceOn({ text, path }: Problem): string {
  const element =
    path
      ?.split('/')
      .pop()
      ?.replace(/\[\d+\]$/, '') ?? 'the element';
  for (const [pattern, advice] of rules) {
    const found = pattern.exec(text);
    if (found !== null) return advice(found, element);
  }
  return 'Compare the message with the schema of the operation.';
}

function mustBe(type: string, element: string): string {
  const must = Object.hasOwn(types, type) ? types[type] : undefined;
  return must === undefined
    ? `The schema says what ${element} may be: look for the type ${type}.`
    : `${element} must be ${must}.`;
}

/** `"namespace":A, B` is "one of A and B". */
function oneOf(names: string): string {
  const plain = names.split(', ').map((name) => name.replace(/^".*":/, ''));
  const last = plain.pop() ?? '';
  return plain.length === 0 ? last : `${plain.join(', ')} or ${last}`;
}
