import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withDatabase } from '../with-database.js';

export const migrateUp = command({
  usage: 'migrate up',
  summary: 'Bring the database up to date',
  examples: ['learner-register migrate up', 'learner-register migrate up --environment live --dry-run'],
  configure(spec) {
    spec.option('--dry-run', 'list what would be run, and run nothing');
  },
  options: z.object({ dryRun: z.boolean().optional() }),
  run: (run, { dryRun }) =>
    withDatabase(run, async (store) => {
      const ran = dryRun === true ? (await store.migrations.status()).pending : await store.migrations.up();
      const status = dryRun === true ? 'would be run' : 'done';
      run.output.list(ran.map((migration) => ({ migration, status })));
      if (ran.length === 0) run.output.note('The database is up to date.');
      return exitCodes.ok;
    }),
});
