import type {
  RegisterSingleLearnerRequest,
  RegisterSingleLearnerResponse,
} from '../../contract/generated/learner-service.js';
import type { Register } from '../../register/register.js';
import { ageOutOfRange, type Operation } from '../operation.js';

/**
 * Registers a learner and gives the new ULN.
 * Contract: docs/interface-specification.md, "registerSingleLearner".
 */
export function registerSingleLearner(
  register: Register,
): Operation<RegisterSingleLearnerRequest, RegisterSingleLearnerResponse> {
  return {
    right: 'register',
    async handle(request, { caller }) {
      const outcome = await register.registerLearner(request.learner, caller);
      if ('fault' in outcome) return ageOutOfRange(request.learner.dateOfBirth, register.settings);
      const { responseCode } = outcome;
      if (responseCode === 'WSRC0005') return { ok: true, response: { responseCode, uln: outcome.uln } };
      return { ok: true, response: { responseCode } };
    },
  };
}
