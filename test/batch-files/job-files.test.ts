import { parse } from 'csv-parse/sync';
import { expect } from 'chai';
import fc from 'fast-check';
import { layouts, versions, type Version } from '../../src/batch-files/columns.js';
import type { FileKind } from '../../src/batch-files/file-name.js';
import { formatOf, needsWork, writeExceptions, writeOutput } from '../../src/batch-files/job-files.js';
import { writeBatchFile, type RowToWrite } from '../../src/batch-files/write-batch-file.js';
import { recordCodes, type RecordResult } from '../../src/domain/batch.js';
import { responseCodes } from '../../src/domain/response-code.js';
import { parseUln } from '../../src/domain/uln.js';
import { finishedJob } from './batches-in-memory.js';
import { nameOf, read, ukprn } from './files.js';

const kinds: readonly FileKind[] = ['CSV', 'XML'];

async function whole(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

const table = (text: string): string[][] => parse(text, { bom: true });

/** Characters that files can carry; the rows that have others are refused. */
// eslint-disable-next-line no-control-regex -- these are the characters that are left out
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff]/u;
const character = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 1 })
  .filter((text) => !unfit.test(text));
const value = fc.oneof(
  fc.string({ unit: character, maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('"', ',', '\r', '\n', '<', '>', '&', ']', "'", ' ', 'a', ';'),
    maxLength: 12,
  }),
);
const learnersOf = (version: Version): fc.Arbitrary<Record<string, string>[]> => {
  const keys = layouts[version].slice(4).map(({ key }) => key);
  // A learner without any value would be a blank row.
  const fields = fc
    .dictionary(fc.constantFrom(...keys), value, { noNullPrototype: true })
    .map((some) => ({ ...some, misIdentifier: 'x' }));
  return fc.array(fields, { minLength: 1, maxLength: 12 });
};
const stated = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, text]) => text.trim() !== ''));

describe('batch files that are written', () => {
  it('are read back the same, whatever the values, format, version and pieces', async () => {
    for (const version of versions) {
      for (const kind of kinds) {
        const anySize = fc.integer({ min: 1, max: 400 });
        await fc.assert(
          fc.asyncProperty(learnersOf(version), anySize, async (learners, size) => {
            const file = { kind, version, added: [], fileName: nameOf(kind), ukprn };
            const rows = learners.map((fields): RowToWrite => ({ fields, added: {} }));
            const text = await whole(writeBatchFile({ ...file, recordCount: rows.length }, pages(rows, 5)));
            const { records, problems } = await read(text, nameOf(kind), {}, size);
            const facts = {
              fileVersion: version,
              fileName: nameOf(kind),
              ukprn,
              learnerRecordCount: String(rows.length),
            };
            expect(problems.filter(({ level }) => level === 'file')).to.deep.equal([]);
            expect(records.map(({ fields }) => fields)).to.deep.equal(
              learners.map((fields, at) => ({ ...(at === 0 ? facts : {}), ...stated(fields) })),
            );
          }),
          { numRuns: 60 },
        );
      }
    }
  });

  it('end every row with CRLF and quote every value in CSV', async () => {
    const file = { kind: 'CSV', version: '2A', added: [], fileName: 'x', ukprn, recordCount: 1 } as const;
    const text = await whole(writeBatchFile(file, pages([{ fields: { title: 'D"r' }, added: {} }], 1)));
    const [heading = '', row = '', rest] = text.split('\r\n');
    expect(heading.startsWith('\ufeff"FileVersion","FileName","UKPRN"')).to.equal(true);
    expect(row.startsWith('"2A","x","90000001","1","","","D""r",')).to.equal(true);
    expect(rest).to.equal('');
  });
});

describe('the output file of a job', () => {
  const uln = parseUln('9900099000') as NonNullable<ReturnType<typeof parseUln>>;
  const facts = { fileVersion: '3A', fileName: nameOf('CSV'), ukprn, learnerRecordCount: '3' };
  const records = [
    {
      position: 0,
      fields: { ...facts, misIdentifier: 'A', upn: 'H801200001001' },
      result: { code: 'RC001', uln },
    },
    { position: 1, fields: { uln: '9900001027', misIdentifier: 'B' }, result: { code: 'RC009' } },
    {
      position: 2,
      fields: { misIdentifier: 'C', gender: 'M', refusalCode: 'RC011', refusalReason: 'Gender: no.' },
      result: { code: 'RC011', reason: 'Gender: no.' },
    },
  ] satisfies readonly { position: number; fields: Record<string, string>; result: RecordResult }[];
  const name = { kind: 'CSV' as const, fileName: nameOf('CSV'), ukprn };

  it('has the columns that came, the ULN fifth, the MIS identifier sixth, and the return code last', async () => {
    const { job, batches } = finishedJob(records, { fileName: nameOf('CSV') });
    const rows = table(await whole(writeOutput(batches, { job, ...name })));
    expect(rows[0]).to.deep.equal([...layouts['3A'].map((column) => column.name), 'ReturnCode']);
    expect(rows.slice(1).map((row) => [row[4], row[5], row.at(-1)])).to.deep.equal([
      ['9900099000', 'A', 'RC001'],
      ['9900001027', 'B', 'RC009'],
      ['', 'C', 'RC011'],
    ]);
    expect(rows.slice(1, 3).map((row) => row.slice(0, 4))).to.deep.equal([
      ['3A', nameOf('CSV'), ukprn, '3'],
      ['', '', '', ''],
    ]);
  });

  it('can be XML, and has the columns of the web service for its jobs', async () => {
    const own = [{ position: 0, fields: { abilityToShare: '2' }, result: { code: 'RC001', uln } }];
    const { job, batches } = finishedJob(own);
    expect(formatOf(job)).to.equal('CSV');
    const text = await whole(writeOutput(batches, { job, ...name, kind: 'XML' }));
    expect(text)
      .to.include('<FileVersion>2A</FileVersion>')
      .and.include('<AbilityToShare>2</AbilityToShare>');
    expect(text).to.include('<ULN>9900099000</ULN>').and.include('<ReturnCode>RC001</ReturnCode>');
  });

  it('leaves to the exceptions file what needs work, as 2A with reasons, ready to be submitted again', async () => {
    for (const kind of kinds) {
      const { job, batches } = finishedJob(records, { fileName: nameOf(kind) });
      const file = { ...name, job, kind, fileName: nameOf(kind) };
      const text = await whole(writeExceptions(batches, file));
      const again = await read(text, nameOf(kind));
      expect(again.problems.map(({ level, column }) => [level, column])).to.deep.include([
        'record',
        'Gender',
      ]);
      expect(again.problems.filter(({ level }) => level === 'file')).to.deep.equal([]);
      expect(again.records.map(({ fields }) => fields['misIdentifier'])).to.deep.equal(['B', 'C']);
      expect(again.records[0]?.fields).to.include({ fileVersion: '2A', learnerRecordCount: '2' });
      expect(text).to.include('Gender: no.').and.include(responseCodes.RC009.meaning).and.not.include('UPN');
    }
  });

  it('is made in pages, without an end to the number of rows', async () => {
    const many = Array.from({ length: 1234 }, (_, position) => ({
      position,
      fields: { misIdentifier: String(position) },
      result: { code: position % 10 === 0 ? 'RC007' : 'RC002', uln },
    }));
    const { job, batches } = finishedJob(many);
    expect(table(await whole(writeOutput(batches, { job, ...name })))).to.have.length(1235);
    const rows = table(await whole(writeExceptions(batches, { job, ...name })));
    expect(rows).to.have.length(125);
    expect(rows[1]?.[3]).to.equal('124');
  });

  it('counts as needing work what gave no ULN', () => {
    const codes = recordCodes.filter((code) => needsWork('registration', code));
    expect(codes).to.deep.equal(recordCodes.slice(5));
    const verified = ['WSRC0001', 'WSRC0003', 'WSRC0004', 'WSRC0022', 'RC011'];
    expect(verified.filter((code) => needsWork('verification', code))).to.deep.equal([
      'WSRC0001',
      'WSRC0003',
      'RC011',
    ]);
  });
});

async function* pages<T>(rows: readonly T[], size: number): AsyncGenerator<readonly T[], void, void> {
  for (let at = 0; at < rows.length; at += size) yield await Promise.resolve(rows.slice(at, at + size));
}
