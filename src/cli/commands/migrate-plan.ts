import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withDatabase } from '../with-database.js';

export const migratePlan = command({
  usage: 'migrate plan',
  summary: 'Show the SQL that "migrate up" would run, and run none of it',
  examples: ['learner-register migrate plan', 'learner-register migrate plan --environment live --json'],
  options: z.object({}),
  run: (run) =>
    withDatabase(run, async (store) => {
      const planned = await store.migrations.plan();
      run.output.list(
        planned.flatMap(({ name, statements }) =>
          (statements.length === 0 ? ['nothing on this database'] : statements).map((sql) => ({
            migration: name,
            sql: sql.replace(/\s+/g, ' '),
          })),
        ),
      );
      run.output.note(
        planned.length === 0
          ? 'The database is up to date.'
          : 'This is what would run on a database without data; data may make for other values and further steps.',
      );
      return exitCodes.ok;
    }),
});
