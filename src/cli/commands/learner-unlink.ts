import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { noSuchLearner, ulnArgument } from './uln-argument.js';

export const learnerUnlink = command({
  usage: 'learner unlink <uln>',
  summary: 'Undo a link: the record stands for itself again',
  examples: [
    'learner-register learner unlink 9900001027',
    'learner-register learner unlink 9900001027 --dry-run --json',
  ],
  configure(spec) {
    spec.option('--dry-run', 'say what would be done, and do nothing');
  },
  options: z.object({ dryRun: z.boolean().optional() }),
  async run(run, { dryRun }, [ulnText]) {
    const { output } = run;
    const uln = ulnArgument(output, ulnText);
    if (typeof uln === 'number') return uln;
    return withRegister(run, async ({ store, clock }) => {
      const audit = localAudit(clock, 'learner unlink');
      const learner = await store.learners.findByUln(uln);
      const masterUln = learner?.masterUln;
      if (dryRun === true && masterUln !== undefined) {
        output.record({ uln, masterUln, outcome: 'would be unlinked' });
        return exitCodes.ok;
      }
      const ulns = masterUln === undefined ? [uln] : [uln, masterUln];
      const outcome = await store.learners.unlink(uln, audit(ulns, 'unlinked'));
      if (outcome === 'unlinked') {
        output.record({ uln, masterUln: masterUln ?? '', outcome });
        return exitCodes.ok;
      }
      await store.audit.record(audit(ulns, outcome));
      if (outcome === 'notFound') return noSuchLearner(output, uln);
      return output.refuse({
        exitCode: exitCodes.failed,
        problem: `${uln} is not linked to another record.`,
        whatToDo: 'Give the ULN that was given up, not the master.',
      });
    });
  },
});
