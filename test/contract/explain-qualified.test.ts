import { expect } from 'chai';
import {
  createExternalServiceReader,
  createLearnerServiceR9Reader,
} from '../../src/contract/service-readers.js';
import type { Problem } from '../../src/contract/read-result.js';
import { envelope } from './read-samples.js';

const TEMPURI = 'http://tempuri.org/';
const SERVICES = 'http://api.lrs.qcf.gov.uk/services';
const COMMON = 'http://schemas.datacontract.org/2004/07/Amor.Qcf.Common';
const readers = { [TEMPURI]: createLearnerServiceR9Reader(), [SERVICES]: createExternalServiceReader() };

function problems(namespace: typeof TEMPURI | typeof SERVICES, body: string): readonly Problem[] {
  const result = readers[namespace].read(Buffer.from(envelope(namespace, body)), 'text/xml');
  if (result.ok || result.failure.kind !== 'badlyFormed')
    throw new Error(`not badly formed: ${JSON.stringify(result)}`);
  return result.failure.problems;
}

const asked = (inner: string): string => `<m:GetOrganisation>${inner}</m:GetOrganisation>`;
const asking = (member: string): string =>
  asked(`<m:invokingOrganisation xmlns:a="${COMMON}">${member}</m:invokingOrganisation>`);
const achieved = (member: string): string =>
  `<m:SubmitAchievementBatchJob><m:achievements><m:Achievement/><m:Achievement>${member}</m:Achievement></m:achievements></m:SubmitAchievementBatchJob>`;
const ACHIEVEMENT = '/Envelope/Body/SubmitAchievementBatchJob/achievements/Achievement[2]';

/** What is wrong, the message, the first problem's text, its path. */
const CASES: readonly (readonly [string, typeof TEMPURI | typeof SERVICES, string, string, string])[] = [
  ['a value that is not in an enumeration', TEMPURI, asked('<m:userType>org</m:userType>'),
    "cvc-enumeration-valid: Value 'org' is not facet-valid with respect to enumeration '[Unknown, LNR, ORG, SER]'. It must be a value from the enumeration.", '/Envelope/Body/GetOrganisation/userType'],
  ['a member in no namespace', TEMPURI, asked('<ukPrn>90000001</ukPrn>'),
    `cvc-complex-type.2.4.a: Invalid content was found starting with element 'ukPrn'. One of '{"${TEMPURI}":invokingOrganisation, "${TEMPURI}":userType, "${TEMPURI}":vendorId, "${TEMPURI}":language, "${TEMPURI}":ukPrn, "${TEMPURI}":orgRef}' is expected. 'ukPrn' has no namespace but must be in the namespace '${TEMPURI}'.`, '/Envelope/Body/GetOrganisation/ukPrn'],
  ['who asks in the namespace of the message', TEMPURI, asking('<m:Ukprn>90000001</m:Ukprn>'),
    `cvc-complex-type.2.4.a: Invalid content was found starting with element 'm:Ukprn'. One of '{"${COMMON}":ChannelCode, "${COMMON}":Estab, "${COMMON}":LaNumber, "${COMMON}":Password, "${COMMON}":Reference, "${COMMON}":Ukprn, "${COMMON}":Username}' is expected. 'Ukprn' is in the namespace '${TEMPURI}' but must be in the namespace '${COMMON}'.`, '/Envelope/Body/GetOrganisation/invokingOrganisation/Ukprn'],
  ['a number that is none', TEMPURI, asked('<m:vendorId>one</m:vendorId>'),
    "cvc-datatype-valid.1.2.1: 'one' is not a valid value for 'integer'.", '/Envelope/Body/GetOrganisation/vendorId'],
  ['a number beyond 32 bits', TEMPURI, asked('<m:vendorId>2147483648</m:vendorId>'),
    "cvc-maxInclusive-valid: Value '2147483648' is not facet-valid with respect to maxInclusive '2147483647' for type 'int'.", '/Envelope/Body/GetOrganisation/vendorId'],
  ['a password too long, which is not shown', TEMPURI, asking(`<a:Password>${'Secret!23'.repeat(30)}</a:Password>`),
    "cvc-maxLength-valid: Value '****' with length = '270' is not facet-valid with respect to maxLength '254' for type 'OrganisationPassword'.", '/Envelope/Body/GetOrganisation/invokingOrganisation/Password'],
  ['a day where a dateTime belongs', SERVICES, achieved('<m:ActionDate>2024-08-15</m:ActionDate>'),
    "cvc-datatype-valid.1.2.1: '2024-08-15' is not a valid value for 'dateTime'. A day alone is no dateTime: write it as '2024-08-15T00:00:00'.", `${ACHIEVEMENT}/ActionDate`],
  ['a dateTime that is none', SERVICES, achieved('<m:ActionDate>yesterday</m:ActionDate>'),
    "cvc-datatype-valid.1.2.1: 'yesterday' is not a valid value for 'dateTime'.", `${ACHIEVEMENT}/ActionDate`],
  ['a year of five digits', SERVICES, achieved('<m:ActionDate>12024-08-15T00:00:00</m:ActionDate>'),
    "cvc-pattern-valid: Value '12024-08-15T00:00:00' is not facet-valid with respect to pattern '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+\\-][0-9]{2}:[0-9]{2})?' for type 'AchievementDateTime'.", `${ACHIEVEMENT}/ActionDate`],
  ['a missing job number', SERVICES, '<m:GetAchievementBatchJob/>',
    `cvc-complex-type.2.4.b: The content of element 'm:GetAchievementBatchJob' is not complete. One of '{"${SERVICES}":invokingUser, "${SERVICES}":jobId}' is expected.`, '/Envelope/Body/GetAchievementBatchJob'],
]; // prettier-ignore

describe('Explaining what is wrong with a request whose elements are all in a namespace', () => {
  for (const [what, namespace, body, text, path] of CASES) {
    it(`tells of ${what}`, () => {
      expect(problems(namespace, body)[0]).to.include({ text, path });
    });
  }

  it('never shows a password, whatever is wrong with it', () => {
    for (const member of [
      '<a:Password><b>Secret!23</b></a:Password>',
      '<a:Password a="Secret!23">p</a:Password>',
      `<a:Password>${'Secret!23'.repeat(30)}</a:Password><a:Password>Secret!23</a:Password>`,
    ])
      expect(JSON.stringify(problems(TEMPURI, asking(member)))).not.to.contain('Secret!23');
  });

  it('does not take an operation of another service for one of its own', () => {
    const reader = readers[SERVICES];
    const result = reader.read(Buffer.from(envelope(TEMPURI, asked(''))), 'text/xml');
    expect(result).to.deep.equal({
      ok: false,
      failure: { kind: 'unknownOperation', element: `{${TEMPURI}}GetOrganisation` },
    });
  });
});
