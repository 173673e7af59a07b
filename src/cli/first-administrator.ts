import { hashPassword } from '../access/password-hash.js';
import { generatePassword } from '../access/password-rules.js';
import type { Config } from '../config.js';
import type { AdministratorStore } from '../register/portal-ports.js';
import type { Output } from './output.js';

/** Gives the web pages of a new test environment an administrator, and shows the password this once. */
export async function firstAdministrator(
  { environment, portal }: Pick<Config, 'environment' | 'portal'>,
  store: Pick<AdministratorStore, 'passwordHash' | 'setPasswordHash'>,
  output: Pick<Output, 'note'>,
): Promise<void> {
  if (environment !== 'test' || !portal) return;
  if ((await store.passwordHash()) !== undefined) return;
  const password = generatePassword();
  const outcome = await store.setPasswordHash(await hashPassword(password), true);
  // Another process may have been first.
  if (outcome === 'kept') return;
  output.note(
    `The administrator's password for the web pages is ${password}, shown this once; "learner-register administrator password" sets another.`,
  );
}
