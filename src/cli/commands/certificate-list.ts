import { z } from 'zod';
import { certificateStates, daysLeft, stateOf } from '../../domain/certificate.js';
import { shownCertificate } from '../certificate/certificate-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withRegister } from '../with-register.js';
import { organisationRefSchema } from './organisation-values.js';

export const certificateList = command({
  usage: 'certificate list',
  summary: 'List the certificates of organisations, and which of them end soon',
  examples: [
    'learner-register certificate list',
    'learner-register certificate list --organisation ABC123 --json',
    'learner-register certificate list --state expiring',
  ],
  configure(spec) {
    spec
      .option('--organisation <ref>', 'only those of one organisation')
      .option('--state <state>', `only those that are ${certificateStates.join(', ')}`);
  },
  options: z.object({
    organisation: organisationRefSchema.optional(),
    state: z.enum(certificateStates, { error: `must be one of ${certificateStates.join(', ')}` }).optional(),
  }),
  run: (run, { organisation, state }) =>
    withRegister(run, async ({ config, store, clock }) => {
      const { output } = run;
      const found = await store.certificates.list(
        organisation === undefined ? {} : { organisationRef: organisation },
      );
      const now = clock.now();
      const { certificateWarningDays: warningDays } = config;
      const wanted = found.filter((each) => state === undefined || stateOf(each, now, warningDays) === state);
      output.list(
        wanted.map((each) =>
          output.settings.json
            ? shownCertificate(each, now, warningDays)
            : {
                organisationRef: each.organisationRef,
                state: stateOf(each, now, warningDays),
                ends: each.notAfter.toISOString().slice(0, 10),
                daysLeft: daysLeft(each, now),
                fingerprint: each.fingerprint,
                subject: each.subject,
              },
        ),
      );
      if (wanted.length === 0) output.note('There is none. "learner-register certificate add" binds one.');
      return exitCodes.ok;
    }),
});
