import { expect } from 'chai';
import fc from 'fast-check';
import { achievementFileName, readAchievementFileName } from '../../src/batch-files/achievement-file-name.js';
import {
  writeAchievementErrors,
  writeAchievementOutput,
} from '../../src/batch-files/achievement-job-files.js';
import type { Problem } from '../../src/batch-files/problem.js';
import { readAchievementFile, type Submitter } from '../../src/batch-files/read-achievement-file.js';
import type { FileRecord } from '../../src/batch-files/read-batch-file.js';
import { achievementColumns } from '../../src/domain/achievement-columns.js';
import { finishedJob } from './batches-in-memory.js';
import { brief, inPieces, quoted } from './files.js';

const name = 'QCF_90000002_2026-09-01_001.CSV';
const submitter = { organisationRef: 'TSTAO1', ukprn: '90000002' };
const headings = achievementColumns.map((column) => column.name);
const sound: Readonly<Record<string, string>> = {
  AchievementAwardDate: '2022-08-18',
  Action: '1',
  ActionDate: '2026-09-01',
  FamilyName: 'Testington',
  GivenName: 'Eleanor',
  Uln: '9900001000',
  UnitOrQualificationReferenceNumber: '900/0001/1',
};

function csv(rows: readonly Readonly<Record<string, string>>[], names: readonly string[] = headings): string {
  const lines = rows.map((row) =>
    names.map((heading) => quoted({ ...sound, ...row }[heading] ?? '')).join(','),
  );
  return [names.join(','), ...lines].map((line) => `${line}\r\n`).join('');
}

async function read(
  content: string | Uint8Array,
  given: { name?: string; submitter?: Submitter; pieceSize?: number } = {},
): Promise<{ records: FileRecord[]; problems: Problem[] }> {
  const records: FileRecord[] = [];
  const problems: Problem[] = [];
  const bytes = inPieces(Buffer.from(content), given.pieceSize ?? Infinity);
  for await (const piece of readAchievementFile({ name: given.name ?? name, bytes }, given.submitter)) {
    records.push(...piece.records);
    problems.push(...piece.problems);
  }
  return { records, problems };
}

describe('A file of achievements', () => {
  it('gives its records by the names of the web service', async () => {
    const { records, problems } = await read(csv([{}, { GivenName: 'Élodie', Grade: 'A*, B' }]), {
      submitter,
    });
    expect(problems.filter(({ level }) => level !== 'warning')).to.deep.equal([]);
    expect(records.map(({ row }) => row)).to.deep.equal([2, 3]);
    expect(records[1]?.fields).to.deep.equal({
      achievementAwardDate: '2022-08-18',
      action: '1',
      actionDate: '2026-09-01',
      familyName: 'Testington',
      givenName: 'Élodie',
      grade: 'A*, B',
      uln: '9900001000',
      unitOrQualificationReferenceNumber: '900/0001/1',
    });
  });

  it('is the same in pieces of any size, and in UTF-16', async () => {
    const text = csv([{ GivenName: 'Ël' }, {}, { Grade: 'line\r\nbreak' }]);
    const whole = await read(text);
    for (const pieceSize of [1, 7, 64]) expect(await read(text, { pieceSize })).to.deep.equal(whole);
    expect(await read(Buffer.from(`\ufeff${text}`, 'utf16le'))).to.deep.equal(whole);
    expect(await read(`\ufeff${text}`)).to.deep.equal(whole);
  });

  it('takes its columns in any order, without those that need not be', async () => {
    const names = [...Object.keys(sound)].reverse();
    const { records, problems } = await read(csv([{}], names));
    expect(brief(problems.filter(({ level }) => level !== 'warning'))).to.deep.equal([]);
    expect(records[0]?.fields).to.include({ uln: '9900001000', action: '1' });
  });

  const wrongHeadings: readonly (readonly [string, string, string])[] = [
    ['ULN,Action', 'ULN', 'the nearest is Uln'],
    [headings.join(';'), '', 'save the file as CSV with commas'],
    [[...headings, 'Uln'].join(','), 'Uln', 'there twice'],
    [headings.slice(1).join(','), 'AchievementAwardDate', 'is missing'],
  ];
  for (const [line, column, text] of wrongHeadings) {
    it(`is not taken with the headings ${line.slice(0, 30)}…`, async () => {
      const { records, problems } = await read(`${line}\r\n${'1,'.repeat(15)}\r\n`);
      expect(records).to.deep.equal([]);
      expect(problems[0]).to.include({ level: 'file', row: 1, ...(column === '' ? {} : { column }) });
      expect(problems[0]?.text).to.include(text);
    });
  }

  const bad: readonly (readonly [Readonly<Record<string, string>>, string, RegExp])[] = [
    [
      { AchievementAwardDate: '18/08/2022' },
      'AchievementAwardDate F002',
      /Excel turned the date into DD\/MM\/YYYY/,
    ],
    [
      { AchievementAwardDate: '08/18/22' },
      'AchievementAwardDate F002',
      /Excel turned the date into MM\/DD\/YY/,
    ],
    [{ ActionDate: '18-Aug-22' }, 'ActionDate F002', /Excel turned the date into words/],
    [{ DateofBirth: '38089' }, 'DateofBirth F002', /stands for 2004-04-12/],
    [{ DateofBirth: 'yesterday' }, 'DateofBirth F002', /not a day of the form/],
    [{ Uln: '9.9E+09' }, 'Uln L001', /scientific notation/],
    [{ Uln: '123' }, 'Uln L001', /ten digits/],
    [{ Action: '9' }, 'Action F003', /1, 2, 3 or 4/],
    [{ GivenName: '' }, 'GivenName F001', /missing/],
    [{ Grade: '\ufffd' }, 'Grade F008', /cannot be stored/],
  ];
  for (const [row, found, text] of bad) {
    it(`calls ${JSON.stringify(row)} by its name`, async () => {
      const { records, problems } = await read(csv([{}, row]));
      const grave = problems.filter(({ level }) => level === 'record');
      expect(brief(grave)).to.deep.equal([`record 3 ${found}`]);
      expect(grave[0]?.text).to.match(text);
      expect(records[0]?.refusal).to.equal(undefined);
      expect(records[1]?.refusal?.code).to.equal(found.split(' ')[1]);
      expect(records[1]?.refusal?.reason).to.match(text);
    });
  }

  it('has a row refused that has more values than there are headings', async () => {
    const text = csv([{}, {}]).replace(/900\/0001\/1\r\n$/, '900/0001/1,more\r\n');
    const { records } = await read(text);
    expect(records.map(({ refusal }) => refusal?.code)).to.deep.equal([undefined, 'F009']);
  });

  it('warns of a check digit that does not fit, and of a MisIdentifier that lost digits', async () => {
    const { records, problems } = await read(csv([{ Uln: '9900001007', MisIdentifier: '1.2E+12' }]));
    expect(brief(problems)).to.deep.equal(['warning 2 Uln', 'warning 2 MisIdentifier']);
    expect(records[0]?.refusal).to.equal(undefined);
  });

  it('that is empty, cut off or without rows is not taken', async () => {
    const whole = csv([{}, {}]);
    for (const content of ['', `${headings.join(',')}\r\n`, whole.slice(0, -30), `${whole}"`]) {
      const { problems } = await read(content);
      expect(
        problems.some(({ level }) => level === 'file'),
        content.slice(-20),
      ).to.equal(true);
    }
  });

  it('must be the submitter’s, by UKPRN or reference', async () => {
    const text = csv([{}]);
    const ok = ['QCF_90000002_2026-09-01_001.CSV', 'QCF_TSTAO1_2026-09-01_999.CSV'];
    const wrong = ['QCF_90000001_2026-09-01_001.CSV', 'QCF_TSTAO2_2026-09-01_001.CSV', 'QCF_2026.CSV'];
    const hasFileProblem = async (as: string): Promise<boolean> =>
      (await read(text, { name: as, submitter })).problems.some(({ level }) => level === 'file');
    for (const as of ok) expect(await hasFileProblem(as), as).to.equal(false);
    for (const as of wrong) expect(await hasFileProblem(as), as).to.equal(true);
    expect(readAchievementFileName('QCF_90000002_2026-02-30_001.CSV').problems).to.have.length(1);
    expect(readAchievementFileName(achievementFileName('90000002', '2026-09-01')).problems).to.deep.equal([]);
  });
});

describe('The files of a finished job of achievements', () => {
  const records = [
    { position: 0, fields: { givenName: 'Tess', uln: '9900001000' }, result: { code: 'A001' } },
    { position: 1, fields: { givenName: '=Tess' }, result: { code: 'L001', reason: 'The ULN.' } },
  ];
  const { job, batches } = finishedJob(records, { kind: 'achievement', fileName: name });
  const textOf = async (pieces: AsyncIterable<string>): Promise<string> => {
    let text = '';
    for await (const piece of pieces) text += piece;
    return text;
  };

  it('have every record, and those that were not done', async () => {
    const output = (await textOf(writeAchievementOutput(batches, { job }))).split('\r\n');
    expect(output[1]).to.match(/"9900001000","","A001","The achievement has been created."$/);
    expect(output).to.have.length(4);
    const errors = (await textOf(writeAchievementErrors(batches, { job }))).split('\r\n');
    expect(errors[1]).to.match(/,"'=Tess",.*"LearnerData","L001","The ULN."$/);
    expect(errors).to.have.length(3);
  });

  it('can be read again as they are', async () => {
    const value = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => /\S/.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), async (grades) => {
        const sent = grades.map((grade) => grade.trim().replace(/^'+(?=[=+\-@\t\r])/, ''));
        const each = sent.map((grade, position) => ({
          position,
          fields: { ...withKeys(sound), grade },
          result: { code: 'B006' },
        }));
        const finished = finishedJob(each, { kind: 'achievement' });
        const text = await textOf(writeAchievementErrors(finished.batches, finished));
        const { records: again } = await read(text);
        expect(again.map(({ fields }) => fields['grade'])).to.deep.equal(sent);
      }),
      { numRuns: 60 },
    );
  });
});

function withKeys(row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(achievementColumns.map(({ name: heading, key }) => [key, row[heading] ?? '']));
}
