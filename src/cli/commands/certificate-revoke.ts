import { z } from 'zod';
import { meantCertificate } from '../certificate/certificate-values.js';
import { command } from '../command-spec.js';
import { unlessConfirmed } from '../confirm.js';
import { exitCodes } from '../exit-codes.js';
import { localAudit, localCaller } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { organisationRefSchema } from './organisation-values.js';

export const certificateRevoke = command({
  usage: 'certificate revoke <fingerprint>',
  summary: 'Refuse a certificate from now on, for ever; every copy of the service does so within a second',
  examples: [
    'learner-register certificate revoke 3f9a52c1',
    'learner-register certificate revoke 3f9a52c1 --organisation ABC123 --yes',
  ],
  configure(spec) {
    spec
      .option('--organisation <ref>', 'only for this one of the organisations that share it')
      .option('-y, --yes', 'do not ask');
  },
  options: z.object({ organisation: organisationRefSchema.optional(), yes: z.boolean().optional() }),
  run: (run, { organisation, yes }, [text = '']) =>
    withRegister(run, async ({ store, clock }) => {
      const { output } = run;
      const bindings = await meantCertificate(store.certificates, text);
      if ('exitCode' in bindings) return output.refuse(bindings);
      const [first] = bindings;
      if (first === undefined) throw new Error('A certificate without bindings');
      const { fingerprint, subject } = first;
      const standing = bindings
        .filter(({ revokedAt }) => revokedAt === undefined)
        .map(({ organisationRef }) => organisationRef)
        .filter((ref) => organisation === undefined || ref === organisation);
      if (standing.length === 0) {
        return output.refuse({
          exitCode: exitCodes.failed,
          problem: 'Nothing is left to revoke: it was revoked, or that organisation never had it.',
          whatToDo: `See "learner-register certificate show ${fingerprint.slice(0, 8)}".`,
        });
      }
      const refusal = await unlessConfirmed(
        run,
        `${standing.join(', ')} will no longer be able to call with ${subject}. This cannot be undone.`,
        yes,
      );
      if (refusal !== undefined) return refusal;
      const { userName } = localCaller('certificate revoke');
      const revoked = await store.certificates.revoke(fingerprint, clock.now(), userName, organisation);
      await store.audit.record(localAudit(clock, 'certificate revoke')([], 'revoked'));
      output.record({ fingerprint, subject, revokedFor: revoked });
      return exitCodes.ok;
    }),
});
