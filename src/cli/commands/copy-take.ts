import { z } from 'zod';
import { command } from '../command-spec.js';
import { unlessConfirmed } from '../confirm.js';
import { exitCodes } from '../exit-codes.js';
import { withCopies } from '../with-copies.js';
import { noCopy } from './copy-values.js';
import { refArgument } from './organisation-values.js';

export const copyTake = command({
  usage: 'copy take <ref>',
  summary: "Take an organisation's own copy away; with the last who shares it, its data are removed",
  examples: ['learner-register copy take TSTK7Q', 'learner-register copy take TSTK7Q --yes'],
  configure(spec) {
    spec.option('-y, --yes', 'do not ask');
  },
  options: z.object({ yes: z.boolean().optional() }),
  async run(run, { yes }, [refText]) {
    const ref = refArgument(run.output, refText);
    if (typeof ref === 'number') return ref;
    const refusal = await unlessConfirmed(
      run,
      `${ref} will work on the shared data. What it did in its copy may be lost.`,
      yes,
    );
    if (refusal !== undefined) return refusal;
    return withCopies(run, async (copies) => {
      if (!(await copies.takeCopy(ref))) return run.output.refuse(noCopy(ref));
      run.output.record({ organisationRef: ref, copy: null });
      return exitCodes.ok;
    });
  },
});
