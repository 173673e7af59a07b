import { expect } from 'chai';
import fc from 'fast-check';
import { layouts, versions } from '../../src/batch-files/columns.js';
import { brief, csvFile, nameOf, read, sound, ukprn } from './files.js';

const [headings = '', ...rows] = csvFile([{}, {}]).split('\r\n');
const withHeadings = (changed: readonly string[]): string => [changed.join(','), ...rows].join('\r\n');
const names = headings.split(',');

describe('reading a batch file in CSV', () => {
  it('takes both versions, with the fields under the names of the web service', async () => {
    const learner = {
      ULN: '9900001000',
      MISIdentifier: 'A1',
      FamilyNameAt16: 'Before',
      Notes: 'a, "b"\r\nc',
    };
    const other = {
      '2A': { MiddleOtherName: 'Grace', AbilityToShare: '2' },
      '3A': { MiddleNames: 'Grace', PrivacyNoticeSeen: '1', UCI: '12345A678901B', UPN: 'H801200001001' },
    };
    for (const version of versions) {
      const { records, problems } = await read(csvFile([{ ...learner, ...other[version] }], version));
      expect(problems).to.deep.equal([]);
      expect(records).to.deep.equal([
        {
          row: 2,
          fields: {
            fileVersion: version,
            fileName: nameOf('CSV'),
            ukprn,
            learnerRecordCount: '1',
            uln: '9900001000',
            misIdentifier: 'A1',
            givenName: 'Eleanor',
            middleOtherName: 'Grace',
            familyName: 'Testington',
            familyNameAtAge16: 'Before',
            lastKnownPostCode: 'ZT1 4EE',
            dateOfBirth: '2004-04-12',
            gender: '2',
            ...(version === '3A' ? { uci: '12345A678901B', upn: 'H801200001001' } : {}),
            abilityToShare: version === '3A' ? '1' : '2',
            notes: 'a, "b"\r\nc',
          },
        },
      ]);
    }
  });

  it('puts the ULN fifth and the MIS identifier sixth', () => {
    for (const version of versions) {
      expect(layouts[version].slice(4, 6).map(({ name }) => name)).to.deep.equal(['ULN', 'MISIdentifier']);
    }
  });

  it('says which heading differs, and how', async () => {
    const cases: readonly [changed: readonly string[], column: string, text: RegExp][] = [
      [names.with(7, 'givenname'), 'GivenName', /Column 8 \(H\).*letters and blanks count/],
      [names.with(7, 'GivenName '), 'GivenName', /letters and blanks count/],
      [names.with(7, 'FirstName'), 'GivenName', /no column/],
      [names.toSpliced(4, 1), 'ULN', /ULN is missing/],
      [names.with(4, 'MISIdentifier').with(5, 'ULN'), 'ULN', /another order/],
      [names.slice(0, -1), 'Notes', /is missing/],
      [[...names, ''], '', /empty columns/],
      [[...names, 'Photo'], 'Photo', /nothing follows/],
    ];
    for (const [changed, column, text] of cases) {
      const { records, problems } = await read(withHeadings(changed));
      expect(records).to.deep.equal([]);
      expect(
        problems.map((problem) => problem.column),
        String(changed),
      ).to.deep.equal([column]);
      expect(problems[0]?.text).to.match(text);
      expect(problems[0]?.level).to.equal('file');
    }
  });

  it('names the nearest heading for one that is misspelt', async () => {
    const { problems } = await read(withHeadings(names.with(7, 'FamlyName')));
    expect(problems[0]?.text).to.include('the nearest is FamilyName');
  });

  it('recognises semicolons and tabs', async () => {
    const content = csvFile([{}]);
    expect((await read(content.replaceAll(',', ';'))).problems[0]?.text).to.include('semicolons');
    const tabs = Buffer.from(`\ufeff${content.replaceAll(',', '\t')}`, 'utf16le');
    expect((await read(tabs)).problems[0]?.text).to.include('tabs');
  });

  it('wants the facts of the file in the first row, and there alone', async () => {
    const cases: readonly [facts: Record<string, string>, column: string][] = [
      [{ FileVersion: '2A' }, 'FileVersion'],
      [{ FileVersion: '' }, 'FileVersion'],
      [{ FileName: '' }, 'FileName'],
      [{ UKPRN: '90000002' }, 'UKPRN'],
      [{ UKPRN: '9000001' }, 'UKPRN'],
      [{ LearnerRecordCount: 'two' }, 'LearnerRecordCount'],
      [{ LearnerRecordCount: '3' }, 'LearnerRecordCount'],
      [{ LearnerRecordCount: '1' }, 'LearnerRecordCount'],
    ];
    for (const [facts, column] of cases) {
      const { problems } = await read(csvFile([{}, {}], '3A', facts));
      expect(
        problems.map((each) => [each.level, each.column]),
        JSON.stringify(facts),
      ).to.deep.equal([['file', column]]);
    }
    const { problems } = await read(csvFile([{}, { UKPRN: ukprn }]));
    expect(brief(problems)).to.deep.equal(['file 3 UKPRN']);
  });

  it('checks the UKPRN of the file name, and takes any when nobody said who submits', async () => {
    const name = 'LRB_90000002_010920261200.CSV';
    expect(brief((await read(csvFile([{}]), name)).problems)).to.deep.equal(['file']);
    expect(brief((await read(csvFile([{}]), name, { ukprn: undefined as never })).problems)).to.deep.equal(
      [],
    );
  });

  it('counts rows as a spreadsheet does, blank ones and values of several lines included', async () => {
    const content = csvFile([{ Notes: 'one\r\ntwo' }, {}]).replace('\r\n,', '\r\n\r\n,,,,\r\n,');
    const { records, problems } = await read(content);
    expect(problems).to.deep.equal([]);
    expect(records.map(({ row }) => row)).to.deep.equal([2, 5]);
  });

  it('reports a row with too many values, and takes empty cells at its end', async () => {
    const { records, problems } = await read(`${csvFile([{}, {}]).trimEnd()},,,\r\n`);
    expect([records.length, problems]).to.deep.equal([2, []]);
    const more = await read(`${csvFile([{}, {}]).trimEnd()},,too many\r\n`);
    expect(brief(more.problems)).to.deep.equal(['record 3 RC011']);
    expect(more.records[1]?.refusal?.code).to.equal('RC011');
  });

  it('says so when the file was cut off, wherever that was', async () => {
    const whole = csvFile([{}, { Notes: 'the "last"' }, {}]);
    const first = whole.indexOf('\r\n') + 2;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: first, max: whole.length - 40 }), async (length) => {
        const { problems } = await read(whole.slice(0, length));
        const file = problems.filter(({ level }) => level === 'file');
        expect(file.length).to.be.greaterThan(0);
        expect(file.at(-1)?.text).to.match(/cut off|holds no learner|must state/);
      }),
    );
  });

  it('says where a quotation mark is not closed', async () => {
    const { problems } = await read(csvFile([{}, {}, {}]).replace(/Eleanor(?=[^]*Eleanor)/, '"Eleanor'));
    expect(problems[0]).to.include({ level: 'file', row: 2 });
    expect(problems[0]?.text).to.include('quotation mark');
    const { problems: huge } = await read(
      csvFile([{ Title: 'x' }]).replace(',x,', ',"x,') + 'filler,'.repeat(100_000),
    );
    expect(huge.map(({ text }) => text).join(' ')).to.include('quotation mark');
  });

  it('names the row and the byte of what is not UTF-8', async () => {
    const content = Buffer.from(csvFile([{}, {}, { GivenName: 'Zoë' }]), 'latin1');
    const { records, problems } = await read(content, nameOf('CSV'), {}, 64);
    expect(records).to.have.length.below(3);
    expect(problems[0]).to.include({ level: 'file', row: 4 });
    expect(problems[0]?.text).to.match(/Line 4, byte \d+ .*"ë"/);
  });

  it('reads UTF-16, and names beyond the basic plane', async () => {
    const content = csvFile([{ GivenName: '𠮷Zoë' }]);
    const little = Buffer.from(`\ufeff${content}`, 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16(), Buffer.from(`\ufeff${content}`)]) {
      const { records, problems } = await read(bytes, nameOf('CSV'), {}, 5);
      expect(problems).to.deep.equal([]);
      expect(records[0]?.fields['givenName']).to.equal('𠮷Zoë');
    }
  });

  it('refuses files without headings or learners', async () => {
    expect((await read('')).problems[0]?.text).to.include('empty');
    expect((await read(`${headings}\r\n`)).problems[0]?.text).to.include('no learner');
  });

  it('takes back what this register wrote, ReturnCode and Reason passed over', async () => {
    const content = csvFile([sound]).split('\r\n');
    const own = [`${content[0] ?? ''},ReturnCode,Reason`, `${content[1] ?? ''},RC007,"Some, reason"`].join(
      '\r\n',
    );
    const { records, problems } = await read(own);
    expect(brief(problems)).to.deep.equal(['warning 1']);
    expect(records[0]?.refusal).to.equal(undefined);
  });
});
