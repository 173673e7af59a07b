import type {
  UpdateLearnerSubsetFieldsRequest,
  UpdateLearnerSubsetFieldsResponse,
} from '../../contract/generated/learner-service-r9.js';
import type { AbilityToShare } from '../../domain/learner.js';
import { parseUln } from '../../domain/uln.js';
import type { Register } from '../../register/register.js';
import { badlyFormed, type Operation } from '../operation.js';

/**
 * Changes five details of a learner by the rules of updateSingleLearner: an absent field stays, an empty one is
 * cleared. The answer is a bare code.
 * Contract: docs/interface-specification.md, "UpdateLearnerSubsetFields".
 */
export function updateLearnerSubsetFields(
  register: Register,
): Operation<UpdateLearnerSubsetFieldsRequest, UpdateLearnerSubsetFieldsResponse> {
  return {
    right: 'update',
    async handle(request, { caller }) {
      const { versionNumber, emailAddress, telephoneNumber, schoolAtAge16, preferredGivenName } = request;
      const uln = parseUln(request.uln);
      if (uln === undefined) return badlyFormed('uln is not ten digits with the first not 0.');
      const abilityToShare = abilitiesToShare[request.abilityToShare];
      const details = { emailAddress, telephoneNumber, schoolAtAge16, preferredGivenName, abilityToShare };
      const outcome = await register.updateLearner({ uln, versionNumber, details }, caller);
      // Of the faults of an update, only this one can be: no date of birth is stated.
      if ('fault' in outcome) return badlyFormed('uln has a wrong check digit.');
      return { ok: true, response: { updateLearnerSubsetFieldsResult: outcome.responseCode } };
    },
  };
}

/** NotProvided leaves what is stored. The contract has no name for "seen and does not share". */
const abilitiesToShare: Readonly<
  Record<UpdateLearnerSubsetFieldsRequest['abilityToShare'], AbilityToShare | undefined>
> = {
  NotProvided: undefined,
  FPNNotSeen: '0',
  FPNSeenShareData: '1',
};
