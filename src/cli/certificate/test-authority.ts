/** The built-in authority of the test environment, as commands want it. */
import type { Authority } from '../../access/certificate-authority.js';
import * as access from '../../access/test-authority.js';
import { exitCodes, type Refusal } from '../exit-codes.js';

export { foreignAuthority } from '../../access/test-authority.js';

/** Opens the authority of a data folder, which is made when it is first needed. */
export async function openTestAuthority(dataDir: string, now: Date): Promise<Authority | Refusal> {
  const authority = await access.openTestAuthority(dataDir, now);
  return 'problem' in authority ? { exitCode: exitCodes.failed, ...authority } : authority;
}
