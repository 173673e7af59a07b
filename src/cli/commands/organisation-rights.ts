import { z } from 'zod';
import type { Right } from '../../domain/organisation.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withRegister } from '../with-register.js';
import {
  noSuchOrganisation,
  parseRights,
  refArgument,
  rightsList,
  shownOrganisation,
} from './organisation-values.js';

const options = z.object({
  set: z.string().optional(),
  add: z.string().optional(),
  remove: z.string().optional(),
  dryRun: z.boolean().optional(),
});

export const organisationRights = command({
  usage: 'organisation rights <ref>',
  summary: 'Change what an organisation may do',
  examples: [
    'learner-register organisation rights TSTLP1 --add batch --remove register,update',
    'learner-register organisation rights TSTLP1 --set find,verify --dry-run',
  ],
  configure(spec) {
    spec
      .option('--set <list>', `these and no others: ${rightsList}, or none`)
      .option('--add <list>', 'these as well')
      .option('--remove <list>', 'these no longer')
      .option('--dry-run', 'show the outcome, and change nothing');
  },
  options,
  run(run, given, [refText]) {
    const { output } = run;
    const ref = refArgument(output, refText);
    if (typeof ref === 'number') return ref;
    if (given.set === undefined && given.add === undefined && given.remove === undefined) {
      return output.refuse({
        exitCode: exitCodes.usage,
        problem: 'There is nothing to change.',
        whatToDo: 'Give --set, --add or --remove; "learner-register organisation show" prints the rights.',
      });
    }
    const set = given.set === undefined ? undefined : parseRights(given.set);
    if (set !== undefined && 'exitCode' in set) return output.refuse(set);
    const add = parseRights(given.add ?? 'none');
    if ('exitCode' in add) return output.refuse(add);
    const remove = parseRights(given.remove ?? 'none');
    if ('exitCode' in remove) return output.refuse(remove);
    return withRegister(run, async ({ store }) => {
      const organisation = await store.organisations.byRef(ref);
      if (organisation === undefined) return noSuchOrganisation(output, ref);
      const wanted = new Set<Right>([...(set ?? organisation.rights), ...add]);
      for (const right of remove) wanted.delete(right);
      if (given.dryRun !== true) await store.organisations.setRights(ref, wanted);
      output.record(shownOrganisation({ ...organisation, rights: wanted }));
      return exitCodes.ok;
    });
  },
});
