import type {
  MiapRetrievedUln,
  RetrieveUlnsRequest,
  RetrieveUlnsResponse,
} from '../../contract/generated/learner-service.js';
import { parseUln } from '../../domain/uln.js';
import type { Register } from '../../register/register.js';
import type { RetrievedUln } from '../../register/retrieve-ulns.js';
import { badlyFormed, type Operation } from '../operation.js';

/**
 * Gives who holds each of 1 to 200 ULNs, in the order asked.
 * Contract: docs/interface-specification.md, "retrieveULNs".
 */
export function retrieveUlns(register: Register): Operation<RetrieveUlnsRequest, RetrieveUlnsResponse> {
  return {
    right: 'retrieve',
    async handle(request, { caller }) {
      const asked = request.ulnsToRetrieve.uln;
      const ulns = asked.flatMap((text) => parseUln(text) ?? []);
      if (ulns.length < asked.length) return badlyFormed('A ULN is not ten digits with the first not 0.');
      const outcome = await register.retrieveUlns(ulns, caller);
      if ('fault' in outcome) return badlyFormed('A ULN has a wrong check digit.');
      const { retrieved } = outcome;
      return { ok: true, response: { retrievedUlns: { verifiedUln: retrieved.map(retrievedElement) } } };
    },
  };
}

function retrievedElement(one: RetrievedUln): MiapRetrievedUln {
  const { uln, responseCode } = one;
  if (responseCode === 'WSRC0001') return { uln, responseCode };
  const { familyName, givenName, dateOfBirth, gender } = one.learner;
  const person = { responseCode, familyName, givenName, dateOfBirth, gender };
  return responseCode === 'WSRC0022' ? { uln, masterUln: one.learner.uln, ...person } : { uln, ...person };
}
