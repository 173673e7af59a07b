import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { restoreInPlace } from '../../src/store/backup/restore.js';
import { temporaryFolder } from '../cli/temporary-folder.js';

describe('a backup that takes the place of a SQLite file', () => {
  const folder = temporaryFolder();

  it('keeps the file with its log beside it, as they were', async () => {
    const [data, backup] = [folder.path('data'), folder.path('backup')];
    await mkdir(data);
    await mkdir(backup);
    const file = folder.path('data', 'test.sqlite');
    const before = { [file]: 'what was there', [`${file}-wal`]: 'its log', [`${file}-shm`]: 'its index' };
    for (const [name, content] of Object.entries(before)) await writeFile(name, content);
    await writeFile(folder.path('backup', 'register.sqlite'), 'what was backed up');
    const options = { kind: 'sqlite', file, environment: 'test' } as const;
    const restored = await restoreInPlace(options, backup, { jobs: 1 }, 'then');
    const kept = `${file}.replaced-then`;
    expect(restored).to.deep.equal({ ok: true, kept });
    expect(await readFile(file, 'utf8')).to.equal('what was backed up');
    expect(await readFile(kept, 'utf8')).to.equal('what was there');
    expect(await readFile(`${kept}-wal`, 'utf8')).to.equal('its log');
    expect(await readFile(`${kept}-shm`, 'utf8')).to.equal('its index');
    expect(await readdir(data)).to.have.lengthOf(4);
  });

  it('lets no log without a file stay, which would be taken for its own', async () => {
    const [data, backup] = [folder.path('empty'), folder.path('other-backup')];
    await mkdir(data);
    await mkdir(backup);
    const file = folder.path('empty', 'test.sqlite');
    await writeFile(`${file}-wal`, 'a log of nothing');
    await writeFile(folder.path('other-backup', 'register.sqlite'), 'what was backed up');
    const options = { kind: 'sqlite', file, environment: 'test' } as const;
    const restored = await restoreInPlace(options, backup, { jobs: 1 }, 'then');
    expect(restored).to.deep.equal({ ok: true });
    expect(await readdir(data)).to.deep.equal(['test.sqlite']);
  });
});
