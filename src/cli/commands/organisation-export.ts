import { z } from 'zod';
import { signWithAuthority } from '../../access/signed-file.js';
import { exportOrganisation } from '../../register/onboarding/export-organisation.js';
import { writeNew } from '../certificate/certificate-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localCaller } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { noSuchOrganisation, refArgument } from './organisation-values.js';

export const organisationExport = command({
  usage: 'organisation export <ref>',
  summary:
    'Write a file with which an approved organisation of the test environment is taken into the live register',
  examples: ['learner-register organisation export TSTK7Q --out college.json'],
  configure(spec) {
    spec.requiredOption('--out <file>', 'a new file, signed by the test authority; no password is in it');
  },
  options: z.object({ out: z.string().min(1) }),
  run(run, { out }, [refText]) {
    const { output } = run;
    const ref = refArgument(output, refText);
    if (typeof ref === 'number') return ref;
    return withRegister(run, async ({ config, store, clock }) => {
      if (config.environment !== 'test') {
        return output.refuse({
          exitCode: exitCodes.failed,
          problem: 'Organisations are exported from the test environment only.',
          whatToDo: 'Run this where the organisation tested, then import the file here.',
        });
      }
      const content = await exportOrganisation({ ...store, clock }, ref, localCaller('organisation export'));
      if (content === 'notFound') return noSuchOrganisation(output, ref);
      if (content === 'notApproved') {
        return output.refuse({
          exitCode: exitCodes.failed,
          problem: `${ref} has no approved request for a live connection.`,
          whatToDo: 'Let the organisation ask on its page "Go live", and approve it as administrator.',
        });
      }
      const { openTestAuthority } = await import('../certificate/test-authority.js');
      const authority = await openTestAuthority(config.dataDir, clock.now());
      if ('exitCode' in authority) return output.refuse(authority);
      const refusal = await writeNew(out, signWithAuthority(authority, content), 0o600);
      if (refusal !== undefined) return output.refuse(refusal);
      output.record({
        file: out,
        organisationRef: content.organisationRef,
        ukprn: content.ukprn,
        name: content.name,
        testOrganisationRef: ref,
        certificates: content.certificates.map(({ fingerprint }) => fingerprint),
        scenariosPassed: content.report?.passed ?? null,
      });
      output.note("Take the authority's certificate (test-ca.pem) to the live register by another way.");
      return exitCodes.ok;
    });
  },
});
