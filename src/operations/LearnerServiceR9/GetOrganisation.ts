import type {
  GetOrganisationRequest,
  GetOrganisationResponse,
} from '../../contract/generated/learner-service-r9.js';
import type { Register } from '../../register/register.js';
import { badlyFormed, type Operation } from '../operation.js';

const STATUS = { active: 'Active', disabled: 'Disabled' } as const;

/**
 * Finds an organisation by UKPRN or reference. Any organisation may ask.
 * Contract: docs/interface-specification.md, "GetOrganisation".
 */
export function getOrganisation(
  register: Register,
): Operation<GetOrganisationRequest, GetOrganisationResponse> {
  return {
    right: 'none',
    async handle({ ukPrn = '', orgRef = '' }) {
      if (ukPrn === '' && orgRef === '') return badlyFormed('Neither ukPrn nor orgRef is given.');
      const outcome = await register.findOrganisation({ ukprn: ukPrn, organisationRef: orgRef });
      const { responseCode } = outcome;
      if (responseCode === 'WSRC0001') {
        const asked = { ...(orgRef !== '' && { orgRef }), ...(ukPrn !== '' && { ukprn: ukPrn }) };
        return answer({ responseCode, ...asked });
      }
      const { name, organisationRef, status, ukprn } = outcome.found;
      return answer({
        responseCode,
        displayName: name,
        orgRef: organisationRef,
        status: STATUS[status],
        ukprn,
      });
    },
  };
}

function answer(getOrganisationResult: NonNullable<GetOrganisationResponse['getOrganisationResult']>) {
  return { ok: true, response: { getOrganisationResult } } as const;
}
