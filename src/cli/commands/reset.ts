import { z } from 'zod';
import { command, type Run } from '../command-spec.js';
import { unlessConfirmed } from '../confirm.js';
import { registerOf } from '../context.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { loadTestData } from '../test-data.js';
import { useCopies, withCopies } from '../with-copies.js';
import { withDatabase } from '../with-database.js';
import { tooManyOpen } from './copy-values.js';
import { noSuchOrganisation, refArgument } from './organisation-values.js';

export const reset = command({
  usage: 'reset',
  summary: 'Put the test environment back to the published data; everything else in it is lost',
  examples: [
    'learner-register reset',
    'learner-register reset --yes --json',
    'learner-register reset --organisation TSTLP1',
  ],
  configure(spec) {
    spec
      .option('-y, --yes', 'do not ask')
      .option(
        '--organisation <ref>',
        'only the learners and jobs that this organisation works on: its own copy, or what it shares',
      );
  },
  options: z.object({ yes: z.boolean().optional(), organisation: z.string().optional() }),
  async run(run, { yes, organisation }) {
    const settings = run.settings();
    if (typeof settings === 'number') return settings;
    const { config } = settings;
    if (config.environment === 'live') {
      return run.output.refuse({
        exitCode: exitCodes.usage,
        problem: 'The live environment cannot be reset.',
        whatToDo: 'Leave --environment out, or say --environment test, to reset the test environment.',
      });
    }
    if (organisation !== undefined) return resetDataOf(run, organisation, yes === true);
    const refusal = await unlessConfirmed(
      run,
      'All learners, organisations and audit entries will be lost.',
      yes,
    );
    if (refusal !== undefined) return refusal;
    return withDatabase(run, async (store) => {
      await store.migrations.up();
      const register = registerOf(config, store);
      await useCopies(register, async (copies) => {
        const all = await copies.list();
        for (const each of all.flatMap(({ organisationRefs }) => organisationRefs))
          await copies.takeCopy(each);
      });
      await store.clear();
      const { clock, random } = register;
      const loaded = await loadTestData({ ...store, clock, random });
      run.output.record({ environment: config.environment, ...loaded });
      return exitCodes.ok;
    });
  },
});

async function resetDataOf(run: Run, refText: string, yes: boolean): Promise<ExitCode> {
  const ref = refArgument(run.output, refText);
  if (typeof ref === 'number') return ref;
  const refusal = await unlessConfirmed(
    run,
    `What has been registered, changed or handed in, in the test data that ${ref} works on, will be lost.`,
    yes,
  );
  if (refusal !== undefined) return refusal;
  return withCopies(run, async (copies, { store }) => {
    if ((await store.organisations.byRef(ref)) === undefined) {
      return noSuchOrganisation(run.output, ref);
    }
    const done = await copies.reset(ref);
    if (done === 'full') return run.output.refuse(tooManyOpen);
    run.output.record({
      organisationRef: ref,
      data: done.which,
      milliseconds: Math.round(done.milliseconds),
    });
    return exitCodes.ok;
  });
}
