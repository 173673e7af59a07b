import { verifyPassword } from '../access/password-hash.js';
import type { OrganisationStore } from '../register/ports.js';
import { exitCodes, type Refusal } from './exit-codes.js';
import { publishedTestData } from './test-data.js';

/**
 * Why a live register may not be opened to callers: an organisation of the published data is in it with the
 * password that everyone can read. Undefined in the test environment.
 */
export async function livePasswordRefusal(
  organisations: Pick<OrganisationStore, 'byRef'>,
  environment: 'test' | 'live',
): Promise<Refusal | undefined> {
  if (environment === 'test') return undefined;
  for (const { organisationRef, orgPassword } of Object.values(publishedTestData().organisations)) {
    const stored = await organisations.byRef(organisationRef);
    for (const hash of stored?.passwordHashes ?? []) {
      if (!(await verifyPassword(hash, orgPassword))) continue;
      return {
        exitCode: exitCodes.configuration,
        problem: `${organisationRef} has a password that is published with the test data.`,
        whatToDo: `Run "learner-register organisation password ${organisationRef} --drop-previous --environment live".`,
      };
    }
  }
  return undefined;
}
