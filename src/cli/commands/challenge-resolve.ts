import { z } from 'zod';
import { challengeStatuses, ulnRemedies } from '../../domain/data-challenge.js';
import {
  resolveChallenge,
  type ChallengeDecision,
  type ResolveChallengeOutcome,
} from '../../register/data-challenges.js';
import {
  collected,
  memberList,
  noSuchChallenge,
  parseValues,
  readWords,
  shownChallenge,
} from '../challenge/challenge-values.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localCaller } from '../local-audit.js';
import { withRegister } from '../with-register.js';

const decided = challengeStatuses.filter((status) => status !== 'New');
const decidedList = decided.map((status) => `"${status}"`).join(', ');
const remedyList = ulnRemedies.join(', ');

const options = z.object({
  status: z.enum(decided, { error: `must be one of ${decidedList}` }),
  words: z.string().optional(),
  wordsFile: z.string().optional(),
  set: z.array(z.string()).default([]),
  withdraw: z.boolean().optional(),
  done: z.enum(ulnRemedies, { error: `must be one of ${remedyList}` }).optional(),
});

export const challengeResolve = command({
  usage: 'challenge resolve <reference>',
  summary: 'Decide a data challenge, or hand it on; an event that changes keeps its history',
  examples: [
    'learner-register challenge resolve DC-12 --status "With AO" --words "Asked for a copy of the certificate."',
    'learner-register challenge resolve DC-12 --status Accepted --words "The awarding organisation agrees."',
    'learner-register challenge resolve DC-13 --status Accepted --set Grade=A --words "It is neither B nor C."',
    'learner-register challenge resolve DC-14 --status Accepted --done linked --words "9900001027 is the same person."',
  ],
  configure(spec) {
    spec
      .requiredOption('--status <status>', decidedList)
      .option('--words <text>', 'what was decided and why')
      .option('--words-file <file>', 'the same from a file; - is standard input')
      .option(
        '--set <Member=value>',
        `what an accepted event is to say, if not what the challenge wants; may be repeated: ${memberList}`,
        collected,
      )
      .option('--withdraw', 'take the event of an accepted challenge out of the record')
      .option('--done <what>', `what was done about the number of an accepted challenge: ${remedyList}`);
  },
  options,
  async run(run, given, [referenceNo = '']) {
    const { output } = run;
    const { status, done: remedy } = given;
    const values = parseValues(given.set);
    if ('exitCode' in values) return output.refuse(values);
    if (given.withdraw === true && given.set.length > 0) {
      return output.refuse({
        exitCode: exitCodes.usage,
        problem: 'An event that is withdrawn is not corrected as well.',
        whatToDo: 'Give one of --set and --withdraw.',
      });
    }
    const words = await readWords('words', given.words, given.wordsFile, run.input);
    if (typeof words !== 'string') return output.refuse(words);
    const event = given.withdraw === true ? 'withdrawn' : given.set.length > 0 ? values : undefined;
    const decision: ChallengeDecision = {
      status,
      words,
      ...(event === undefined ? {} : { event }),
      ...(remedy === undefined ? {} : { remedy }),
    };
    return withRegister(run, async ({ store, clock }) => {
      const caller = localCaller('challenge resolve');
      const outcome = await resolveChallenge({ ...store, clock }, referenceNo, decision, caller);
      if ('challenge' in outcome) {
        output.record(shownChallenge(outcome.challenge));
        return exitCodes.ok;
      }
      if (outcome.refusal === 'notFound') return noSuchChallenge(output, referenceNo);
      const [problem, whatToDo] = refusals[outcome.refusal];
      return output.refuse({ exitCode: exitCodes.failed, problem, whatToDo });
    });
  },
});

type Refused = Extract<ResolveChallengeOutcome, { refusal: unknown }>['refusal'];

const refusals: Readonly<Record<Exclude<Refused, 'notFound'>, readonly [string, string]>> = {
  notOpen: [
    'The challenge is not open any more, or is with the awarding organisation already.',
    'See "learner-register challenge show"; open another challenge if the decision was wrong.',
  ],
  needsCorrection: [
    'An accepted challenge must say what becomes of the event, and nobody said what it should say.',
    'Add --set Member=value, or --withdraw.',
  ],
  needsRemedy: [
    'An accepted challenge of a number must say what was done about it.',
    `Do it first ("learner-register learner link" and others), then add --done with one of ${remedyList}.`,
  ],
  changesNothing: [
    'Only an accepted challenge changes anything, and only what it is about.',
    'Leave out --set, --withdraw or --done, or give --status Accepted.',
  ],
};
