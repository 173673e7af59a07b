/** The built-in authority of the test environment: makes and signs certificates (RFC 5280). */
import {
  createHash,
  createPrivateKey,
  generateKeyPair,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import {
  bits,
  boolean,
  bytesOf,
  derOf,
  explicit,
  fromDer,
  implicit,
  integer,
  nothing,
  objectId,
  octets,
  partsOf,
  pemOf,
  sequence,
  setOf,
  time,
  toDer,
  utf8,
  type Asn1,
} from './der.js';

export interface Authority {
  readonly certificatePem: string;
  readonly key: KeyObject;
}

/** The most telling part first: `[['CN', 'TSTLP1'], ['O', 'Imaginary College']]`. */
export type SubjectParts = readonly (readonly ['CN' | 'OU' | 'O', string])[];

export interface NewCertificate {
  readonly subject: SubjectParts;
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Buffer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** A server's host names and addresses; a client's certificate without. */
  readonly serverNames?: readonly string[];
}

export interface KeyPair {
  /** SubjectPublicKeyInfo in DER. */
  readonly publicKey: Buffer;
  readonly privateKey: KeyObject;
}

const dayMs = 86_400_000;
const authorityDays = 3650;
const identifiers = { CN: '2.5.4.3', O: '2.5.4.10', OU: '2.5.4.11' } as const;
/** X.520 has upper bounds for names; some clients insist. */
const longestName = 64;
const newKey = promisify(generateKeyPair);

/** RSA with 2048 bits: what every client of a SOAP service can do. */
export async function newKeyPair(): Promise<KeyPair> {
  const { publicKey, privateKey } = await newKey('rsa', { modulusLength: 2048 });
  return { publicKey: publicKey.export({ type: 'spki', format: 'der' }), privateKey };
}

/** An authority that signs itself, for ten years. */
export async function createAuthority(name: string, now: Date): Promise<Authority> {
  const { publicKey, privateKey: key } = await newKeyPair();
  const subject = nameOf([
    ['CN', name],
    ['OU', 'Test environment only'],
  ]);
  const extensions = [
    extension('2.5.29.19', true, sequence(boolean(true), integer(Buffer.from([0])))),
    // keyCertSign and cRLSign.
    extension('2.5.29.15', true, bits(Buffer.from([0x06]), 1)),
    keyIdentifier(publicKey),
  ];
  const validity = { notBefore: now, notAfter: new Date(now.getTime() + authorityDays * dayMs) };
  return {
    certificatePem: signed({ issuer: subject, subject, publicKey, extensions, ...validity }, key),
    key,
  };
}

/** Takes what {@link createAuthority} made, from its PEM texts; undefined when they are none. */
export function readAuthority(pem: string): Authority | undefined {
  const der = derOf('CERTIFICATE', pem);
  if (der === undefined) return undefined;
  try {
    return { certificatePem: pemOf('CERTIFICATE', der), key: createPrivateKey(pem) };
  } catch {
    return undefined;
  }
}

/** Gives the certificate in PEM. */
export function issueCertificate({ certificatePem, key }: Authority, wanted: NewCertificate): string {
  const authority = partsOf(partsOf(fromDer(derOf('CERTIFICATE', certificatePem) ?? Buffer.alloc(0)))[0]);
  const [, , , , , issuer, authorityKey] = authority;
  if (issuer === undefined || authorityKey === undefined) throw new Error('The authority has no certificate');
  const { serverNames } = wanted;
  const extensions = [
    extension('2.5.29.19', true, sequence()),
    // digitalSignature and keyEncipherment.
    extension('2.5.29.15', true, bits(Buffer.from([0xa0]), 5)),
    extension(
      '2.5.29.37',
      false,
      sequence(objectId(serverNames === undefined ? '1.3.6.1.5.5.7.3.2' : '1.3.6.1.5.5.7.3.1')),
    ),
    keyIdentifier(wanted.publicKey),
    extension('2.5.29.35', false, sequence(implicit(0, digestOfKey(toDer(authorityKey))))),
    ...(serverNames === undefined
      ? []
      : [extension('2.5.29.17', false, sequence(...serverNames.map(alternative)))]),
  ];
  return signed({ ...wanted, issuer, subject: nameOf(wanted.subject), extensions }, key);
}

interface ToSign extends Pick<NewCertificate, 'publicKey' | 'notBefore' | 'notAfter'> {
  readonly issuer: Asn1;
  readonly subject: Asn1;
  readonly extensions: readonly Asn1[];
}

function signed(certificate: ToSign, key: KeyObject): string {
  const { issuer, subject, extensions, notBefore, notAfter } = certificate;
  const publicKey = fromDer(certificate.publicKey);
  if (publicKey === undefined) throw new Error('The public key is not in DER');
  // sha256WithRSAEncryption
  const algorithm = (): Asn1 => sequence(objectId('1.2.840.113549.1.1.11'), nothing());
  const toBeSigned = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    algorithm(),
    issuer,
    sequence(time(notBefore), time(notAfter)),
    subject,
    publicKey,
    explicit(3, sequence(...extensions)),
  );
  const signature = sign('sha256', toDer(toBeSigned), key);
  return pemOf('CERTIFICATE', toDer(sequence(toBeSigned, algorithm(), bits(signature))));
}

/** 127 bits of chance: positive, and never two alike (RFC 5280, section 4.1.2.2). */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

/** The widest part first on the wire. */
function nameOf(parts: SubjectParts): Asn1 {
  const relative = [...parts]
    .reverse()
    .map(([kind, text]) =>
      setOf(sequence(objectId(identifiers[kind]), utf8([...text].slice(0, longestName).join('')))),
    );
  return sequence(...relative);
}

function extension(id: string, critical: boolean, value: Asn1): Asn1 {
  return sequence(objectId(id), ...(critical ? [boolean(true)] : []), octets(toDer(value)));
}

function keyIdentifier(publicKey: Buffer): Asn1 {
  return extension('2.5.29.14', false, octets(digestOfKey(publicKey)));
}

/** SHA-1 of the key's bits, as RFC 5280, section 4.2.1.2 has it: a name, no protection. */
function digestOfKey(publicKey: Buffer): Buffer {
  const key = partsOf(fromDer(publicKey))[1];
  return createHash('sha1').update(bytesOf(key).subarray(1)).digest();
}

function alternative(name: string): Asn1 {
  const version = isIP(name);
  if (version === 0) return implicit(2, Buffer.from(name, 'latin1'));
  return implicit(7, version === 4 ? Buffer.from(name.split('.').map(Number)) : ipv6Bytes(name));
}

function ipv6Bytes(address: string): Buffer {
  const [head = '', tail] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const before = groups(head);
  const after = groups(tail ?? '');
  const middle = new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return Buffer.from([...before, ...middle, ...after].map((group) => group.padStart(4, '0')).join(''), 'hex');
}
