/** docs/achievements.md says what the register does: its commands are run, its tables compared. */
import { copyFile, readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { achievementColumns } from '../../src/domain/achievement-columns.js';
import { achievementCodes, errorClassOf, errorClasses } from '../../src/domain/achievement-code.js';
import { qualificationColumnSet } from '../../src/cli/import/qualification-columns.js';
import { achievementActions } from '../../src/domain/achievement.js';
import { commandLine } from '../cli/command-line.js';
import { temporaryFolder } from '../cli/temporary-folder.js';
import { readPage, repository, sectionOf, tableOf } from './page.js';

const table = (text: string): string[][] => parse(text, { bom: true });
const page = readPage('docs/achievements.md');
const folder = `${repository}fixtures/batch-files/achievements/`;
const example = 'QCF_90000002_2026-09-01_001.CSV';

describe('docs/achievements.md', function () {
  this.timeout(60_000);
  const files = temporaryFolder();

  it('has commands that run as they stand', async () => {
    const [commands = ''] = page.fences.filter(({ info }) => info === 'sh').map(({ text }) => text);
    await copyFile(`${folder}${example}`, files.path(example));
    const exits: (number | null)[] = [];
    for (const command of commands.split('\n')) {
      const [, ...words] = command.split(' ');
      const args = words.map((word) => (word.endsWith('.CSV') ? files.path(word) : word));
      exits.push((await commandLine([...args, '--data', files.path('data')])).exitCode);
    }
    // Everything can be submitted, and two of the four records are not done.
    expect(exits).to.deep.equal([0, 4, 0, 0]);
    const errors = table(await readFile(files.path('errors.CSV'), 'utf8'));
    expect(errors.map((row) => row.at(-2))).to.deep.equal(['ErrorCode', 'B006', 'L004']);
    const output = table(await readFile(files.path('output.CSV'), 'utf8'));
    expect(output.map((row) => row.at(-2))).to.deep.equal(['ReturnCode', 'A001', 'A001', 'B006', 'L004']);
  });

  it('has a template with all headings', async () => {
    const names = achievementColumns.map(({ name }) => name);
    for (const file of ['template.CSV', example]) {
      const [headings] = table(await readFile(`${folder}${file}`, 'utf8'));
      expect(headings).to.deep.equal(names);
    }
  });

  it('lists the actions', () => {
    const rows = tableOf(sectionOf(page, 'What is sent'), 'Action');
    for (const [action = '', does = ''] of rows) {
      expect(does).to.match(new RegExp(`^${achievementActions[Number(action) as 1]}s`));
    }
    expect(rows).to.have.length(Object.keys(achievementActions).length);
  });

  it('lists the columns of the catalogue, and which are needed', () => {
    const rows = tableOf(sectionOf(page, 'The catalogue'), 'Column');
    expect(rows.map(([name]) => name)).to.deep.equal(qualificationColumnSet.columns);
    const needed = rows.filter(([, mark]) => mark === 'yes').map(([name]) => name);
    expect(needed).to.have.members([...qualificationColumnSet.mandatory]);
  });

  it('lists the classes of errors with the first and the last code of each', () => {
    const rows = tableOf(sectionOf(page, 'Results'), 'Class of error').map((row) => row.slice(0, 2));
    const expected = errorClasses.map((errorClass) => {
      const codes = Object.keys(achievementCodes).filter((code) => errorClassOf(code) === errorClass);
      return [errorClass, `${codes[0] ?? ''} to ${codes.at(-1) ?? ''}`];
    });
    expect(rows).to.deep.equal(expected);
  });
});
