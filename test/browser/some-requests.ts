import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RunningRegister } from '../running-register.js';

const messages = fileURLToPath(new URL('../../../fixtures/messages/LearnerService/', import.meta.url));

/** Cases of fixtures/messages: a client's first morning, with what goes wrong on it. */
const morning = [
  'learnerByULN/not-xml',
  'learnerByULN/wrong-order',
  'learnerByULN/wrong-password',
  'learnerByULN/found',
  'learnerByULN/not-found',
  'learnerByDemographics/too-many',
  'learnerByDemographics/possible',
  'learnerByDemographics/exact',
  'learnerByDemographics/no-match',
  'verifyLearner/family-name-differs',
  'verifyLearner/verified',
] as const;

/** Sends what the provider TSTLP1 of the published test data might send, and waits for each answer. */
export async function sendSomeRequests(register: RunningRegister): Promise<void> {
  for (const name of morning) {
    await register.send(readFileSync(`${messages}${name}/request.xml`));
    register.clock.advance({ seconds: 47 });
  }
}
