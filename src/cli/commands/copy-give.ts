import { z } from 'zod';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withCopies } from '../with-copies.js';
import { noSuchOrganisation, refArgument } from './organisation-values.js';

export const copyGive = command({
  usage: 'copy give <ref>',
  summary: 'Give an organisation a copy of the published learners of its own, or let it share another one',
  examples: ['learner-register copy give TSTK7Q', 'learner-register copy give TSTK8R --share-with TSTK7Q'],
  configure(spec) {
    spec.option('--share-with <ref>', 'an organisation whose copy it is to share');
  },
  options: z.object({ shareWith: z.string().optional() }),
  async run(run, { shareWith }, [refText]) {
    const ref = refArgument(run.output, refText);
    if (typeof ref === 'number') return ref;
    const other = shareWith === undefined ? undefined : refArgument(run.output, shareWith);
    if (typeof other === 'number') return other;
    return withCopies(run, async (copies, { store }) => {
      for (const each of other === undefined ? [ref] : [ref, other]) {
        if ((await store.organisations.byRef(each)) === undefined) {
          return noSuchOrganisation(run.output, each);
        }
      }
      await copies.giveCopy(ref, other);
      const copy = await copies.copyOf(ref);
      run.output.record({ copy: copy?.name ?? null, organisations: copy?.organisationRefs ?? [] });
      return exitCodes.ok;
    });
  },
});
