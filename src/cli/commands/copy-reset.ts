import { z } from 'zod';
import { command } from '../command-spec.js';
import { unlessConfirmed } from '../confirm.js';
import { exitCodes } from '../exit-codes.js';
import { withCopies } from '../with-copies.js';
import { noCopy, tooManyOpen } from './copy-values.js';
import { refArgument } from './organisation-values.js';

export const copyReset = command({
  usage: 'copy reset <ref>',
  summary: "Put an organisation's own copy back to the published data, while a service goes on",
  examples: ['learner-register copy reset TSTK7Q', 'learner-register copy reset TSTK7Q --yes --json'],
  configure(spec) {
    spec.option('-y, --yes', 'do not ask');
  },
  options: z.object({ yes: z.boolean().optional() }),
  async run(run, { yes }, [refText]) {
    const ref = refArgument(run.output, refText);
    if (typeof ref === 'number') return ref;
    const refusal = await unlessConfirmed(run, `What ${ref} did in its copy will be lost.`, yes);
    if (refusal !== undefined) return refusal;
    return withCopies(run, async (copies) => {
      if ((await copies.copyOf(ref)) === undefined) return run.output.refuse(noCopy(ref));
      const done = await copies.reset(ref);
      if (done === 'full') return run.output.refuse(tooManyOpen);
      run.output.record({ organisationRef: ref, milliseconds: Math.round(done.milliseconds) });
      return exitCodes.ok;
    });
  },
});
