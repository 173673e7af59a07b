import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { noSuchLearner, ulnArgument } from './uln-argument.js';

export const learnerLink = command({
  usage: 'learner link <uln> <masterUln>',
  summary: 'Make one record stand under another, when both are the same person',
  examples: [
    'learner-register learner link 9900001027 9900001019',
    'learner-register learner link 9900001027 9900001019 --dry-run',
  ],
  configure(spec) {
    spec.option('--dry-run', 'say what would be done, and do nothing');
  },
  options: z.object({ dryRun: z.boolean().optional() }),
  async run(run, { dryRun }, [ulnText, masterText]) {
    const { output } = run;
    const uln = ulnArgument(output, ulnText);
    if (typeof uln === 'number') return uln;
    const master = ulnArgument(output, masterText);
    if (typeof master === 'number') return master;
    if (uln === master) {
      return output.refuse({
        exitCode: exitCodes.usage,
        problem: 'A record cannot be linked to itself.',
        whatToDo: 'Give two ULNs: first the one that is given up, then the one that stands for the person.',
      });
    }
    return withRegister(run, async ({ store, clock }) => {
      const found = await store.learners.findByUlns([uln, master]);
      const missing = [uln, master].find((one) => !found.has(one));
      const audit = localAudit(clock, 'learner link');
      if (missing !== undefined) {
        await store.audit.record(audit([uln, master], 'notFound'));
        return noSuchLearner(output, missing);
      }
      if (dryRun === true) {
        output.record({ uln, masterUln: master, outcome: 'would be linked' });
        return exitCodes.ok;
      }
      const outcome = await store.learners.link(uln, master, audit([uln, master], 'linked'));
      if (outcome === 'linked') {
        output.record({ uln, masterUln: master, outcome });
        return exitCodes.ok;
      }
      await store.audit.record(audit([uln, master], outcome));
      if (outcome === 'notFound') return noSuchLearner(output, uln);
      return output.refuse({
        exitCode: exitCodes.failed,
        problem: `${uln} cannot be linked to ${master}: one of them is linked already.`,
        whatToDo: `See "learner-register learner show ${uln}"; "learner-register learner unlink" undoes a link.`,
      });
    });
  },
});
