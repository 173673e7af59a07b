import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { commandLine, type Ended } from './command-line.js';
import { temporaryFolder } from './temporary-folder.js';

const header =
  'reference,kind,title,qualificationType,level,credits,awardingOrganisationRef,grades,languages,operationalStart,certificationEnd';

describe('qualification commands', function () {
  this.timeout(60_000);
  const folder = temporaryFolder();
  const run = (...args: string[]): Promise<Ended> => commandLine([...args, '--data', folder.path('data')]);

  it('import CSV, list and show what was imported', async () => {
    const file = folder.path('catalogue.csv');
    await writeFile(
      file,
      `${header}\n50046068,qualification,"A title, with a comma",GCE A Level,Level 3,12,tstao1,A*|A|B,English|Welsh,2010-09-01,2030-08-31\n` +
        'k/501/5773,unit,A unit,,,,TSTAO1,,,,\n',
    );
    const dry = await run('qualification', 'import', file, '--dry-run', '--json');
    expect(dry.json()[0]).to.include({ rows: 2, acceptable: 2, added: 0, refused: 0 });
    expect((await run('qualification', 'show', '500/4606/8')).exitCode).to.equal(1);
    const first = await run('qualification', 'import', file, '--json');
    expect(first.exitCode).to.equal(0);
    expect(first.json()[0]).to.include({ rows: 2, added: 2, replaced: 0, unchanged: 0 });
    const again = await run('qualification', 'import', file, '--json');
    expect(again.json()[0]).to.include({ rows: 2, added: 0, replaced: 0, unchanged: 2 });

    expect((await run('qualification', 'show', '500/4606/8', '--json')).json()[0]).to.deep.equal({
      reference: '500/4606/8',
      kind: 'qualification',
      title: 'A title, with a comma',
      qualificationType: 'GCE A Level',
      level: 'Level 3',
      credits: 12,
      awardingOrganisationRef: 'TSTAO1',
      grades: ['A*', 'A', 'B'],
      languages: ['English', 'Welsh'],
      operationalStart: '2010-09-01',
      certificationEnd: '2030-08-31',
    });
    const listed = (await run('qualification', 'list', '--organisation', 'tstao1', '--json')).json();
    expect(listed.map(({ reference }) => reference)).to.include.members([
      '500/4606/8',
      'K/501/5773',
      '900/0001/1',
    ]);
    expect((await run('qualification', 'list', '--limit', '2')).stderr).to.include('--offset 2');
  });

  it('import JSON Lines, refuse what cannot be right with every reason, and end with 4', async () => {
    const file = folder.path('catalogue.jsonl');
    const right = {
      reference: '500/4606/8',
      kind: 'qualification',
      title: 'T',
      awardingOrganisationRef: 'TSTAO1',
    };
    const rows = [
      { ...right, grades: ['Pass'] },
      { ...right, reference: '50046068' },
      { ...right, reference: 'K/501/5773' },
      { ...right, reference: '500/4606/9', credits: -1, operationalStart: '01/09/2020' },
      { ...right, reference: '500/4607/1', operationalStart: '2020-09-01', certificationEnd: '2019-09-01' },
      { kind: 'diploma' },
      { ...right, reference: '500/4607/3', grades: 'Pass|Merit' },
      { ...right, reference: '500/4607/4', grades: [1] },
    ];
    await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
    const ended = await run('qualification', 'import', file, '--json');
    expect(ended.exitCode).to.equal(4);
    expect(ended.json()[0]).to.include({ rows: 8, refused: 6 });
    const refused = (await readFile(`${file}.refused.csv`, 'utf8')).trimEnd().split('\n');
    expect(refused.map((line) => line.split(',')[0])).to.deep.equal([
      'refusedRow',
      '2',
      '3',
      '4',
      '5',
      '6',
      '8',
    ]);
    expect(refused[1]).to.include('reference is in the file already');
    expect(refused[2]).to.include('reference must be like 500/4606/8');
    expect(refused[3])
      .to.include('credits must be a whole number')
      .and.include('must be a date as yyyy-MM-dd');
    expect(refused[4]).to.include('certificationEnd lies before operationalStart');
    expect(refused[5]).to.include('reference is missing').and.include('kind must be qualification or unit');
    const [shown] = (await run('qualification', 'show', '50046073', '--json')).json();
    expect(shown?.['grades']).to.deep.equal(['Pass', 'Merit']);
  });

  it('say what is wrong with a file, and with a reference that nobody has', async () => {
    const missing = await run('qualification', 'import', folder.path('nothing.csv'));
    expect(missing.exitCode).to.equal(2);
    const file = folder.path('odd.csv');
    await writeFile(file, 'reference,kind,name\n');
    const odd = await run('qualification', 'import', file);
    expect(odd.exitCode).to.equal(2);
    expect(odd.stderr).to.include('Column "name" is not known.').and.include('Column "title" is missing.');
    expect((await run('qualification', 'show', '999/9999/9')).exitCode).to.equal(1);
  });
});
