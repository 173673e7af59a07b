import { z } from 'zod';
import { eraseLearner } from '../../register/person/erase-learner.js';
import { erasureReasons } from '../../register/person-ports.js';
import { command } from '../command-spec.js';
import { unlessConfirmed } from '../confirm.js';
import { exitCodes } from '../exit-codes.js';
import { localCaller } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { noSuchLearner, ulnArgument } from './uln-argument.js';

export const learnerErase = command({
  usage: 'learner erase <uln>',
  summary:
    'Erase a person: details, linked records, events, challenges, batch records. The number stays taken',
  examples: [
    'learner-register learner erase 9900001000 --reason objection',
    'learner-register learner erase 9900001000 --reason issuedInError --yes --json',
  ],
  configure(spec) {
    spec.requiredOption('--reason <reason>', erasureReasons.join(', ')).option('-y, --yes', 'do not ask');
  },
  options: z.object({
    reason: z.enum(erasureReasons, { error: `must be one of ${erasureReasons.join(', ')}` }),
    yes: z.boolean().optional(),
  }),
  async run(run, { reason, yes }, [ulnText]) {
    const { output } = run;
    const uln = ulnArgument(output, ulnText);
    if (typeof uln === 'number') return uln;
    const refusal = await unlessConfirmed(
      run,
      `All that is known of ${uln} and the records linked to it will be lost.`,
      yes,
    );
    if (refusal !== undefined) return refusal;
    return withRegister(
      run,
      async ({ store, clock }) => {
        const result = await eraseLearner({ ...store, clock }, uln, reason, localCaller('learner erase'));
        if (result.outcome === 'notFound') return noSuchLearner(output, uln);
        output.record({ erased: result.ulns, reason, batchRecordsEmptied: result.batchRecords });
        output.note(
          'Backups made before still hold the person until they are removed (LR_BACKUP_KEEP_DAYS).',
        );
        return exitCodes.ok;
      },
      'longReads',
    );
  },
});
