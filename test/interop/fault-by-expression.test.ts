/** A client in the field does not parse a fault: it cuts the exception out of the text and parses only that. */
import { expect } from 'chai';
import { parseStringPromise } from 'xml2js';
import { readCase } from '../messages/message-case.js';
import { runRegister, type RunningRegister } from '../running-register.js';

describe('A client that finds the exception with a regular expression', () => {
  let register: RunningRegister;

  before(async () => {
    register = await runRegister();
  });

  after(() => register.stop());

  for (const [name, code, details] of [
    ['empty-given-name', 'WSEC0001', /^cvc-pattern-valid: Value '' is not facet-valid/],
    ['organisation-unknown', 'WSEC0003', /OrganisationRef or UKPRN/],
    ['unknown-operation', 'WSEC0002', /FindLearnerByName/],
  ] as const) {
    it(`reads ${code} out of the piece`, async () => {
      const answer = await register.send(readCase(`LearnerService/learnerByULN/${name}`).request);
      const piece = /<ns10:MIAPAPIException.*?<\/ns10:MIAPAPIException>/.exec(answer.body)?.[0] ?? '';
      const parsed: unknown = await parseStringPromise(piece, { explicitArray: false, xmlns: false });
      expect(parsed).to.have.nested.property('ns10:MIAPAPIException.ErrorCode', code);
      expect(parsed).to.have.nested.property('ns10:MIAPAPIException.FurtherDetails').that.matches(details);
      expect(Object.keys(exceptionOf(parsed))).to.deep.equal([
        '$',
        'ErrorCode',
        'ErrorActor',
        'Description',
        'FurtherDetails',
        'ErrorTimestamp',
      ]);
      expect(answer.status).to.equal(500);
      expect(answer.body).not.to.include('UnsupportedHttpVerb');
    });
  }
});

function exceptionOf(parsed: unknown): object {
  const inner =
    typeof parsed === 'object' && parsed !== null && 'ns10:MIAPAPIException' in parsed
      ? parsed['ns10:MIAPAPIException']
      : undefined;
  return typeof inner === 'object' && inner !== null ? inner : {};
}
