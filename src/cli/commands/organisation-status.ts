import { z } from 'zod';
import { command, type Run } from '../command-spec.js';
import { unlessConfirmed } from '../confirm.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { withRegister } from '../with-register.js';
import { noSuchOrganisation, refArgument } from './organisation-values.js';

export const organisationDisable = command({
  usage: 'organisation disable <ref>',
  summary: 'Stop an organisation from calling the services; nothing about it is deleted',
  examples: [
    'learner-register organisation disable TSTLP1',
    'learner-register organisation disable TSTLP1 --yes',
  ],
  configure(spec) {
    spec.option('-y, --yes', 'do not ask');
  },
  options: z.object({ yes: z.boolean().optional() }),
  async run(run, { yes }, [refText]) {
    const ref = refArgument(run.output, refText);
    if (typeof ref === 'number') return ref;
    const question = `${ref} will no longer be able to call the services.`;
    return (await unlessConfirmed(run, question, yes)) ?? setStatus(run, ref, 'disabled');
  },
});

export const organisationEnable = command({
  usage: 'organisation enable <ref>',
  summary: 'Let a disabled organisation call the services again',
  examples: ['learner-register organisation enable TSTDS1'],
  options: z.object({}),
  run(run, _options, [refText]) {
    const ref = refArgument(run.output, refText);
    return typeof ref === 'number' ? ref : setStatus(run, ref, 'active');
  },
});

function setStatus(run: Run, organisationRef: string, status: 'active' | 'disabled'): Promise<ExitCode> {
  return withRegister(run, async ({ store }) => {
    const outcome = await store.organisations.setStatus(organisationRef, status);
    if (outcome === 'notFound') return noSuchOrganisation(run.output, organisationRef);
    run.output.record({ organisationRef, status });
    return exitCodes.ok;
  });
}
