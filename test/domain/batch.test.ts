import { expect } from 'chai';
import fc from 'fast-check';
import {
  countRecord,
  counterOf,
  isException,
  isRecordCode,
  noCounts,
  outputCode,
  recordCodeOf,
  recordCodes,
  type BatchStatus,
  type RecordOutcome,
} from '../../src/domain/batch.js';
import { listCodes } from '../../src/domain/response-code.js';

describe('the codes of batch records', () => {
  const codes: Readonly<Record<RecordOutcome, readonly [webService: string, file: string]>> = {
    registered: ['RC001', 'RC001'],
    exists: ['RC002', 'RC002'],
    updated: ['RC003', 'RC003'],
    verified: ['RC004', 'RC004'],
    linked: ['RC005', 'RC005'],
    insufficientData: ['RC006', 'RC006'],
    possibleMatch: ['RC007', 'RC007'],
    tooManyMatches: ['RC008', 'RC008'],
    notFound: ['RC009', 'RC009'],
    detailsDiffer: ['RC010', 'RC010'],
    badValue: ['RC011', 'RC011'],
    badIdentifier: ['RC012', 'RC012'],
    ageOutOfRange: ['RC011', 'RC013'],
  };
  for (const [outcome, [webService, file]] of Object.entries(codes)) {
    it(`say ${outcome} as ${webService} over web services and ${file} in files`, () => {
      expect(recordCodeOf(outcome as RecordOutcome, 'webService')).to.equal(webService);
      expect(recordCodeOf(outcome as RecordOutcome, 'file')).to.equal(file);
    });
  }

  it('are those of the table of codes', () => {
    const listed = listCodes().flatMap(({ code, form }) => (form === 'return' ? [code] : []));
    expect(recordCodes).to.deep.equal(listed);
  });

  it('count in one of five counters', () => {
    const counted = Object.fromEntries(recordCodes.map((code) => [code, counterOf(code)]));
    expect(counted).to.deep.equal({
      RC001: 'newLearners',
      RC002: 'existsUpdated',
      RC003: 'existsUpdated',
      RC004: 'existsUpdated',
      RC005: 'existsUpdated',
      RC006: 'rejected',
      RC007: 'possibleMatch',
      RC008: 'possibleMatch',
      RC009: 'notFound',
      RC010: 'notFound',
      RC011: 'rejected',
      RC012: 'rejected',
      RC013: 'rejected',
    });
  });

  it('are exceptions when no ULN came of the record', () => {
    expect(recordCodes.filter((code) => !isException(code))).to.deep.equal(recordCodes.slice(0, 5));
  });

  it('add up to the number of records, and those of verifications count nowhere', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...recordCodes, 'WSRC0004', 'toString')), (all) => {
        const counts = all.reduce(countRecord, noCounts);
        const sum = Object.values(counts).reduce<number>((total, one) => total + Number(one), 0);
        expect(sum).to.equal(all.filter(isRecordCode).length);
      }),
    );
  });
});

describe('the answer about a job', () => {
  const answers: Readonly<Record<BatchStatus, string>> = {
    Opened: 'WSRC0008',
    Waiting: 'WSRC0008',
    InProgress: 'WSRC0008',
    Successful: 'WSRC0009',
    Failed: 'WSRC0010',
    Cancelled: 'WSRC0010',
  };
  for (const [status, code] of Object.entries(answers)) {
    it(`is ${code} when it is ${status}`, () => {
      expect(outputCode(status as BatchStatus)).to.equal(code);
    });
  }
});
