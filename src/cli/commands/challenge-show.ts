import { z } from 'zod';
import { showChallenge } from '../../register/data-challenges.js';
import { noSuchChallenge, shownChallenge } from '../challenge/challenge-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localCaller } from '../local-audit.js';
import { withRegister } from '../with-register.js';

export const challengeShow = command({
  usage: 'challenge show <reference>',
  summary: 'Print a data challenge with what people wrote; the audit records who looked',
  examples: ['learner-register challenge show DC-12', 'learner-register challenge show DC-12 --json'],
  options: z.object({}),
  run(run, _options, [referenceNo = '']) {
    return withRegister(run, async ({ store, clock }) => {
      const challenge = await showChallenge({ ...store, clock }, referenceNo, localCaller('challenge show'));
      if (challenge === undefined) return noSuchChallenge(run.output, referenceNo);
      run.output.record(shownChallenge(challenge));
      return exitCodes.ok;
    });
  },
});
