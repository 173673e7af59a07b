import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { noSuchLearner, ulnArgument } from './uln-argument.js';

export const learnerShow = command({
  usage: 'learner show <uln>',
  summary: 'Print a learner as the register holds it; the audit records who looked',
  examples: ['learner-register learner show 9900001000', 'learner-register learner show 9900001000 --json'],
  options: z.object({}),
  async run(run, _options, [ulnText]) {
    const uln = ulnArgument(run.output, ulnText);
    if (typeof uln === 'number') return uln;
    return withRegister(run, async ({ store, clock }) => {
      const learner = await store.learners.findByUln(uln);
      const audit = localAudit(clock, 'learner show');
      await store.audit.record(audit([uln], learner === undefined ? 'WSRC0001' : 'WSRC0004'));
      if (learner === undefined) return noSuchLearner(run.output, uln);
      run.output.record({ ...learner });
      return exitCodes.ok;
    });
  },
});
