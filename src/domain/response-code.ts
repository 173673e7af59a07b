/**
 * The one table of codes: what each means, where it is used and what a client does about it.
 * `docs/response-codes.md` is made from it. A code that is not here is never sent.
 */
import { achievementCodes } from './achievement-code.js';
import { answer, fault, response, returned, type CodeEntry, type CodeForm } from './response-code-entry.js';

export type { CodeEntry, CodeForm, CodeSource } from './response-code-entry.js';

/** Where learners of a registration batch are told of. */
const registrations = ['getBatchRegistrationOutput', 'batch files'];

export const responseCodes = {
  WSRC0001: response(
    'No learner matches; no organisation, where one was asked for.',
    'Check the spelling, the date of birth and the postcode, or ask for the ULN. If the person is new, register them.',
    ['learnerByULN', 'learnerByDemographics'],
    ['verifyLearner', 'getVerifyBatchOutput', 'retrieveULNs', 'LearnerByUln', 'GetOrganisation'],
  ),
  WSRC0002: response(
    'More than ten learners may match, so none is shown.',
    'Add optional details (previous family name, school at 16, place of birth, e-mail address), or search by ULN.',
    ['learnerByDemographics'],
  ),
  WSRC0003: response(
    'One to ten learners may match; when verifying, some details differ.',
    'Let a person compare the details. When verifying, read the failure flags.',
    ['learnerByDemographics'],
    ['verifyLearner', 'getVerifyBatchOutput'],
  ),
  WSRC0004: response(
    'Exactly one learner (or organisation) matches, and all details asked for agree.',
    'Use the ULN.',
    ['learnerByULN', 'learnerByDemographics', 'GetLearnerLearningEvents'],
    ['verifyLearner', 'getVerifyBatchOutput', 'retrieveULNs', 'LearnerByUln', 'GetOrganisation'],
  ),
  WSRC0005: response('The learner has been registered.', 'Store the ULN of the answer.', [
    'registerSingleLearner',
  ]),
  WSRC0006: response(
    'The learner has been updated.',
    'The version number went up by one: read the learner again before the next update.',
    ['updateSingleLearner'],
    ['UpdateLearnerSubsetFields'],
  ),
  WSRC0007: response(
    'The batch has been accepted.',
    'Store the job number and collect the output later.',
    ['submitBatchRegistration'],
    ['submitVerifyBatch', 'SubmitAchievementBatchJob'],
  ),
  WSRC0008: response(
    'The batch is not finished.',
    'Ask again later.',
    ['getBatchRegistrationOutput'],
    ['getVerifyBatchOutput', 'GetAchievementBatchJob'],
  ),
  WSRC0009: response(
    'The batch has finished.',
    'Read the return code of each learner; of achievements, the counters and the error file.',
    ['getBatchRegistrationOutput'],
    ['getVerifyBatchOutput', 'GetAchievementBatchJob'],
  ),
  WSRC0010: response(
    'The batch has failed.',
    'Submit it again; if it fails again, ask the operator of the register.',
    ['getBatchRegistrationOutput'],
    ['getVerifyBatchOutput', 'GetAchievementBatchJob'],
  ),
  WSRC0013: response(
    'The learner has changed since it was read.',
    'Read it again, apply the change to what it is now, and send the new version number.',
    ['updateSingleLearner'],
    ['UpdateLearnerSubsetFields'],
  ),
  WSRC0014: response(
    'The ability to share cannot be changed in this way.',
    'A privacy notice that was seen stays seen: send 1, or the value that is stored.',
    ['updateSingleLearner'],
    ['UpdateLearnerSubsetFields'],
  ),
  WSRC0015: response(
    'There is not enough data to do what was asked.',
    'Send the missing details.',
    [],
    ['submitBatchRegistration'],
  ),
  WSRC0017: response(
    'The number of learners differs from the count stated.',
    'Set LearnerRecordCount to the number of learners sent.',
    ['submitBatchRegistration'],
  ),
  WSRC0018: response(
    'No job of this number was submitted by this organisation.',
    'Check the job number, and ask as the organisation that submitted it.',
    ['getBatchRegistrationOutput', 'getVerifyBatchOutput'],
    ['GetAchievementBatchJob'],
  ),
  WSRC0019: response(
    'There is no learner with this ULN to update.',
    'Find the learner first.',
    ['updateSingleLearner'],
    ['UpdateLearnerSubsetFields'],
  ),
  WSRC0020: response(
    'Nothing differs from what is stored, so nothing was updated.',
    'Nothing to do.',
    ['updateSingleLearner'],
    ['UpdateLearnerSubsetFields'],
  ),
  WSRC0021: response(
    'Not done: a learner with the same five details exists, or no find by these details came before.',
    'Find by the same five details. If the learner found is the same person, use its ULN; otherwise register within the time that a find counts.',
    ['registerSingleLearner'],
    ['updateSingleLearner', 'UpdateLearnerSubsetFields'],
  ),
  WSRC0022: response(
    'The ULN is linked to a master record, which is given instead.',
    'Store the ULN of the master in place of the one you have.',
    ['learnerByULN', 'learnerByDemographics', 'GetLearnerLearningEvents'],
    [
      'verifyLearner',
      'getVerifyBatchOutput',
      'retrieveULNs',
      'updateSingleLearner',
      'LearnerByUln',
      'UpdateLearnerSubsetFields',
    ],
  ),
  WSRC0023: response(
    'The ULNs of the report were not found.',
    'Nothing to do: the operations are withdrawn, and the code is listed for clients that know it.',
    ['getMergedUnmergedULNsReport', 'getDeletedULNsReport'],
  ),
  WSRC0024: response(
    'There are no ULNs to report.',
    'Nothing to do: the operations are withdrawn, and the code is listed for clients that know it.',
    ['getMergedUnmergedULNsReport', 'getDeletedULNsReport'],
  ),
  WSRC0030: response(
    'The number of learners to verify differs from the count stated.',
    'Set LearnerRecordCount to the number of learners sent.',
    ['submitVerifyBatch'],
  ),
  WSRC0043: response(
    'The awarding organisation is not set up to send achievements.',
    'Ask the operator of the register to set it up.',
    ['SubmitAchievementBatchJob'],
  ),
  WSEC0001: fault(
    'The request is badly formed: something mandatory is missing, or a value has the wrong type or is not allowed.',
    'Read FurtherDetails, which names the element and the rule. Do not send the same request again.',
  ),
  WSEC0002: fault('The operation is not supported.', 'Check the first element of the Body, and the address.'),
  WSEC0003: fault(
    'The organisation is unknown, or may not use web services.',
    'Check OrganisationRef and UKPRN: at least one is needed, and both must belong to the same organisation. Check the client certificate, where one is required or sent.',
  ),
  WSEC0004: fault('The service is outside its operating hours.', 'Send the request again within the hours.'),
  WSEC0005: fault(
    'The password of the organisation is wrong.',
    'Correct the password before trying again: failed attempts lock the organisation for a while.',
  ),
  WSEC0006: fault(
    'The organisation may not use this service.',
    'Ask the operator of the register for the right, or wait until a lock has passed.',
  ),
  WSEC0044: answer('The e-mail address of the request is not valid.', 'Correct emailAddress.', [
    'SubmitAchievementBatchJob',
  ]),
  WSEC0045: answer('The submission type is not valid.', 'Send P (provisional) or F (final).', [
    'SubmitAchievementBatchJob',
  ]),
  WSEC0046: answer('There are more achievements than one job may hold.', 'Split the submission.', [
    'SubmitAchievementBatchJob',
  ]),
  WSEC0047: answer('There is no achievement in the request.', 'Send at least one achievement.', [
    'SubmitAchievementBatchJob',
  ]),
  WSEC0136: answer('The ULN supplied is not valid.', 'Check the ten digits, the check digit among them.', [
    'GetLearnerLearningEvents',
  ]),
  WSEC0206: answer(
    'The learner does not share their learning events.',
    'Give the learner the privacy notice, and update the ability to share.',
    ['GetLearnerLearningEvents'],
  ),
  WSEC0208: answer(
    'The details do not belong to this ULN.',
    'Check the names, the date of birth and the gender with a find.',
    ['GetLearnerLearningEvents'],
  ),
  WSEC0999: fault(
    'Something unexpected went wrong.',
    'Try again later. If it stays, give the operator of the register the correlation id of the answer.',
  ),
  RC001: returned('A new ULN has been given.', 'Store the ULN.', registrations, 'register'),
  RC002: returned(
    'The learner exists, and its ULN is given; nothing was changed.',
    'Store the ULN.',
    registrations,
    'register',
  ),
  RC003: returned(
    'The learner exists and has been updated; its ULN is given.',
    'Store the ULN.',
    registrations,
    'register',
  ),
  RC004: returned('The ULN and the names belong together.', 'Nothing to do.', registrations, 'register'),
  RC005: returned(
    'The ULN is linked, and that of its master is given.',
    'Store the ULN of the master in place of the one you have.',
    registrations,
    'register',
  ),
  RC006: returned(
    'There is not enough data to give a ULN.',
    'Send the missing details: date of birth, gender and postcode are needed.',
    registrations,
    'public',
  ),
  RC007: returned(
    'There are possible matches.',
    'Find the learner singly and let a person decide.',
    registrations,
    'register',
  ),
  RC008: returned(
    'There are too many possible matches.',
    'Find the learner singly, with more details.',
    registrations,
    'register',
  ),
  RC009: returned(
    'The ULN was not found; in a job that only checks, also that nobody matches.',
    'Check the ULN, or find the learner by demographics.',
    registrations,
    'register',
  ),
  RC010: returned(
    'The ULN and the names do not belong together.',
    'Find the learner, and correct the ULN or the names.',
    registrations,
    'register',
  ),
  RC011: returned(
    'A value has the wrong format or is not allowed; over web services also an age out of range.',
    'Correct the value.',
    registrations,
    'public',
  ),
  RC012: returned(
    'An identifier (UCI or UPN) has the wrong format.',
    'Correct the identifier.',
    ['batch files'],
    'public',
  ),
  RC013: returned(
    'The age is outside the range that the register takes.',
    'Check the date of birth.',
    ['batch files'],
    'public',
  ),
  ...achievementCodes,
} as const satisfies Readonly<Record<string, CodeEntry>>;

export type Code = keyof typeof responseCodes;
type CodeOf<Form extends CodeForm> = {
  [K in Code]: (typeof responseCodes)[K]['form'] extends Form ? K : never;
}[Code];

/** Travels as the ResponseCode of a message. */
export type ResponseCode = CodeOf<'response' | 'answer'>;
/** Travels as the ErrorCode of a fault. */
export type FaultCode = CodeOf<'fault'>;
/** Travels as the ReturnCode of one learner of a batch. */
export type ReturnCode = CodeOf<'return'>;

/** Whether the text is a code of this register. */
export function isCode(text: string): text is Code {
  return Object.hasOwn(responseCodes, text);
}

/** Every code with its entry, in the order of the table. */
export function listCodes(): readonly (CodeEntry & { readonly code: string })[] {
  return Object.entries(responseCodes).map(([code, entry]) => ({ code, ...entry }));
}
