import { expect } from 'chai';
import type { Version } from '../../src/batch-files/columns.js';
import { brief, csvFile, nameOf, read } from './files.js';

async function problemsOf(
  learner: Readonly<Record<string, string>>,
  version: Version = '3A',
  kind: 'registration' | 'verification' = 'registration',
): Promise<string[]> {
  return brief((await read(csvFile([learner], version), nameOf('CSV'), { kind })).problems);
}

describe('the values of a row', () => {
  it('are held to the simple types of the web service', async () => {
    const cases: readonly [column: string, good: readonly string[], bad: readonly string[]][] = [
      ['ULN', ['9900001000', ''], ['0900001000', '990000100', '99000010000', 'ABCDEFGHIJ']],
      ['GivenName', ['x', 'x'.repeat(35), '𠮷'.repeat(35)], ['', ' ', 'x'.repeat(36)]],
      ['LastKnownPostCode', ['ZZ99 9ZZ', 'cv49ee', 'BFPO 57'], ['AB12 3CD', 'CV4 9EE 1', 'D02 X285']],
      ['DateOfBirth', ['2004-02-29'], ['2003-02-29', '2004-4-12', '20040412', 'today', '1799-01-01']],
      ['Gender', ['0', '1', '2', '9'], ['3', 'M']],
      ['EmailAddress', ['a@example.org', ''], ['a@b', 'a b@example.org']],
      ['ScottishCandidateNumber', ['123456789', ''], ['12345678']],
      ['VerificationType', ['0', '7', '999', ''], ['8', 'passport']],
      ['PrivacyNoticeSeen', ['0', '1', ''], ['2', '3', 'Y']],
      ['MISIdentifier', ['x'.repeat(128)], ['x'.repeat(129)]],
      ['Notes', ['x'.repeat(4000)], ['x'.repeat(4001)]],
      ['Title', ['Dr'], ['\u0000', 'a\ufffdb']],
    ];
    for (const [column, good, bad] of cases) {
      for (const value of good) {
        expect(await problemsOf({ [column]: value }), `${column} ${value}`).to.deep.equal([]);
      }
      for (const value of bad) {
        expect(await problemsOf({ [column]: value }), `${column} ${value}`).to.deep.equal([
          `record 2 ${column} RC011`,
        ]);
      }
    }
    expect(await problemsOf({ AbilityToShare: '2' }, '2A')).to.deep.equal([]);
  });

  it('are named as the spreadsheet’s doing where they are', async () => {
    const cases: readonly [column: string, value: string, text: RegExp][] = [
      ['DateOfBirth', '12/04/2004', /DD\/MM\/YYYY/],
      ['DateOfBirth', '1/4/04', /DD\/MM\/YY/],
      ['DateOfBirth', '04/25/2004', /MM\/DD\/YYYY/],
      ['DateOfBirth', '12.04.2004', /DD\/MM\/YYYY/],
      ['DateOfAddressCapture', '12/04/2004 00:00', /DD\/MM\/YYYY/],
      ['DateOfBirth', '12-Apr-04', /into words/],
      ['DateOfBirth', '2004-04-12 00:00:00', /time of day/],
      ['DateOfBirth', '38089', /day number.*2004-04-12/],
      ['ULN', '9.9E+09', /scientific/],
      ['ULN', '9,9E+09', /scientific/],
    ];
    for (const [column, value, text] of cases) {
      const { problems } = await read(csvFile([{ [column]: value }]));
      expect(brief(problems), value).to.deep.equal([`record 2 ${column} RC011`]);
      expect(problems[0]?.text, value).to.match(text);
      expect(problems[0]?.value).to.equal(value);
    }
    const { problems } = await read(csvFile([{ DateOfBirth: '31/31/2004' }]));
    expect(problems[0]?.text).not.to.include('Excel');
  });

  it('have identifiers of the right form', async () => {
    for (const UCI of ['123456789012A', '12345A678901B']) expect(await problemsOf({ UCI })).to.deep.equal([]);
    for (const UPN of ['H801200001001', 'H80120000100A']) expect(await problemsOf({ UPN })).to.deep.equal([]);
    for (const UCI of ['123', '1234567890123', '123456789012a']) {
      expect(await problemsOf({ UCI })).to.deep.equal(['record 2 UCI RC012']);
    }
    for (const UPN of ['I801200001001', '8801200001001', 'H80120000100']) {
      expect(await problemsOf({ UPN })).to.deep.equal(['record 2 UPN RC012']);
    }
  });

  it('need what a registration needs, and an age in range, where there is no ULN', async () => {
    expect(await problemsOf({ DateOfBirth: '', Gender: '', LastKnownPostCode: '' })).to.deep.equal([
      'record 2 DateOfBirth RC006',
      'record 2 Gender RC006',
      'record 2 LastKnownPostCode RC006',
    ]);
    expect(await problemsOf({ ULN: '9900001000', DateOfBirth: '', Gender: '' })).to.deep.equal([]);
    for (const DateOfBirth of ['2013-09-02', '1915-08-31']) {
      expect(await problemsOf({ DateOfBirth })).to.deep.equal(['record 2 DateOfBirth RC013']);
    }
    for (const DateOfBirth of ['2013-09-01', '1915-09-02']) {
      expect(await problemsOf({ DateOfBirth })).to.deep.equal([]);
    }
  });

  it('need a ULN to be verified', async () => {
    expect(await problemsOf({}, '3A', 'verification')).to.deep.equal(['record 2 ULN RC011']);
    const only = { ULN: '9900001000', DateOfBirth: '', Gender: '', LastKnownPostCode: '' };
    expect(await problemsOf(only, '3A', 'verification')).to.deep.equal([]);
  });

  it('are warned of when a check digit is wrong', async () => {
    expect(await problemsOf({ ULN: '9900001001' })).to.deep.equal(['warning 2 ULN']);
  });

  it('refuse a row with the weightiest code and every reason, and leave missing details to the register', async () => {
    const learners = [{ UPN: 'x', Gender: 'M', DateOfBirth: '1/1/04' }, { UPN: 'x' }, { Gender: '' }];
    const { records } = await read(csvFile(learners));
    expect(records.map(({ refusal }) => refusal?.code)).to.deep.equal(['RC011', 'RC012', undefined]);
    expect(records[0]?.refusal?.reason).to.match(/DateOfBirth: .*Gender: .*UPN: /);
    expect(records[0]?.refusal?.reason).not.to.include('1/1/04');
  });

  it('are shortened where they are told', async () => {
    const { problems } = await read(csvFile([{ Notes: '𠮷'.repeat(4001) }]));
    expect([...(problems[0]?.value ?? '')]).to.have.length(41);
  });
});
