/**
 * The program of the version before goes on while the newest migrations are there: see docs/deployment.md, "Changing
 * tables". Its statements stand in statements-before.json, as its own tests sent them to PostgreSQL. A release replaces
 * that list by the one of the version that it takes the place of.
 */
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { newDatabase, type NewDatabase } from './new-database.js';

const file = fileURLToPath(
  new URL('../../../../test/store/postgres/statements-before.json', import.meta.url),
);
const { statements } = z
  .object({ after: z.string(), statements: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(file, 'utf8')));

describe('The program of the version before, on the newest tables', () => {
  let database: NewDatabase;

  before(async () => {
    database = await newDatabase();
  });

  after(() => database.close());

  it('finds every table, column, sequence and unique rule that it asks for', async () => {
    const refused: string[] = [];
    for (const [at, statement] of statements.entries()) {
      await database.client
        .query(`prepare before_${String(at)} as ${statement}`)
        .catch((error: unknown) => refused.push(`${String(error)}: ${statement.slice(0, 200)}`));
    }
    expect(refused).to.deep.equal([]);
    expect(statements.length).to.be.greaterThan(100);
  });

  it('gives every column that must have a value', async () => {
    const { rows } = await database.client.query<{ table: string; column: string }>(`
      select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and is_nullable = 'NO' and column_default is null and is_identity = 'NO'`);
    const missing: string[] = [];
    for (const statement of statements) {
      for (const [, name = '', list = ''] of statement.matchAll(
        /insert into "?(\w+)"? (?:as \w+ )?\(([^)]*)\)/g,
      )) {
        const given = new Set(list.split(',').map((column) => column.trim().replaceAll('"', '')));
        for (const { table, column } of rows) {
          if (table === name && !given.has(column)) missing.push(`${table}.${column}`);
        }
      }
    }
    expect(missing).to.deep.equal([]);
  });

  it('would notice a column that is gone, and one that wants a value', async () => {
    const { client } = database;
    const [statement = ''] = statements.filter((each) => each.startsWith('insert into "organisation"'));
    await client.query('begin; alter table organisation rename column name to title');
    const refused = await client.query(`prepare gone as ${statement}`).catch((error: unknown) => error);
    await client.query('rollback');
    expect(String(refused)).to.match(/column "name" .* does not exist/);
  });
});
