import type {
  UpdateSingleLearnerRequest,
  UpdateSingleLearnerResponse,
} from '../../contract/generated/learner-service.js';
import { parseUln } from '../../domain/uln.js';
import type { Register } from '../../register/register.js';
import { ageOutOfRange, badlyFormed, type Operation } from '../operation.js';

/**
 * Changes a learner: an absent field stays, an empty one is cleared.
 * Contract: docs/interface-specification.md, "updateSingleLearner".
 */
export function updateSingleLearner(
  register: Register,
): Operation<UpdateSingleLearnerRequest, UpdateSingleLearnerResponse> {
  return {
    right: 'update',
    async handle(request, { caller }) {
      const { uln: ulnText, versionNumber, ...details } = request.learner;
      const uln = parseUln(ulnText);
      if (uln === undefined) return badlyFormed('ULN is not ten digits with the first not 0.');
      const outcome = await register.updateLearner({ uln, versionNumber, details }, caller);
      if ('fault' in outcome) {
        return outcome.fault === 'invalidUln'
          ? badlyFormed('ULN has a wrong check digit.')
          : ageOutOfRange(details.dateOfBirth, register.settings);
      }
      return { ok: true, response: { responseCode: outcome.responseCode } };
    },
  };
}
