import type {
  LearnerByUlnRequest,
  LearnerByUlnResponse,
} from '../../contract/generated/learner-service-r9.js';
import { parseUln } from '../../domain/uln.js';
import type { Register } from '../../register/register.js';
import { badlyFormed, type Operation } from '../operation.js';
import { learnerElement } from './learner-element.js';

/**
 * Finds a learner by ULN and both names, as LearnerService's learnerByULN does. findType CHK gives the code alone.
 * Contract: docs/interface-specification.md, "LearnerByUln".
 */
export function learnerByUln(register: Register): Operation<LearnerByUlnRequest, LearnerByUlnResponse> {
  return {
    right: 'find',
    async handle(request, { caller }) {
      const { familyName, givenName, findType } = request;
      const uln = parseUln(request.uln);
      if (uln === undefined) return badlyFormed('uln is not ten digits with the first not 0.');
      const outcome = await register.findByUln({ uln, givenName, familyName }, caller);
      if ('fault' in outcome) return badlyFormed('uln has a wrong check digit.');
      const echo = { responseCode: outcome.responseCode, familyName, givenName, uln };
      const result =
        outcome.responseCode === 'WSRC0001' || findType === 'CHK'
          ? echo
          : { ...echo, learner: learnerElement(outcome.found.learner) };
      return { ok: true, response: { learnerByUlnResult: result } };
    },
  };
}
