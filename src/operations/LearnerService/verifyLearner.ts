import type {
  MiapVerifiedLearner,
  VerifyLearnerRequest,
  VerifyLearnerResponse,
} from '../../contract/generated/learner-service.js';
import { parseUln } from '../../domain/uln.js';
import type { Register } from '../../register/register.js';
import type { VerifyLearnerOutcome } from '../../register/verify-learner.js';
import { badlyFormed, type Operation } from '../operation.js';

/**
 * Says whether a ULN belongs to this person, and which details do not fit.
 * The register's own data is given only when everything fits.
 * Contract: docs/interface-specification.md, "verifyLearner".
 */
export function verifyLearner(register: Register): Operation<VerifyLearnerRequest, VerifyLearnerResponse> {
  return {
    right: 'verify',
    async handle(request, { caller }) {
      const searched = request.learnerToVerify;
      const uln = parseUln(searched.uln);
      if (uln === undefined) return badlyFormed('ULN is not ten digits with the first not 0.');
      const { familyName, givenName, dateOfBirth, gender } = searched;
      const outcome = await register.verifyLearner(
        {
          uln,
          familyName,
          givenName,
          ...(dateOfBirth ? { dateOfBirth } : {}),
          ...(gender ? { gender } : {}),
        },
        caller,
      );
      if ('fault' in outcome) return badlyFormed('ULN has a wrong check digit.');
      return { ok: true, response: { verifiedLearner: verifiedElement(searched, outcome) } };
    },
  };
}

function verifiedElement(
  searched: VerifyLearnerRequest['learnerToVerify'],
  outcome: Exclude<VerifyLearnerOutcome, { fault: string }>,
): MiapVerifiedLearner {
  const { learner } = outcome;
  return {
    searchedUln: searched.uln,
    searchedFamilyName: searched.familyName,
    searchedGivenName: searched.givenName,
    ...(searched.dateOfBirth ? { searchedDateOfBirth: searched.dateOfBirth } : {}),
    ...(searched.gender ? { searchedGender: searched.gender } : {}),
    responseCode: outcome.responseCode,
    ...(learner === undefined
      ? {}
      : {
          uln: learner.uln,
          familyName: learner.familyName,
          givenName: learner.givenName,
          dateOfBirth: learner.dateOfBirth,
          gender: learner.gender,
        }),
    failureFlag: outcome.failureFlags,
  };
}
