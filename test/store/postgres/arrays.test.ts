import { expect } from 'chai';
import fc from 'fast-check';
import { transposed, unnest } from '../../../src/store/postgres/arrays.js';
import type { Row } from '../../../src/store/values.js';
import { newDatabase, type NewDatabase } from './new-database.js';

const types = ['bigint', 'text', 'bytea', 'int'];
const awkward = [
  '',
  ' ',
  'NULL',
  'null',
  '{',
  '},"x"',
  '\\',
  '\\"',
  'O\'Neill, "Bob"',
  'a\nb\tc',
  '\\x00',
  'Ñandú 𝒳',
];

describe('transposed', () => {
  let database: NewDatabase;

  before(async () => {
    database = await newDatabase({}, { migrated: false });
  });

  after(() => database.close());

  it('is read by the database as the rows that it was made from', async () => {
    const text = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: 'grapheme' }).map(without0));
    const bytes = fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array));
    const row = fc.tuple(
      fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
      fc.option(text),
      fc.option(bytes),
      fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array<Row>(row, { maxLength: 5 }), async (rows) => {
        const { rows: read } = await database.client.query({
          text: `select * from ${unnest(types, 1)} as row (a, b, c, d)`,
          values: transposed(rows, types.length),
          rowMode: 'array',
        });
        expect(read).to.deep.equal(rows);
      }),
      { numRuns: 200 },
    );
  });

  it('reads bytes that lie within others', async () => {
    const inner = new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3);
    const { rows } = await database.client.query<{ key: Buffer }>(
      'select key from unnest($1::int[], $2::bytea[]) as row (n, key)',
      transposed([[1, inner]], 2),
    );
    expect(rows.map(({ key }) => [...key])).to.deep.equal([[2, 3]]);
  });
});

/** PostgreSQL's text has none. */
function without0(text: string): string {
  return text.replaceAll('\0', '');
}
