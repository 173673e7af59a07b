import { expect } from 'chai';
import fc from 'fast-check';
import { fieldErrorOf, foundError, readAchievement } from '../../src/domain/achievement.js';
import { achievementCodes, errorClassOf, isAchievementCode } from '../../src/domain/achievement-code.js';
import { achievementColumns } from '../../src/domain/achievement-columns.js';
import { achievementCounts, percentageSuccessful } from '../../src/domain/achievement-counts.js';
import {
  achievementCsvRow,
  errorFileHeader,
  errorFileRow,
  withoutGuard,
} from '../../src/domain/achievement-error-file.js';
import { refuseRecord, type RecordFields } from '../../src/domain/batch-record.js';

const right: RecordFields = {
  achievementAwardDate: '2022-08-18T00:00:00',
  action: '1',
  actionDate: '2022-08-20',
  familyName: 'Example',
  givenName: 'Tess',
  uln: '1000000019',
  unitOrQualificationReferenceNumber: '900/0001/1',
};

function errorsOf(of: RecordFields): readonly string[] {
  const read = readAchievement({ ...right, ...of });
  return read.ok ? [] : read.errors.map(({ code, column }) => `${code} ${column}`);
}

describe('Reading an achievement', () => {
  it('takes what is mandatory alone, and nothing else then', () => {
    expect(readAchievement(right)).to.deep.equal({
      ok: true,
      achievement: {
        action: 'create',
        awardDate: '2022-08-18',
        uln: '1000000019',
        givenName: 'Tess',
        familyName: 'Example',
        qualification: '90000011',
      },
    });
  });

  it('takes everything that can be stated', () => {
    const whole = {
      ...right,
      action: '4',
      actionReason: 'Found',
      dateofBirth: '2004-02-29T00:00:00Z',
      gender: '9',
      grade: 'A*',
      languageForAssessment: 'Welsh',
      learnerPostcode: 'ZT1 1AA',
      misIdentifier: 'M-1',
      providerUkprn: 'test0045',
      unitOrQualificationReferenceNumber: 'k/501/5773',
    };
    expect(readAchievement(whole)).to.deep.equal({
      ok: true,
      achievement: {
        action: 'reinstate',
        awardDate: '2022-08-18',
        uln: '1000000019',
        givenName: 'Tess',
        familyName: 'Example',
        dateOfBirth: '2004-02-29',
        gender: '9',
        qualification: 'K5015773',
        grade: 'A*',
        languageForAssessment: 'Welsh',
        providerUkprn: 'TEST0045',
        misIdentifier: 'M-1',
      },
    });
  });

  const cases: readonly (readonly [RecordFields, readonly string[]])[] = [
    [{ familyName: ' ' }, ['F001 FamilyName']],
    [{ givenName: '', uln: '' }, ['F001 GivenName', 'F001 Uln']],
    [{ achievementAwardDate: '' }, ['F001 AchievementAwardDate']],
    [{ achievementAwardDate: '18/08/2022' }, ['F002 AchievementAwardDate']],
    [{ achievementAwardDate: '2022-02-29' }, ['F002 AchievementAwardDate']],
    [{ achievementAwardDate: '2022-08-18 00:00:00' }, ['F002 AchievementAwardDate']],
    [{ achievementAwardDate: '2022-08-18T23:59:59.9999999-12:00' }, []],
    [{ actionDate: '2022-13-01' }, ['F002 ActionDate']],
    [{ dateofBirth: '0000-00-00' }, ['F002 DateofBirth']],
    [{ action: '0' }, ['F003 Action']],
    [{ action: '5' }, ['F003 Action']],
    [{ action: '01' }, ['F003 Action']],
    [{ action: 'create' }, ['F003 Action']],
    [{ gender: '3' }, ['F004 Gender']],
    [{ gender: 'F' }, ['F004 Gender']],
    [{ familyName: 'x'.repeat(36) }, ['F005 FamilyName']],
    [{ familyName: '𝒙'.repeat(35) }, []],
    [{ misIdentifier: 'x'.repeat(129) }, ['F005 MisIdentifier']],
    [{ learnerPostcode: 'ZZ99 9ZZ  X' }, ['F005 LearnerPostcode']],
    [{ unitOrQualificationReferenceNumber: '9000001' }, ['F006 UnitOrQualificationReferenceNumber']],
    [{ unitOrQualificationReferenceNumber: '900/0001/x' }, []],
    [{ unitOrQualificationReferenceNumber: '90/00001/1' }, ['F006 UnitOrQualificationReferenceNumber']],
    [{ unitOrQualificationReferenceNumber: 'KK/501/577' }, ['F006 UnitOrQualificationReferenceNumber']],
    [{ providerUkprn: '9000001' }, ['F007 ProviderUkprn']],
    [{ providerUkprn: 'UNKNWN' }, ['F007 ProviderUkprn']],
    [{ grade: 'A\u0000' }, ['F008 Grade']],
    [{ grade: '\ufffd' }, ['F008 Grade']],
    [{ action: 'x', gender: 'x' }, ['F003 Action', 'F004 Gender']],
  ];
  for (const [given, expected] of cases) {
    it(`${expected.length === 0 ? 'takes' : `says ${expected.join(', ')} to`} ${JSON.stringify(given)}`, () => {
      expect(errorsOf(given)).to.deep.equal(expected);
    });
  }

  it('knows the days that there are', () => {
    const number = fc.integer({ min: 0, max: 40 }).map((value) => String(value).padStart(2, '0'));
    const year = fc.integer({ min: 1800, max: 2400 }).map(String);
    fc.assert(
      fc.property(year, number, number, (...parts) => {
        const day = parts.join('-');
        const date = new Date(`${day}T00:00:00Z`);
        const isReal = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
        expect(errorsOf({ actionDate: day })).to.have.length(isReal ? 0 : 1);
      }),
      { numRuns: 2000 },
    );
  });

  it('never fails on any values, and never tells one', () => {
    const keys = achievementColumns.map(({ key }) => key);
    const secret = fc.string({ unit: 'binary', maxLength: 60 }).map((text) => `§${text}`);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys, 'refusalCode'), secret), (fields) => {
        const read = readAchievement(fields);
        if (!read.ok) expect(fieldErrorOf(read.errors).reason).to.not.include('§');
      }),
    );
  });

  it('joins what is wrong with a record under the first code', () => {
    const read = readAchievement({ ...right, action: '7', gender: '7' });
    if (read.ok) throw new Error('It was taken');
    expect(fieldErrorOf(read.errors)).to.deep.equal({
      code: 'F003',
      reason: 'Action is not 1, 2, 3 or 4. Gender is not 0, 1, 2 or 9.',
    });
  });

  it('finds the error that a reader of files found before', () => {
    const fields = refuseRecord(right, { code: 'F002', reason: 'Excel' });
    expect(foundError(fields)).to.deep.equal({ code: 'F002', reason: 'Excel' });
    expect(foundError({ ...right, refusalCode: 'RC011' })).to.equal(undefined);
    expect(foundError(right)).to.equal(undefined);
  });
});

describe('The codes of achievements', () => {
  it('have the class of their letter', () => {
    const classes = { A: undefined, F: 'FieldData', L: 'LearnerData', B: 'BusinessRule' } as const;
    for (const code of Object.keys(achievementCodes)) {
      expect(errorClassOf(code)).to.equal(classes[code.charAt(0) as keyof typeof classes]);
    }
    expect(errorClassOf('RC011')).to.equal(undefined);
    expect(isAchievementCode('toString')).to.equal(false);
  });
});

describe('The counts of an achievement job', () => {
  const codes = new Map([
    ['A001', 5],
    ['A002', 4],
    ['A003', 3],
    ['A004', 2],
    ['A005', 1],
    ['F001', 10],
    ['F006', 1],
    ['L004', 20],
    ['B008', 30],
    ['B012', 4],
  ]);

  it('come from the codes of its records', () => {
    expect(achievementCounts(codes, 'F')).to.deep.equal({
      created: 5,
      updated: 4,
      promotedToFinal: 3,
      withdrawn: 2,
      reinstated: 1,
      fieldDataErrors: 11,
      learnerDataErrors: 20,
      businessRuleErrors: 34,
      successfulFinal: 15,
      successfulProvisional: 0,
    });
    expect(achievementCounts(codes, 'P')).to.include({ successfulFinal: 0, successfulProvisional: 15 });
  });

  it('give a percentage of two decimals', () => {
    expect(percentageSuccessful(achievementCounts(codes, 'F'), 80)).to.equal(18.75);
    expect(percentageSuccessful(achievementCounts(new Map([['A001', 2]]), 'P'), 3)).to.equal(66.67);
    expect(percentageSuccessful(achievementCounts(new Map(), 'P'), 0)).to.equal(0);
  });

  it('account for every record', () => {
    const all = fc.dictionary(fc.constantFrom(...Object.keys(achievementCodes)), fc.nat(5000));
    fc.assert(
      fc.property(all, fc.constantFrom('P', 'F'), (each, type) => {
        const counts = achievementCounts(new Map(Object.entries(each)), type);
        const { successfulFinal, successfulProvisional, ...rest } = counts;
        const records = Object.values(each).reduce((sum, count) => sum + count, 0);
        expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).to.equal(records);
        const errors = counts.fieldDataErrors + counts.learnerDataErrors + counts.businessRuleErrors;
        expect(successfulFinal + successfulProvisional).to.equal(records - errors);
      }),
    );
  });
});

describe('The error file', () => {
  it('has the columns as they came, then class, code and text', () => {
    expect(errorFileHeader().split(',')).to.have.length(18);
    const row = errorFileRow({ ...right, grade: 'A "good" one' }, { code: 'L004', reason: 'Names.' });
    expect(row).to.equal(
      '"2022-08-18T00:00:00","1","2022-08-20","","","Example","","Tess","A ""good"" one","","","","","1000000019",' +
        '"900/0001/1","LearnerData","L004","Names."\r\n',
    );
  });

  it('has no row for what was done', () => {
    expect(errorFileRow(right, { code: 'A001' })).to.equal(undefined);
  });

  it('holds no formula, and a reader gets back what was written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', "'"),
        (text, first) => {
          const value = first + text;
          const [, written = ''] = /^"(.*)"\r\n$/s.exec(achievementCsvRow([value])) ?? [];
          expect(written).to.not.match(/^[=+\-@\t\r]/);
          if (!/^'[=+\-@\t\r]/.test(value))
            expect(withoutGuard(written.replaceAll('""', '"'))).to.equal(value);
        },
      ),
    );
  });
});
