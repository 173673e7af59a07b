import { z } from 'zod';
import { openChallenge, type ChallengeToOpen } from '../../register/data-challenges.js';
import {
  collected,
  memberList,
  parseValues,
  readWords,
  shownChallenge,
} from '../challenge/challenge-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localCaller } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { noSuchOrganisation, organisationRefSchema } from './organisation-values.js';
import { noSuchLearner, ulnArgument } from './uln-argument.js';

const options = z.object({
  event: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, { error: 'must be the number of an event' })
    .transform(Number)
    .optional(),
  should: z.array(z.string()).default([]),
  details: z.string().optional(),
  detailsFile: z.string().optional(),
  organisation: organisationRefSchema.optional(),
  user: z.string().min(1).max(35).optional(),
});

export const challengeOpen = command({
  usage: 'challenge open <uln>',
  summary: 'Note that somebody says that a number, or an event of the record, is wrong',
  examples: [
    'learner-register challenge open 9900001000 --event 12 --should Grade=B --details "The certificate says B."',
    'learner-register challenge open 9900001019 --details-file words.txt --organisation TSTLP1 --user "Terry Testuser"',
  ],
  configure(spec) {
    spec
      .option('--event <number>', 'the event that is wrong (without it: the number itself)')
      .option(
        '--should <Member=value>',
        `what the event should say; may be repeated: ${memberList}`,
        collected,
      )
      .option('--details <text>', 'what is wrong, in words')
      .option('--details-file <file>', 'the same from a file; - is standard input')
      .option('--organisation <ref>', 'who says so (default: LOCAL)')
      .option('--user <name>', 'and who there');
  },
  options,
  async run(run, given, [ulnText]) {
    const { output } = run;
    const uln = ulnArgument(output, ulnText);
    if (typeof uln === 'number') return uln;
    const supplied = parseValues(given.should);
    if ('exitCode' in supplied) return output.refuse(supplied);
    const details = await readWords('details', given.details, given.detailsFile, run.input);
    if (typeof details !== 'string') return output.refuse(details);
    const { event: eventId, organisation, user } = given;
    if (eventId === undefined && given.should.length > 0) {
      return output.refuse({
        exitCode: exitCodes.usage,
        problem: '--should says what an event should say, and there is no --event.',
        whatToDo: 'Name the event, or say in the details what is wrong about the number.',
      });
    }
    return withRegister(run, async ({ store, clock }) => {
      if (organisation !== undefined && (await store.organisations.byRef(organisation)) === undefined) {
        return noSuchOrganisation(output, organisation);
      }
      const caller = localCaller('challenge open');
      const wanted: ChallengeToOpen = {
        uln,
        details,
        supplied,
        challenger: {
          organisationRef: organisation ?? caller.organisationRef,
          userName: user ?? caller.userName,
        },
        ...(eventId === undefined ? {} : { eventId }),
      };
      const outcome = await openChallenge({ ...store, clock }, wanted, caller);
      if ('challenge' in outcome) {
        output.record(shownChallenge(outcome.challenge));
        return exitCodes.ok;
      }
      if (outcome.refusal === 'unknownLearner') return noSuchLearner(output, uln);
      return output.refuse({
        exitCode: exitCodes.failed,
        problem:
          outcome.refusal === 'sameValues'
            ? `Event ${eventId ?? ''} says so already.`
            : `The record of ${uln} has no event ${eventId ?? ''}.`,
        whatToDo: "Compare it with the ID of the event as the learner's record shows it.",
      });
    });
  },
});
