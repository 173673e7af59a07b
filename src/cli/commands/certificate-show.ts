import { z } from 'zod';
import { meantCertificate, shownCertificate } from '../certificate/certificate-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withRegister } from '../with-register.js';

export const certificateShow = command({
  usage: 'certificate show <fingerprint>',
  summary: 'Print a certificate, who bound it to whom, and whether it was revoked',
  examples: [
    'learner-register certificate show 3f9a52c1',
    'learner-register certificate show 3f9a52c1 --json',
  ],
  options: z.object({}),
  run: (run, _options, [text = '']) =>
    withRegister(run, async ({ config, store, clock }) => {
      const bindings = await meantCertificate(store.certificates, text);
      if ('exitCode' in bindings) return run.output.refuse(bindings);
      for (const binding of bindings)
        run.output.record(shownCertificate(binding, clock.now(), config.certificateWarningDays));
      return exitCodes.ok;
    }),
});
