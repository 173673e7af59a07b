import { writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { readHeader } from '../../../src/cli/import/column-set.js';
import { columns, learnerColumns } from '../../../src/cli/import/columns.js';
import { readCsv } from '../../../src/cli/import/read-csv.js';
import { readJsonLines } from '../../../src/cli/import/read-json-lines.js';
import type { FileProblem, Row, RowSource } from '../../../src/cli/import/row.js';
import { temporaryFolder } from '../temporary-folder.js';

const mandatory = 'GivenName,FamilyName,DateOfBirth,Gender,LastKnownPostCode,VerificationType,AbilityToShare';

async function all(source: RowSource): Promise<{ rows: Row[]; failure?: FileProblem }> {
  const rows: Row[] = [];
  for await (const batch of source) {
    if ('failure' in batch) return { rows, failure: batch.failure };
    rows.push(...batch.rows);
  }
  return { rows };
}

const value = (row: Row | undefined, column: (typeof columns)[number]): string | undefined =>
  row?.values[columns.indexOf(column)];

describe('readers of import files', () => {
  const folder = temporaryFolder();
  const csv = async (text: string | Buffer, ignoreUnknown = false): ReturnType<typeof all> => {
    await writeFile(folder.path('f.csv'), text);
    return all(readCsv(folder.path('f.csv'), ignoreUnknown));
  };
  const jsonl = async (text: string): ReturnType<typeof all> => {
    await writeFile(folder.path('f.jsonl'), text);
    return all(readJsonLines(folder.path('f.jsonl'), false));
  };

  it('take columns in any order and spelling, with a byte order mark and either line end', async () => {
    const text = `\ufeffgender,FAMILYNAME,givenName,DateOfBirth,LastKnownPostCode,VerificationType,PrivacyNoticeSeen,MISIdentifier\r\n2,"O""Neil, the",Ann,2004-01-01,ZT1 1AA,1,0,x\r\n\r\n`;
    const { rows } = await csv(text);
    expect(rows).to.have.length(1);
    expect(value(rows[0], 'familyName')).to.equal('O"Neil, the');
    expect(value(rows[0], 'abilityToShare')).to.equal('0');
    expect(value(rows[0], 'title')).to.equal(undefined);
    expect(rows[0]?.line).to.equal(2);
  });

  it('name the columns that are unknown, missing or there twice', () => {
    const result = readHeader(['GivenName', 'givenname', 'Surname'], false, learnerColumns);
    if (result.ok) throw new Error('should be refused');
    expect(result.problems.join(' '))
      .to.match(/"Surname" is not known/)
      .and.match(/"givenname" is there twice/);
    expect(result.problems.join(' ')).to.match(/"dateOfBirth" is missing/);
  });

  it('tell that a row has too many values, and go on', async () => {
    const { rows } = await csv(`${mandatory}\na,b,c,d,e,f,g,h\nAnn,Fictional,2004-01-01,2,ZT1 1AA,1,1\n`);
    expect(rows.map(({ unreadable }) => unreadable)).to.deep.equal([
      '8 values where the header has 7 columns',
      undefined,
    ]);
  });

  it('tell of a quotation mark that nothing closes', async () => {
    const { rows, failure } = await csv(`${mandatory}\nAnn,Fictional,2004-01-01,2,ZT1 1AA,1,1\n"Ann,x`);
    expect(rows).to.have.length(1);
    expect(failure?.problem).to.match(/quotation mark/);
  });

  it('tell of an empty file', async () => {
    expect((await csv('')).failure?.problem).to.match(/empty/);
  });

  it('read JSON Lines with numbers, nulls and blank lines, and refuse other lines one by one', async () => {
    const { rows } = await jsonl(
      '\ufeff{"givenName":"Ann","gender":2,"title":null}\n\n[1]\n{"givenName":{}}\n{"surname":"x"}\nnot json',
    );
    expect(value(rows[0], 'gender')).to.equal('2');
    expect(rows.map(({ unreadable }) => unreadable)).to.deep.equal([
      undefined,
      'not a JSON object',
      'givenName must be text or a number',
      '"surname" is not known',
      'not a JSON object',
    ]);
    expect(rows.map(({ line }) => line)).to.deep.equal([1, 3, 4, 5, 6]);
  });

  it('stop at a line of more than a megabyte', async () => {
    const { failure } = await jsonl(`{"givenName":"${'x'.repeat(1_500_000)}"}`);
    expect(failure?.problem).to.match(/longer than a megabyte/);
  });

  it('give the same values from CSV and from JSON Lines, whatever they are', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((text) => text === '' || text.trim() !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), async (people) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const lines = people.map(
          ([given, notes]) => `${quoted(given)},${quoted(notes)},F,2004-01-01,2,ZT1 1AA,1,1`,
        );
        const fromCsv = await csv(
          `GivenName,Notes,FamilyName,DateOfBirth,Gender,LastKnownPostCode,VerificationType,AbilityToShare\n${lines.join('\n')}\n`,
        );
        const fromJson = await jsonl(
          people.map(([givenName, notes]) => JSON.stringify({ givenName, notes })).join('\n'),
        );
        for (const column of ['givenName', 'notes'] as const) {
          expect(fromCsv.rows.map((row) => value(row, column))).to.deep.equal(
            fromJson.rows.map((row) => value(row, column)),
          );
        }
      }),
      { numRuns: 40 },
    );
  });
});
