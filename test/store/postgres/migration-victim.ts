/** Begins to migrate a database, says so, and is killed. */
import knexPackage from 'knex';
import { migrateAlone } from '../../../src/store/postgres/migration-lock.js';

const [, , url = ''] = process.argv;
const knex = knexPackage({ client: 'pg', connection: url, pool: { min: 0, max: 3 } });
knex.on('query', ({ sql }: { sql: string }) => {
  if (sql.includes('learner_name')) process.send?.('migrating');
});
await migrateAlone(knex);
