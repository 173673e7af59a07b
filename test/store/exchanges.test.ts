import { expect } from 'chai';
import type { StoredChunk } from '../../src/register/exchange-ports.js';
import { eachDatabase, type TestDatabase } from './databases.js';

function chunk(owner: string, chunkId: string, given: Partial<StoredChunk> = {}): StoredChunk {
  return { owner, chunkId, lost: 0, heads: Buffer.from('heads'), bodies: Buffer.from([0, 255, 7]), ...given };
}

eachDatabase('Kept exchanges in the store', (newDatabase) => {
  let database: TestDatabase;

  before(async () => {
    database = await newDatabase();
  });

  beforeEach(async () => {
    const { exchanges } = database.store;
    for (const { owner } of await exchanges.sizes()) await exchanges.remove(owner, '~', 1000);
  });

  it('come back as the bytes that they were', async () => {
    const { exchanges } = database.store;
    await exchanges.keep([chunk('TEST01', 'a1'), chunk('TEST02', 'a1', { bodies: Buffer.from('other') })]);
    const found = await exchanges.chunk('TEST01', 'a1');
    expect(found?.chunkId).to.equal('a1');
    expect(Buffer.from(found?.heads ?? []).toString()).to.equal('heads');
    expect([...(found?.bodies ?? [])]).to.deep.equal([0, 255, 7]);
    expect(await exchanges.chunk('TEST03', 'a1')).to.equal(undefined);
    expect(await exchanges.chunk('TEST01', 'a2')).to.equal(undefined);
  });

  it('are read in the order of their ids, each owner its own', async () => {
    const { exchanges } = database.store;
    await exchanges.keep(['a3', 'a1', 'a2'].map((id) => chunk('TEST01', id)));
    await exchanges.keep([chunk('', 'a2'), chunk('TEST02', 'a9')]);
    const ids = (heads: readonly { readonly chunkId: string }[]) => heads.map(({ chunkId }) => chunkId);
    expect(ids(await exchanges.headsBefore('TEST01', '~', 10))).to.deep.equal(['a3', 'a2', 'a1']);
    expect(ids(await exchanges.headsBefore('TEST01', 'a3', 1))).to.deep.equal(['a2']);
    expect(ids(await exchanges.headsFrom('TEST01', '', 2))).to.deep.equal(['a1', 'a2']);
    expect(ids(await exchanges.headsFrom('TEST01', 'a2', 10))).to.deep.equal(['a2', 'a3']);
    expect(ids(await exchanges.headsFrom('', '', 10))).to.deep.equal(['a2']);
  });

  it('are kept once when they are handed in twice', async () => {
    const { exchanges } = database.store;
    await exchanges.keep([chunk('TEST01', 'a1')]);
    await exchanges.keep([chunk('TEST01', 'a1', { bodies: Buffer.from('again') })]);
    expect([...((await exchanges.chunk('TEST01', 'a1'))?.bodies ?? [])]).to.deep.equal([0, 255, 7]);
  });

  it('say how large they are and how many were lost', async () => {
    const { exchanges } = database.store;
    await exchanges.keep([
      chunk('TEST01', 'a1', { lost: 3 }),
      chunk('TEST01', 'a2', { lost: 4 }),
      chunk('TEST02', 'a1'),
    ]);
    expect(await exchanges.sizes()).to.deep.equal([
      { owner: 'TEST01', bytes: 16, oldest: 'a1' },
      { owner: 'TEST02', bytes: 8, oldest: 'a1' },
    ]);
    expect(await exchanges.sizesAfter('TEST01', 'a1', 5)).to.deep.equal([{ chunkId: 'a2', bytes: 8 }]);
    expect(await exchanges.lost('TEST01', '')).to.equal(7);
    expect(await exchanges.lost('TEST01', 'a2')).to.equal(4);
    expect(await exchanges.lost('TEST09', '')).to.equal(0);
  });

  it('go oldest first, some at a time, and only those of one owner', async () => {
    const { exchanges } = database.store;
    await exchanges.keep(['a1', 'a2', 'a3', 'a4'].map((id) => chunk('TEST01', id)));
    await exchanges.keep([chunk('TEST02', 'a1')]);
    expect(await exchanges.remove('TEST01', 'a3', 2)).to.equal(2);
    expect(await exchanges.remove('TEST01', 'a3', 2)).to.equal(1);
    expect((await exchanges.headsFrom('TEST01', '', 10)).map(({ chunkId }) => chunkId)).to.deep.equal(['a4']);
    expect(await exchanges.headsFrom('TEST02', '', 10)).to.have.lengthOf(1);
  });

  it('are seen by another process, and go when the test data are cleared', async () => {
    const other = await database.open();
    await database.store.exchanges.keep([chunk('TEST01', 'a1')]);
    expect(await other.exchanges.headsFrom('TEST01', '', 10)).to.have.lengthOf(1);
    await database.store.clear();
    expect(await other.exchanges.headsFrom('TEST01', '', 10)).to.deep.equal([]);
  });

  it('know whether others write there too', () => {
    expect(database.store.exchanges.isShared).to.equal(database.kind === 'postgres');
  });
});
