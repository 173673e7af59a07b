import type { LearnerByUlnRequest, LearnerByUlnResponse } from '../../contract/generated/learner-service.js';
import { parseUln } from '../../domain/uln.js';
import type { Register } from '../../register/register.js';
import { badlyFormed, type Operation } from '../operation.js';
import { learnerElement } from './learner-element.js';

/**
 * Finds a learner by ULN and both names. FindType CHK gives the code alone.
 * Contract: docs/interface-specification.md, "learnerByULN".
 */
export function learnerByUln(register: Register): Operation<LearnerByUlnRequest, LearnerByUlnResponse> {
  return {
    right: 'find',
    async handle(request, { caller }) {
      const { familyName, givenName } = request;
      const uln = parseUln(request.uln);
      if (uln === undefined) return badlyFormed('ULN is not ten digits with the first not 0.');
      const outcome = await register.findByUln({ uln, givenName, familyName }, caller);
      if ('fault' in outcome) return badlyFormed('ULN has a wrong check digit.');
      const { responseCode } = outcome;
      const tells = responseCode !== 'WSRC0001' && request.findType !== 'CHK';
      const learner = tells ? [learnerElement(outcome.found)] : [];
      return { ok: true, response: { responseCode, uln: request.uln, familyName, givenName, learner } };
    },
  };
}
