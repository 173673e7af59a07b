import { z } from 'zod';
import type { Authority } from '../../access/certificate-authority.js';
import { factsOf } from '../../access/certificate-facts.js';
import { usualCertificateDays } from '../../access/certificate-days.js';
import type { BoundCertificate } from '../../domain/certificate.js';
import { boundAlready, contentOf, shownCertificate, writeNew } from '../certificate/certificate-values.js';
import { command } from '../command-spec.js';
import type { Register } from '../context.js';
import { exitCodes, type ExitCode, type Refusal } from '../exit-codes.js';
import { localAudit, localCaller } from '../local-audit.js';
import type { Input, Output } from '../output.js';
import { addPasswordOptions, givenPassword, passwordOptions } from '../secret-input.js';
import { withRegister } from '../with-register.js';
import { noSuchOrganisation, organisationRefSchema } from './organisation-values.js';

const options = z
  .object({
    organisation: organisationRefSchema,
    csr: z.string().optional(),
    out: z.string().optional(),
    pfx: z.string().optional(),
    days: z.coerce
      .number()
      .int({ error: 'must be a whole number' })
      .min(1, { error: 'must be at least 1' })
      .max(825, { error: 'must be at most 825' })
      .optional(),
    expired: z.boolean().optional(),
    foreign: z.boolean().optional(),
    oldEncryption: z.boolean().optional(),
    ...passwordOptions,
  })
  .refine(({ csr, pfx }) => (csr === undefined) !== (pfx === undefined), {
    path: ['pfx'],
    error: 'give either --csr with --out, or --pfx',
  })
  .refine(({ csr, out }) => (csr === undefined) === (out === undefined), {
    path: ['out'],
    error: 'goes with --csr',
  });
type Options = z.output<typeof options>;

export const certificateIssue = command({
  usage: 'certificate issue',
  summary: 'Make a certificate for an organisation of the test environment, and bind it',
  examples: [
    'learner-register certificate issue --organisation TSTLP1 --pfx tstlp1.pfx',
    'learner-register certificate issue --organisation TSTLP1 --pfx tstlp1.pfx --password-file secret.txt',
    'learner-register certificate issue --organisation TSTLP1 --csr request.pem --out tstlp1.pem',
    'learner-register certificate issue --organisation TSTLP1 --pfx expired.pfx --expired',
  ],
  configure(spec) {
    spec
      .requiredOption('--organisation <ref>', 'organisation reference')
      .option('--csr <file>', 'a certificate signing request in PEM: the key stays with its owner')
      .option('--out <file>', 'with --csr: where the certificate goes, as PEM')
      .option('--pfx <file>', 'make a key too, and put both into this file (PKCS #12)')
      .option('--days <number>', `how long it is right (default: ${usualCertificateDays})`)
      .option('--expired', 'one that ended yesterday, to see it refused')
      .option('--foreign', 'one of an authority that nobody knows, and bound to nobody, to see it refused')
      .option('--old-encryption', 'with --pfx: Triple DES, for Windows Server 2016 and older');
    addPasswordOptions(spec);
  },
  options,
  run: (run, given) =>
    withRegister(run, async (register) => {
      const { output } = run;
      if (register.config.environment !== 'test') return output.refuse(testOnly);
      const organisation = await register.store.organisations.byRef(given.organisation);
      if (organisation === undefined) return noSuchOrganisation(output, given.organisation);
      const now = register.clock.now();
      // Loaded here: no other command needs the authority.
      const { foreignAuthority, openTestAuthority } = await import('../certificate/test-authority.js');
      const authority =
        given.foreign === true
          ? await foreignAuthority(now)
          : await openTestAuthority(register.config.dataDir, now);
      if ('exitCode' in authority) return output.refuse(authority);
      const made =
        given.csr === undefined ? await withNewKey(run.input, given) : await fromRequest(given.csr);
      if ('exitCode' in made) return output.refuse(made);
      const { issueFor } = await import('../../access/organisation-certificate.js');
      const pem = issueFor(authority, organisation, made.publicKey, now, given);
      const refusal = await made.save(pem, authority, given);
      if (refusal !== undefined) return output.refuse(refusal);
      return bind(register, output, given, pem, made.generated);
    }),
});

const testOnly: Refusal = {
  exitCode: exitCodes.failed,
  problem: 'Certificates are made here for the test environment only.',
  whatToDo: 'Bind one that a real authority made: "learner-register certificate add --help".',
};

/** What became of the key. */
interface Made {
  readonly publicKey: Buffer;
  /** A password that was made here, to be shown. */
  readonly generated?: string;
  save(pem: string, authority: Authority, options: Options): Promise<Refusal | undefined>;
}

async function fromRequest(file: string): Promise<Made | Refusal> {
  const content = await contentOf(file);
  if ('exitCode' in content) return content;
  const { readCertificateRequest } = await import('../../access/certificate-request.js');
  const request = readCertificateRequest(content.toString('latin1'));
  if (!request.ok) {
    return {
      exitCode: exitCodes.usage,
      problem: `The request in ${file} is not taken: ${request.problem}.`,
      whatToDo: 'Make one with: openssl req -new -newkey rsa:2048 -nodes -keyout key.pem -out request.pem',
    };
  }
  return { publicKey: request.publicKey, save: (pem, _authority, { out = '' }) => writeNew(out, pem, 0o644) };
}

async function withNewKey(input: Input, given: Options): Promise<Made | Refusal> {
  const password = await givenPassword(input, given);
  if (typeof password === 'object') return password;
  if (password !== undefined && !/^[\x20-\x7e]{8,}$/.test(password)) {
    return {
      exitCode: exitCodes.usage,
      problem: 'The password of a PFX file has at least eight characters, all of them printable ASCII.',
      whatToDo: 'Leave the options out to have a password generated.',
    };
  }
  const { newKeyPair } = await import('../../access/certificate-authority.js');
  const { generatePassword } = await import('../../access/password-rules.js');
  const { pfxOf } = await import('../../access/pfx.js');
  const { publicKey, privateKey } = await newKeyPair();
  const own = password ?? generatePassword();
  return {
    publicKey,
    ...(password === undefined ? { generated: own } : {}),
    save: (pem, { certificatePem }, { pfx = '', organisation, oldEncryption }) =>
      writeNew(
        pfx,
        pfxOf({
          privateKey,
          certificates: [pem, certificatePem],
          password: own,
          friendlyName: organisation,
          encryption: oldEncryption === true ? 'tripleDes' : 'aes',
        }),
        0o600,
      ),
  };
}

async function bind(
  { store, clock, config }: Register,
  output: Output,
  { organisation: organisationRef, foreign, pfx, out }: Options,
  pem: string,
  generated: string | undefined,
): Promise<ExitCode> {
  const facts = factsOf(pem);
  if (facts === undefined) throw new Error('The new certificate cannot be read');
  const now = clock.now();
  const { userName: boundBy } = localCaller('certificate issue');
  const certificate: BoundCertificate = { ...facts, organisationRef, boundBy, boundAt: now };
  if (foreign === true) output.note('It is bound to nobody: requests with it are refused.');
  else {
    const outcome = await store.certificates.add(certificate);
    await store.audit.record(localAudit(clock, 'certificate issue')([], outcome));
    if (outcome === 'noOrganisation') return noSuchOrganisation(output, organisationRef);
    if (outcome === 'bound') return boundAlready(output, organisationRef);
  }
  output.record({
    file: pfx ?? out ?? '',
    ...shownCertificate(certificate, now, config.certificateWarningDays),
    ...(foreign === true ? { state: 'foreign', boundAt: null, boundBy: null } : {}),
    ...(generated === undefined ? {} : { password: generated }),
  });
  if (generated !== undefined)
    output.note('Pass the password on apart from the file: it is not shown again.');
  return exitCodes.ok;
}
