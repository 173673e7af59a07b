/** The scenarios of an organisation, for commands: what the server kept is read from the database. */
import type { Organisation } from '../../domain/organisation.js';
import { createExchangeLog } from '../../exchanges/exchange-log.js';
import { followScenarios, type FollowedScenarios } from '../../follow-scenarios.js';
import type { Register } from '../context.js';
import { exitCodes, type Refusal } from '../exit-codes.js';
import { packageVersion } from '../package-version.js';

/** This process keeps no exchanges that could be waiting. */
const nothingWaits = { flush: () => Promise.resolve(), lostOf: () => 0 };

export function scenariosOn({ store, clock }: Register): FollowedScenarios {
  const log = createExchangeLog({ store: store.exchanges, recorder: nothingWaits, clock });
  return followScenarios({ store, clock, version: packageVersion() }, log);
}

/** The organisation, or why there is nothing to say of it. */
export async function meantOrganisation(
  { store, config }: Register,
  organisationRef: string,
): Promise<Organisation | Refusal> {
  if (config.environment === 'live') return onlyInTest;
  const organisation = await store.organisations.byRef(organisationRef);
  if (organisation !== undefined) return organisation;
  return {
    exitCode: exitCodes.failed,
    problem: `There is no organisation ${organisationRef}.`,
    whatToDo: 'Run "learner-register organisation list" to see those that there are.',
  };
}

export const onlyInTest: Refusal = {
  exitCode: exitCodes.configuration,
  problem: 'Scenarios are worked through in the test environment alone.',
  whatToDo: 'Choose it with --environment test.',
};
