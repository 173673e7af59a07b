import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withDatabase } from '../with-database.js';

export const migrateStatus = command({
  usage: 'migrate status',
  summary: 'List the migrations that the database has and lacks; exit code 1 when it lacks any',
  examples: ['learner-register migrate status', 'learner-register migrate status --environment live --json'],
  options: z.object({}),
  run: (run) =>
    withDatabase(run, async (store) => {
      const { done, pending } = await store.migrations.status();
      run.output.list([
        ...done.map((migration) => ({ migration, status: 'done' })),
        ...pending.map((migration) => ({ migration, status: 'pending' })),
      ]);
      if (pending.length === 0) return exitCodes.ok;
      run.output.note('Run "learner-register migrate up" to bring the database up to date.');
      return exitCodes.failed;
    }),
});
