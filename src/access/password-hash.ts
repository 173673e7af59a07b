import { hash, verify } from '@node-rs/argon2';

/** What one check costs. Lower values are for tests only. */
export interface HashCost {
  /** In KiB. */
  readonly memoryCost: number;
  readonly timeCost: number;
}

/** argon2id with 19 MiB and two passes, as OWASP's Password Storage Cheat Sheet advises: about 30 ms of CPU. */
export const standardCost: HashCost = { memoryCost: 19_456, timeCost: 2 };

/** Gives a PHC text: `$argon2id$v=19$m=19456,t=2,p=1$…`. The library's default algorithm is argon2id. */
export function hashPassword(password: string, cost: HashCost = standardCost): Promise<string> {
  return hash(password, { ...cost, parallelism: 1 });
}

/** False for a text that is no hash, too: such a password can never be right. */
export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  try {
    return await verify(passwordHash, password);
  } catch {
    return false;
  }
}
