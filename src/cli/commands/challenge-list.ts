import { z } from 'zod';
import { challengeStatuses } from '../../domain/data-challenge.js';
import { listChallenges } from '../../register/data-challenges.js';
import { listedChallenge, statusList } from '../challenge/challenge-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localCaller } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { limitOption, ulnOption } from './list-options.js';
import { organisationRefSchema } from './organisation-values.js';

const options = z.object({
  uln: ulnOption,
  status: z.enum(challengeStatuses, { error: `must be one of ${statusList}` }).optional(),
  organisation: organisationRefSchema.optional(),
  limit: limitOption,
});

export const challengeList = command({
  usage: 'challenge list',
  summary: 'List data challenges, newest first; the audit records who looked',
  examples: [
    'learner-register challenge list --status New',
    'learner-register challenge list --uln 9900001000 --json',
  ],
  configure(spec) {
    spec
      .option('--uln <uln>', 'challenges of this record')
      .option('--status <status>', statusList)
      .option('--organisation <ref>', 'challenges that this organisation opened')
      .option('--limit <number>', 'at most so many (default: 50)');
  },
  options,
  run(run, { uln, status, organisation, limit }) {
    return withRegister(run, async ({ store, clock }) => {
      const filter = {
        limit,
        ...(uln === undefined ? {} : { uln }),
        ...(status === undefined ? {} : { status }),
        ...(organisation === undefined ? {} : { organisationRef: organisation }),
      };
      const challenges = await listChallenges({ ...store, clock }, filter, localCaller('challenge list'));
      run.output.list(challenges.map(listedChallenge));
      if (challenges.length === limit) run.output.note(`These are the newest ${limit}; --limit shows more.`);
      return exitCodes.ok;
    });
  },
});
