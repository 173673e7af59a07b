import { expect } from 'chai';
import { fileNameOf, readFileName } from '../../src/batch-files/file-name.js';

const levels = (name: string): string[] => readFileName(name).problems.map(({ level }) => level);

describe('the name of a batch file', () => {
  it('is taken with a UKPRN and a moment that was', () => {
    expect(readFileName('LRB_90000001_290220242359.CSV')).to.deep.equal({
      kind: 'CSV',
      ukprn: '90000001',
      problems: [],
    });
    expect(readFileName(fileNameOf('TEST0003', '010120260000', 'XML')).problems).to.deep.equal([]);
  });

  it('may end in lower case for a check, with a warning', () => {
    expect(readFileName('LRB_90000001_010920261200.csv').kind).to.equal('CSV');
    expect(levels('LRB_90000001_010920261200.csv')).to.deep.equal(['warning']);
  });

  it('is refused with any other form', () => {
    for (const name of [
      'learners.CSV',
      'LRB_9000001_010920261200.CSV',
      'LRB_90000001_290220231200.CSV',
      'LRB_90000001_010920262400.XML',
      'LRB_90000001_011320261200.CSV',
      'LRB_90000001_202609011200.CSV',
      'LRB_90000001_010920261200.XLSX',
      'lrb_90000001_010920261200.CSV',
    ]) {
      expect(levels(name), name).to.deep.equal(['file']);
    }
  });
});
