import type {
  LearnerByDemographicsRequest,
  LearnerByDemographicsResponse,
} from '../../contract/generated/learner-service.js';
import type { Register } from '../../register/register.js';
import type { Operation } from '../operation.js';
import { learnerElement } from './learner-element.js';

/**
 * Finds learners by the five details; the optional ones narrow a possible match.
 * FindType CHK gives the code alone, with the ULN of an exact match.
 * Contract: docs/interface-specification.md, "learnerByDemographics".
 */
export function learnerByDemographics(
  register: Register,
): Operation<LearnerByDemographicsRequest, LearnerByDemographicsResponse> {
  return {
    right: 'find',
    async handle(request, { caller }) {
      const outcome = await register.findByDemographics(request, caller);
      const { responseCode, found } = outcome;
      const echo = { responseCode, ...searchedFields(request) };
      if (request.findType === 'FUL') {
        const learner = found.map(learnerElement);
        return { ok: true, response: learner.length === 0 ? echo : { ...echo, learner } };
      }
      const only = responseCode === 'WSRC0003' ? undefined : found[0];
      return { ok: true, response: only === undefined ? echo : { ...echo, uln: only.learner.uln } };
    },
  };
}

/** The search as it was sent; optional fields that were empty are not repeated. */
function searchedFields(
  request: LearnerByDemographicsRequest,
): Omit<LearnerByDemographicsResponse, 'responseCode'> {
  const { familyName, givenName, dateOfBirth, gender, lastKnownPostCode } = request;
  const { previousFamilyName, schoolAtAge16, placeOfBirth, emailAddress } = request;
  return {
    familyName,
    givenName,
    dateOfBirth,
    gender,
    lastKnownPostCode,
    ...(previousFamilyName ? { previousFamilyName } : {}),
    ...(schoolAtAge16 ? { schoolAtAge16 } : {}),
    ...(placeOfBirth ? { placeOfBirth } : {}),
    ...(emailAddress ? { emailAddress } : {}),
  };
}
