import { expect } from 'chai';
import {
  readRegistrationRecord,
  refusalOf,
  refuseRecord,
  requiredForRegistration,
  type RegistrationRecord,
} from '../../src/domain/batch-record.js';

const names = { givenName: 'Ada', familyName: 'Testwell' };
const whole = { ...names, dateOfBirth: '2004-03-12', gender: '2', lastKnownPostCode: 'CV4 9EE' };

function read(fields: Readonly<Record<string, string>>): RegistrationRecord {
  const outcome = readRegistrationRecord(fields);
  if (!outcome.ok) throw new Error(outcome.refusal.reason);
  return outcome.record;
}

describe('a record of a registration batch', () => {
  it('needs no more than the two names', () => {
    expect(read(names)).to.deep.equal({ ...names, optional: {} });
  });

  it('leaves out what is empty or blank', () => {
    const record = read({ ...whole, uln: '', gender: '', title: ' ', notes: 'Left in', emailAddress: '' });
    expect(record).to.deep.equal({
      ...names,
      dateOfBirth: '2004-03-12',
      lastKnownPostCode: 'CV4 9EE',
      optional: { notes: 'Left in' },
    });
  });

  const bad = [
    ['uln', '0123456789', 'ULN is not ten digits, the first not 0.'],
    ['givenName', ' ', 'GivenName is missing.'],
    ['familyName', '', 'FamilyName is missing.'],
    ['dateOfBirth', '2005-02-29', 'DateOfBirth is not a day of the form yyyy-MM-dd.'],
    ['dateOfBirth', '12/03/2004', 'DateOfBirth is not a day of the form yyyy-MM-dd.'],
    ['gender', 'F', 'Gender is not 0, 1, 2 or 9.'],
    ['abilityToShare', '3', 'AbilityToShare is not 0, 1 or 2.'],
    ['verificationType', '8', 'VerificationType is not 0 to 7 or 999.'],
    ['dateOfAddressCapture', '2024-13-01', 'DateOfAddressCapture is not a day of the form yyyy-MM-dd.'],
  ] as const;
  for (const [field, value, reason] of bad) {
    it(`is refused with RC011 for the ${field} '${value}'`, () => {
      expect(readRegistrationRecord({ ...whole, [field]: value })).to.deep.equal({
        ok: false,
        refusal: { code: 'RC011', reason },
      });
    });
  }

  it('keeps the refusal that its reader gave it', () => {
    const refusal = { code: 'RC012', reason: 'UPN has the wrong form.' } as const;
    const refused = refuseRecord(whole, refusal);
    expect(refusalOf(refused)).to.deep.equal(refusal);
    expect(readRegistrationRecord(refused)).to.deep.equal({ ok: false, refusal });
    expect(refusalOf(whole)).to.equal(undefined);
  });

  it('is fit to be registered with date of birth, gender and postcode; the rest counts as 0', () => {
    expect(requiredForRegistration(read({ ...whole, title: 'Dr' }))).to.deep.equal({
      ok: true,
      details: { ...whole, title: 'Dr', abilityToShare: '0', verificationType: '0' },
    });
    expect(
      requiredForRegistration(read({ ...whole, abilityToShare: '1', verificationType: '999' })),
    ).to.deep.include({ ok: true, details: { ...whole, abilityToShare: '1', verificationType: '999' } });
  });

  it('tells all that it lacks', () => {
    const missing = (fields: Readonly<Record<string, string>>) => requiredForRegistration(read(fields));
    expect(missing(names)).to.deep.equal({
      ok: false,
      missing: ['DateOfBirth', 'Gender', 'LastKnownPostCode'],
    });
    expect(missing({ ...whole, gender: '' })).to.deep.equal({ ok: false, missing: ['Gender'] });
    expect(missing({ ...whole, lastKnownPostCode: ' ' })).to.deep.equal({
      ok: false,
      missing: ['LastKnownPostCode'],
    });
  });
});
