import { createHmac } from 'node:crypto';
import type { SearchKey } from '../domain/demographics.js';
import type { PersonKey } from '../register/ports.js';

const HEX_DIGITS = 32;

/**
 * HMAC-SHA256 (RFC 2104) over the five normalised details, cut to 16 bytes. The secret is the database's own, so
 * that a stolen audit cannot be searched by trying names.
 */
export function personKey(secret: Uint8Array, key: SearchKey): PersonKey {
  // The lengths keep "AB" + "C" apart from "A" + "BC".
  const details = `${key.givenKey.length}:${key.givenKey}${key.familyKey.length}:${key.familyKey}${key.dateOfBirth}/${key.gender}/${key.postCodeKey}`;
  return createHmac('sha256', secret).update(details).digest('hex').slice(0, HEX_DIGITS);
}
