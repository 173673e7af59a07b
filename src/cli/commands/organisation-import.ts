import { z } from 'zod';
import { hashPassword } from '../../access/password-hash.js';
import { generatePassword } from '../../access/password-rules.js';
import { readSigned, type SignedContent } from '../../access/signed-file.js';
import {
  importOrganisation,
  planImport,
  type ImportPlan,
  type ImportRefusal,
} from '../../register/onboarding/import-organisation.js';
import type { OrganisationFile } from '../../register/onboarding/organisation-file.js';
import { contentOf } from '../certificate/certificate-values.js';
import { command } from '../command-spec.js';
import { exitCodes, type Refusal } from '../exit-codes.js';
import { localCaller } from '../local-audit.js';
import { readOrganisationFile } from '../organisation-file.js';
import type { Output } from '../output.js';
import { addPasswordOptions, passwordOptions, readPassword } from '../secret-input.js';
import { withRegister } from '../with-register.js';
import { shownOrganisation } from './organisation-values.js';

export const organisationImport = command({
  usage: 'organisation import <file>',
  summary: 'Take an organisation in that "organisation export" wrote; again, it changes nothing',
  examples: [
    'learner-register organisation import college.json --signed-by test-ca.pem --environment live --dry-run',
    'learner-register organisation import college.json --signed-by test-ca.pem --environment live',
  ],
  configure(spec) {
    spec
      .requiredOption('--signed-by <file>', "the certificate of the test environment's authority, as PEM")
      .option('--dry-run', 'check, and change nothing');
    addPasswordOptions(spec);
  },
  options: z.object({ signedBy: z.string(), dryRun: z.boolean().optional(), ...passwordOptions }),
  async run(run, given, [fileName = '']) {
    const { output } = run;
    const read = await readFiles(fileName, given.signedBy);
    if ('exitCode' in read) return output.refuse(read);
    const { file, sha256 } = read;
    return withRegister(run, async ({ config, store, clock }) => {
      const parts = { ...store, contacts: store.organisationContacts, clock };
      const plan = await planImport(parts, file, config.environment);
      if (typeof plan === 'string') return output.refuse(refusalOf(plan, file));
      const hasPassword = given.passwordFile !== undefined || given.passwordStdin === true;
      const secret = hasPassword
        ? await readPassword(run.input, given, config.environment)
        : { password: generatePassword() };
      if ('exitCode' in secret) return output.refuse(secret);
      if (given.dryRun === true) {
        show(output, plan, plan.outcome === 'add' ? 'would be added' : 'is there');
        return exitCodes.ok;
      }
      const caller = localCaller('organisation import');
      const hash = await hashPassword(secret.password);
      const outcome = await importOrganisation(parts, plan, file, hash, sha256, caller);
      if (outcome === 'refTaken' || outcome === 'ukprnTaken') return output.refuse(refusalOf(outcome, file));
      show(
        output,
        plan,
        outcome === 'unchanged' ? 'unchanged' : plan.outcome === 'add' ? 'added' : 'changed',
      );
      if (plan.outcome === 'add' && !hasPassword) {
        output.note(
          `It has no password yet. Make one with "learner-register organisation password ${file.organisationRef} --drop-previous".`,
        );
      }
      if (plan.outcome === 'there' && hasPassword)
        output.warn('The organisation was there already: its password stays as it is.');
      return exitCodes.ok;
    });
  },
});

async function readFiles(
  fileName: string,
  authorityFile: string,
): Promise<{ readonly file: OrganisationFile; readonly sha256: string } | Refusal> {
  const content = await contentOf(fileName);
  if ('exitCode' in content) return content;
  const authority = await contentOf(authorityFile);
  if ('exitCode' in authority) return authority;
  const signed = readSigned(content.toString('utf8'), authority.toString('latin1'));
  if (!signed.ok) return unsigned(signed.problem, fileName, authorityFile);
  const file = readOrganisationFile(signed.content);
  return file === undefined
    ? unsigned('notSuchAFile', fileName, authorityFile)
    : { file, sha256: signed.sha256 };
}

type SignatureProblem = Extract<SignedContent, { ok: false }>['problem'];

function unsigned(problem: SignatureProblem, fileName: string, authorityFile: string): Refusal {
  const again = 'Have it exported again: "learner-register organisation export --help".';
  switch (problem) {
    case 'notSuchAFile':
      return {
        exitCode: exitCodes.usage,
        problem: `${fileName} is no file of "organisation export".`,
        whatToDo: again,
      };
    case 'changed':
      return {
        exitCode: exitCodes.failed,
        problem: `${fileName} was changed after it was exported.`,
        whatToDo: again,
      };
    case 'otherSigner':
      return {
        exitCode: exitCodes.failed,
        problem: `${fileName} was not signed by the authority in ${authorityFile}.`,
        whatToDo:
          'Get test-ca.pem from whoever runs the test environment; if it is right, the file was changed.',
      };
    case 'noAuthority':
      return {
        exitCode: exitCodes.usage,
        problem: `${authorityFile} holds no certificate.`,
        whatToDo: 'Get test-ca.pem from whoever runs the test environment.',
      };
  }
}

function refusalOf(refusal: ImportRefusal, { organisationRef, ukprn }: OrganisationFile): Refusal {
  const failed = (problem: string, whatToDo: string): Refusal => ({
    exitCode: exitCodes.failed,
    problem,
    whatToDo,
  });
  const list = 'See "learner-register organisation list".';
  switch (refusal) {
    case 'testReference':
      return failed(
        `${organisationRef} is a reference of the test environment: the live register takes none that begins with TST.`,
        'Approve the request for a live connection with the reference that the organisation has in live.',
      );
    case 'testUkprn':
      return failed(
        `${ukprn} is no UKPRN of a real organisation: it has eight digits, the first of them 1.`,
        'Let the organisation ask for a live connection with its own UKPRN.',
      );
    case 'testCertificate':
      return failed(
        'It holds a certificate that the authority of a test environment made.',
        'Have the organisation get one from an authority that proves who it is.',
      );
    case 'refTaken':
      return failed(`Another organisation has the reference ${organisationRef}.`, list);
    case 'ukprnTaken':
      return failed(`Another organisation has the UKPRN ${ukprn}.`, list);
  }
}

function show(output: Output, { organisation, toBind, boundBefore }: ImportPlan, outcome: string): void {
  output.record({
    outcome,
    ...shownOrganisation(organisation),
    certificatesBound: toBind.map(({ fingerprint }) => fingerprint),
    certificatesBoundBefore: boundBefore.map(({ fingerprint }) => fingerprint),
  });
}
