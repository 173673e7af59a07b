import { expect } from 'chai';
import { createLearnerServiceReader } from '../../src/contract/service-readers.js';
import type { Problem } from '../../src/contract/read-result.js';
import { byUln, byUlnFields, envelope, NAMESPACE, SOAP } from './read-samples.js';

const reader = createLearnerServiceReader();

function problems(message: string): readonly Problem[] {
  const result = reader.read(Buffer.from(message), 'text/xml');
  if (result.ok || result.failure.kind !== 'badlyFormed')
    throw new Error(`not badly formed: ${JSON.stringify(result)}`);
  return result.failure.problems;
}

const PATH = '/Envelope/Body/FindLearnerByULN';
const HEAD = '<OrgPassword>0123456789abcdef</OrgPassword><UserName>a</UserName>';
const batch = (request: string): string => envelope(`${NAMESPACE}batchmsg`, request);
const verify = (fields: string): string =>
  envelope(`${NAMESPACE}vldmsg`, `<m:SubmitVerifyBatch>${HEAD}${fields}</m:SubmitVerifyBatch>`);
const jobId = (value: string): string =>
  batch(`<m:GetSubmitBatchOutput>${HEAD}<JobID>${value}</JobID></m:GetSubmitBatchOutput>`);
const LEARNER = '<ULN>1234567892</ULN><FamilyName>Specimen</FamilyName><GivenName>Anna</GivenName>';

/** What is wrong, the first problem's text, its path. */
const CASES: readonly (readonly [string, string, string, string])[] = [
  ['an empty name', byUln({ GivenName: '<GivenName></GivenName>' }),
    "cvc-pattern-valid: Value '' is not facet-valid with respect to pattern '[\\s]*[\\S][\\s\\S]*' for type 'MIAPNameNonEmpty'.", `${PATH}/GivenName`],
  ['a name too long', byUln({ GivenName: `<GivenName>${'x'.repeat(36)}</GivenName>` }),
    `cvc-maxLength-valid: Value '${'x'.repeat(36)}' with length = '36' is not facet-valid with respect to maxLength '35' for type 'MIAPNameNonEmpty'.`, `${PATH}/GivenName`],
  ['a value too long to be shown', byUln({ GivenName: `<GivenName>${'😀'.repeat(300)}</GivenName>` }),
    `cvc-maxLength-valid: Value '${'😀'.repeat(100)}…' with length = '300' is not facet-valid with respect to maxLength '35' for type 'MIAPNameNonEmpty'.`, `${PATH}/GivenName`],
  ['a ULN too short', byUln({ ULN: '<ULN>123</ULN>' }),
    "cvc-pattern-valid: Value '123' is not facet-valid with respect to pattern '[1-9][0-9]{9}' for type 'MIAPULN'.", `${PATH}/ULN`],
  ['a pattern with alternatives', verify(`<LearnerRecordCount>1</LearnerRecordCount><Learner>${LEARNER}<Gender>5</Gender></Learner>`),
    "cvc-pattern-valid: Value '5' is not facet-valid with respect to pattern '0|1|2|9|' for type 'MIAPGenderNillable'.", '/Envelope/Body/SubmitVerifyBatch/Learner/Gender'],
  ['a number too small', verify(`<LearnerRecordCount>0</LearnerRecordCount><Learner>${LEARNER}</Learner>`),
    "cvc-minInclusive-valid: Value '0' is not facet-valid with respect to minInclusive '1' for type 'MIAPVerifyLearnerRecordCount'.", '/Envelope/Body/SubmitVerifyBatch/LearnerRecordCount'],
  ['a number too large', verify(`<LearnerRecordCount>99999999999</LearnerRecordCount><Learner>${LEARNER}</Learner>`),
    "cvc-maxInclusive-valid: Value '99999999999' is not facet-valid with respect to maxInclusive '5000' for type 'MIAPVerifyLearnerRecordCount'.", '/Envelope/Body/SubmitVerifyBatch/LearnerRecordCount'],
  ['a job number beyond 64 bits', jobId('9223372036854775808'),
    "cvc-maxInclusive-valid: Value '9223372036854775808' is not facet-valid with respect to maxInclusive '9223372036854775807' for type 'long'.", '/Envelope/Body/GetSubmitBatchOutput/JobID'],
  ['no number', jobId('abc'),
    "cvc-datatype-valid.1.2.1: 'abc' is not a valid value for 'integer'.", '/Envelope/Body/GetSubmitBatchOutput/JobID'],
  ['an unknown element', byUln({ ULN: '<Uln>1234567892</Uln>' }),
    "cvc-complex-type.2.4.a: Invalid content was found starting with element 'Uln'. One of '{ULN}' is expected.", `${PATH}/Uln`],
  ['an element out of place among optional ones', byUln({ FindType: '<FindType>FUL</FindType><ULN>1234567892</ULN>' }),
    "cvc-complex-type.2.4.a: Invalid content was found starting with element 'ULN'. One of '{OrganisationRef, UKPRN, OrgPassword}' is expected.", `${PATH}/ULN[1]`],
  ['an element twice', byUln({ ULN: '<ULN>1234567892</ULN><ULN>1234567892</ULN>' }),
    "cvc-complex-type.2.4.a: Invalid content was found starting with element 'ULN'. One of '{FamilyName}' is expected.", `${PATH}/ULN[2]`],
  ['an element too many at the end', byUln({ GivenName: '<GivenName>a</GivenName><Notes/>' }),
    "cvc-complex-type.2.4.d: Invalid content was found starting with element 'Notes'. No child element is expected at this point.", `${PATH}/Notes`],
  ['a missing element at the end', byUln({ GivenName: '' }),
    "cvc-complex-type.2.4.b: The content of element 'm:FindLearnerByULN' is not complete. One of '{GivenName}' is expected.", PATH],
  ['the second of two learners', verify(`<LearnerRecordCount>1</LearnerRecordCount><Learner>${LEARNER}</Learner><Learner/>`),
    "cvc-complex-type.2.4.b: The content of element 'Learner' is not complete. One of '{MISIdentifier, ULN}' is expected.", '/Envelope/Body/SubmitVerifyBatch/Learner[2]'],
  ['text between elements', byUln({ ULN: 'x<ULN>1234567892</ULN>' }),
    "cvc-complex-type.2.3: Element 'm:FindLearnerByULN' cannot have character [children], because the type's content type is element-only.", PATH],
  ['an element within a value', byUln({ ULN: '<ULN><b/></ULN>' }),
    "cvc-type.3.1.2: Element 'ULN' is a simple type, so it must have no element information item [children].", `${PATH}/ULN`],
  ['nil where it may not be', byUln({ ULN: '<ULN xsi:nil="true"/>' }),
    "cvc-elt.3.1: Attribute 'http://www.w3.org/2001/XMLSchema-instance,nil' must not appear on element 'ULN', because the {nillable} property of 'ULN' is false.", `${PATH}/ULN`],
  ['nil with a value', byUln({ UKPRN: '<UKPRN xsi:nil="true">10000001</UKPRN>' }),
    "cvc-elt.3.2.1: Element 'UKPRN' cannot have character or element information [children], because 'http://www.w3.org/2001/XMLSchema-instance,nil' is specified.", `${PATH}/UKPRN`],
  ['an attribute on a request', byUln().replace('<m:FindLearnerByULN>', '<m:FindLearnerByULN id="x">'),
    "cvc-complex-type.3.2.2: Attribute 'id' is not allowed to appear in element 'm:FindLearnerByULN'.", PATH],
  ['an attribute on a value', byUln({ ULN: '<ULN id="x">1234567892</ULN>' }),
    "cvc-type.3.1.1: Element 'ULN' is a simple type, so it cannot have attributes, excepting those whose namespace name is identical to 'http://www.w3.org/2001/XMLSchema-instance' and whose [local name] is one of 'type', 'nil', 'schemaLocation' or 'noNamespaceSchemaLocation'. However, the attribute, 'id' was found.", `${PATH}/ULN`],
  ['a nil that is no boolean', byUln({ UKPRN: '<UKPRN xsi:nil="maybe"/>' }),
    "cvc-datatype-valid.1.2.1: 'maybe' is not a valid value for 'boolean'.", `${PATH}/UKPRN`],
  ['an xsi:type that nobody knows', byUln({ ULN: '<ULN xsi:type="m:Other">1234567892</ULN>' }),
    "cvc-elt.4.2: Cannot resolve 'm:Other' to a type definition for element 'ULN'.", `${PATH}/ULN`],
  ['an xsi:type that is too wide', byUln({ ULN: '<ULN xmlns:x="http://www.w3.org/2001/XMLSchema" xsi:type="x:string">1234567892</ULN>' }),
    "cvc-elt.4.3: Type 'x:string' is not validly derived from the type definition, 'MIAPULN', of element 'ULN'.", `${PATH}/ULN`],
  ['a request name of no operation', envelope(`${NAMESPACE}findmsg`, `<m:FindLearnerByULN>${byUlnFields()}</m:FindLearnerByULN><m:More/>`),
    "cvc-complex-type.2.4.d: Invalid content was found starting with element 'm:More'. No child element is expected at this point.", '/Envelope/Body/More'],
  ['children in the namespace of the request', `<s:Envelope xmlns:s="${SOAP}"><s:Body><FindLearnerByULN xmlns="${NAMESPACE}findmsg">${byUlnFields()}</FindLearnerByULN></s:Body></s:Envelope>`,
    `cvc-complex-type.2.4.a: Invalid content was found starting with element 'FindType'. One of '{FindType}' is expected. 'FindType' is in the namespace '${NAMESPACE}findmsg' but must have no namespace (xmlns="").`, `${PATH}/FindType`],
]; // prettier-ignore

/** Text, first problem. */
const MALFORMED: readonly (readonly [string, string, number, number])[] = [
  ['<a><b></a>', '<b> of line 1 is closed by </a>.', 1, 11],
  ['<a>\n<b>', '<b> of line 2 is never closed.', 2, 4],
  ['<a>&nbsp;</a>', 'the entity &nbsp; is not defined.', 1, 10],
  ['<a>\n\u0001</a>', 'character number 1 is not allowed.', 2, 1],
  ['<a>\u0000</a>', 'character number 0 is not allowed.', 1, 4],
  ['<a>&#0;</a>', 'a reference to character number 0 is not allowed.', 1, 8],
  ['<a/><b/>', 'something follows the end of the root element.', 1, 5],
  ['hello', 'it does not begin with an element.', 1, 1],
  ['<x:a/>', 'the prefix of x:a is not declared.', 1, 5],
  ['<a b="1" b="2"/>', 'Attribute b redefined.', 1, 15],
]; // prettier-ignore

describe('the explanation of what is wrong with a request', () => {
  for (const [name, message, text, path] of CASES) {
    it(`tells of ${name}`, () => {
      const [first] = problems(message);
      expect(first).to.include({ text, path });
    });
  }

  it('puts the pattern first, then the other facets of the value', () => {
    const texts = problems(byUln({ GivenName: '<GivenName/>' })).map(({ text }) => text.split(':')[0]);
    expect(texts).to.deep.equal(['cvc-pattern-valid', 'cvc-minLength-valid']);
  });

  it('never quotes a password', () => {
    const found = problems(byUln({ OrgPassword: '<OrgPassword>secret</OrgPassword>' }));
    expect(found[0]?.text).to.equal(
      "cvc-minLength-valid: Value '****' with length = '6' is not facet-valid with respect to minLength '16' for type 'MIAPOrgPassword'.",
    );
    expect(JSON.stringify(found)).to.not.include('secret');
  });

  it('says line and column of the element', () => {
    const message = byUln({ ULN: '\n  <!-- <ULN> -->\n  <ULN>x</ULN>' });
    expect(problems(message)[0]).to.include({ line: 3, column: 3, path: `${PATH}/ULN` });
  });

  it('lists problems in the order of the message, twenty at most', () => {
    const learner = '<Learner><ULN>x</ULN><FamilyName>a</FamilyName><GivenName>a</GivenName></Learner>';
    const found = problems(verify(`<LearnerRecordCount>0</LearnerRecordCount>${learner.repeat(30)}`));
    expect(found).to.have.length(20);
    expect(found.map(({ path }) => path).slice(0, 3)).to.deep.equal([
      '/Envelope/Body/SubmitVerifyBatch/LearnerRecordCount',
      '/Envelope/Body/SubmitVerifyBatch/Learner[1]/ULN',
      '/Envelope/Body/SubmitVerifyBatch/Learner[1]/ULN',
    ]);
  });

  for (const [message, words, line, column] of MALFORMED) {
    it(`says what is no XML in ${JSON.stringify(message)}`, () => {
      expect(problems(message)[0]).to.deep.equal({
        text: `The message is not well-formed XML: ${words}`,
        line,
        column,
      });
    });
  }
});
