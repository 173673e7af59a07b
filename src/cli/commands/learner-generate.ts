import { z } from 'zod';
import { lineOf, take } from '../../test-environment/generator/add-generated.js';
import {
  generatePeople,
  LARGEST_SEED,
  MOST_GENERATED,
} from '../../test-environment/generator/generate-people.js';
import { command, type Run } from '../command-spec.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { withCopies } from '../with-copies.js';
import { tooManyOpen } from './copy-values.js';
import { noSuchOrganisation, refArgument } from './organisation-values.js';

export const learnerGenerate = command({
  usage: 'learner generate',
  summary: 'Make fictitious learners, the same for the same seed: as JSON Lines, or into test data',
  examples: [
    'learner-register learner generate --count 100 --seed 7 > learners.jsonl',
    'learner-register learner generate --count 100 --seed 7 --organisation TSTK7Q',
  ],
  configure(spec) {
    spec
      .requiredOption('--count <number>', `how many, up to ${MOST_GENERATED}`)
      .option('--seed <number>', 'which ones', '1')
      .option('--organisation <ref>', 'put them into the test data that this organisation works on');
  },
  options: z.object({
    count: z.coerce.number().int().min(1).max(MOST_GENERATED),
    seed: z.coerce.number().int().min(0).max(LARGEST_SEED),
    organisation: z.string().optional(),
  }),
  run(run, { count, seed, organisation }) {
    if (organisation !== undefined) return intoTestData(run, organisation, count, seed);
    for (const person of take(generatePeople(seed), count)) {
      run.output.text(`${JSON.stringify(lineOf(person))}\n`);
    }
    return exitCodes.ok;
  },
});

async function intoTestData(run: Run, refText: string, count: number, seed: number): Promise<ExitCode> {
  const ref = refArgument(run.output, refText);
  if (typeof ref === 'number') return ref;
  return withCopies(run, async (copies, { store }) => {
    if ((await store.organisations.byRef(ref)) === undefined) {
      return noSuchOrganisation(run.output, ref);
    }
    const added = await copies.addGenerated(ref, count, seed);
    if (added === 'full') return run.output.refuse(tooManyOpen);
    run.output.record({ organisationRef: ref, added, thereAlready: count - added });
    return exitCodes.ok;
  });
}
