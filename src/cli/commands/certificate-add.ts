import { z } from 'zod';
import { factsOf } from '../../access/certificate-facts.js';
import { isOfTestAuthority, type BoundCertificate } from '../../domain/certificate.js';
import { boundAlready, contentOf, shownCertificate } from '../certificate/certificate-values.js';
import { command } from '../command-spec.js';
import { exitCodes, type Refusal } from '../exit-codes.js';
import { localAudit, localCaller } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { noSuchOrganisation, organisationRefSchema } from './organisation-values.js';

export const certificateAdd = command({
  usage: 'certificate add <file>',
  summary: 'Bind a certificate (PEM or DER) to an organisation, which may then present it',
  examples: [
    'learner-register certificate add college.pem --organisation ABC123',
    'learner-register certificate add supplier.cer --organisation ABC124 --environment live',
  ],
  configure(spec) {
    spec.requiredOption('--organisation <ref>', 'organisation reference');
  },
  options: z.object({ organisation: organisationRefSchema }),
  run(run, { organisation: organisationRef }, [file = '']) {
    const { output } = run;
    return withRegister(run, async ({ config, store, clock }) => {
      const content = await contentOf(file);
      if ('exitCode' in content) return output.refuse(content);
      const facts = factsOf(content);
      if (facts === undefined) return output.refuse(noCertificate(file));
      if (config.environment === 'live' && isOfTestAuthority(facts)) {
        return output.refuse({
          exitCode: exitCodes.failed,
          problem: 'This certificate was made by the authority of a test environment.',
          whatToDo: 'Have the organisation get one from an authority that proves who it is.',
        });
      }
      if (content.includes('PRIVATE KEY-----'))
        output.warn(`${file} holds a private key too: nobody but its owner should have it.`);
      const now = clock.now();
      const { userName: boundBy } = localCaller('certificate add');
      const certificate: BoundCertificate = { ...facts, organisationRef, boundBy, boundAt: now };
      const outcome = await store.certificates.add(certificate);
      await store.audit.record(localAudit(clock, 'certificate add')([], outcome));
      if (outcome === 'noOrganisation') return noSuchOrganisation(output, organisationRef);
      if (outcome === 'bound') return boundAlready(output, organisationRef);
      if (now > facts.notAfter) output.warn('This certificate has ended: it will be refused.');
      output.record(shownCertificate(certificate, now, config.certificateWarningDays));
      return exitCodes.ok;
    });
  },
});

function noCertificate(file: string): Refusal {
  return {
    exitCode: exitCodes.usage,
    problem: `${file} holds no certificate in PEM or DER.`,
    whatToDo: 'Ask for the certificate itself: not the request, not the key, not a PFX file.',
  };
}
