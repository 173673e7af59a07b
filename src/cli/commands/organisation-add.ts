import { z } from 'zod';
import { organisationKinds, usualRights, type Organisation } from '../../domain/organisation.js';
import { hashPassword } from '../../access/password-hash.js';
import { command } from '../command-spec.js';
import { exitCodes, type Refusal } from '../exit-codes.js';
import { addPasswordOptions, passwordOptions, readPassword } from '../secret-input.js';
import { withRegister } from '../with-register.js';
import { organisationRefSchema, parseRights, rightsList, shownOrganisation } from './organisation-values.js';

const options = z.object({
  ref: organisationRefSchema,
  ukprn: z
    .string()
    .regex(/^[0-9a-zA-Z]{8}$/, { error: 'must be eight letters or digits' })
    .transform((text) => text.toUpperCase()),
  name: z
    .string()
    .trim()
    .min(1, { error: 'must not be blank' })
    .max(255, { error: 'must have at most 255 characters' }),
  kind: z.enum(organisationKinds, { error: `must be one of ${organisationKinds.join(', ')}` }),
  rights: z.string().optional(),
  dryRun: z.boolean().optional(),
  ...passwordOptions,
});

export const organisationAdd = command({
  usage: 'organisation add',
  summary: 'Let an organisation call the services; its password is read, or made and shown once',
  examples: [
    'learner-register organisation add --ref ABC123 --ukprn 10001234 --name "Fictional College" --kind learningProvider',
    'learner-register organisation add --ref ABC124 --ukprn 10001235 --name "Example Awards" --kind awardingOrganisation --password-file secret.txt',
  ],
  configure(spec) {
    spec
      .requiredOption('--ref <ref>', 'organisation reference: six letters or digits')
      .requiredOption('--ukprn <ukprn>', 'UK provider reference number: eight letters or digits')
      .requiredOption('--name <name>', 'name')
      .requiredOption('--kind <kind>', organisationKinds.join(', '))
      .option('--rights <list>', `comma-separated: ${rightsList} (default: those usual for the kind)`)
      .option('--dry-run', 'check, and add nothing');
    addPasswordOptions(spec);
  },
  options,
  run(run, given) {
    const { output } = run;
    const may = given.rights === undefined ? usualRights(given.kind) : parseRights(given.rights);
    if ('exitCode' in may) return output.refuse(may);
    const { ref: organisationRef, ukprn, name, kind } = given;
    const organisation: Organisation = { organisationRef, ukprn, name, kind, rights: may, status: 'active' };
    return withRegister(run, async ({ config, store }) => {
      const secret = await readPassword(run.input, given, config.environment);
      if ('exitCode' in secret) return output.refuse(secret);
      const refusal = await taken(store.organisations, organisation);
      if (refusal !== undefined) return output.refuse(refusal);
      if (given.dryRun === true) {
        output.record(shownOrganisation(organisation));
        return exitCodes.ok;
      }
      const outcome = await store.organisations.add(organisation, await hashPassword(secret.password));
      if (outcome !== 'added') return output.refuse(takenRefusal(organisation, outcome));
      output.record({
        ...shownOrganisation(organisation),
        ...(secret.generated ? { orgPassword: secret.password } : {}),
      });
      if (secret.generated) output.note('Pass the password on now: it is not shown again.');
      return exitCodes.ok;
    });
  },
});

async function taken(
  organisations: { list(): Promise<readonly Organisation[]> },
  { organisationRef, ukprn, ...rest }: Organisation,
): Promise<Refusal | undefined> {
  const others = await organisations.list();
  const organisation = { organisationRef, ukprn, ...rest };
  if (others.some((other) => other.organisationRef === organisationRef))
    return takenRefusal(organisation, 'refTaken');
  if (others.some((other) => other.ukprn === ukprn)) return takenRefusal(organisation, 'ukprnTaken');
  return undefined;
}

function takenRefusal({ organisationRef, ukprn }: Organisation, outcome: 'refTaken' | 'ukprnTaken'): Refusal {
  const what = outcome === 'refTaken' ? `the reference ${organisationRef}` : `the UKPRN ${ukprn}`;
  return {
    exitCode: exitCodes.failed,
    problem: `Another organisation has ${what}.`,
    whatToDo: 'See "learner-register organisation list".',
  };
}
