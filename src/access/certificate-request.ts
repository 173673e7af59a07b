/** Reading a certificate signing request (PKCS #10, RFC 2986). */
import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { bytesOf, derOf, fromDer, partsOf, toDer } from './der.js';

export type CertificateRequest =
  | {
      readonly ok: true;
      /** SubjectPublicKeyInfo in DER; whoever sent the request holds its private key. */
      readonly publicKey: Buffer;
    }
  | { readonly ok: false; readonly problem: string };

/** Signature algorithm to its digest; null where the algorithm has one of its own. */
const algorithms: Readonly<Record<string, string | null>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.3.101.112': null,
};
const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);
const leastModulus = 2048;
const mostModulus = 8192;

/**
 * Takes a request in PEM with an RSA key of 2048 bits or more, an EC key on P-256, P-384 or P-521, or Ed25519, signed
 * with SHA-2. Its signature must be right: it proves that the sender has the key. What it says about a name or about
 * extensions is not read, since nobody has checked it.
 */
export function readCertificateRequest(pem: string): CertificateRequest {
  const der = derOf('CERTIFICATE REQUEST', pem) ?? derOf('NEW CERTIFICATE REQUEST', pem);
  if (der === undefined) return refused('it holds no CERTIFICATE REQUEST in PEM');
  const [information, algorithm, signature] = partsOf(fromDer(der));
  const publicKey = partsOf(information)[2];
  if (information === undefined || publicKey === undefined) return refused('it is damaged');
  const digest = algorithms[identifierIn(bytesOf(partsOf(algorithm)[0]))];
  if (digest === undefined) return refused('it is signed in a way that is not taken here: sign with SHA-256');
  const spki = toDer(publicKey);
  const key = keyOf(spki);
  if (key === undefined) return refused('its public key cannot be read');
  const weakness = weaknessOf(key);
  if (weakness !== undefined) return refused(weakness);
  const proven = isProven(digest, toDer(information), key, bytesOf(signature).subarray(1));
  return proven ? { ok: true, publicKey: spki } : refused('its signature is wrong');
}

function weaknessOf(key: KeyObject): string | undefined {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return modulusLength >= leastModulus && modulusLength <= mostModulus
        ? undefined
        : `its RSA key has ${modulusLength} bits: make one with ${leastModulus} to ${mostModulus}`;
    case 'ec':
      return curves.has(namedCurve) ? undefined : 'its curve is not P-256, P-384 or P-521';
    case 'ed25519':
      return undefined;
    default:
      return 'its key is neither RSA nor EC nor Ed25519';
  }
}

function keyOf(spki: Buffer): KeyObject | undefined {
  try {
    return createPublicKey({ key: spki, format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}

function isProven(digest: string | null, signed: Buffer, key: KeyObject, signature: Buffer): boolean {
  try {
    return verify(digest, signed, key, signature);
  } catch {
    return false;
  }
}

function identifierIn(bytes: Buffer): string {
  try {
    return forge.asn1.derToOid(bytes.toString('binary'));
  } catch {
    return '';
  }
}

function refused(problem: string): CertificateRequest {
  return { ok: false, problem };
}
