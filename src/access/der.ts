/** The few pieces of ASN.1 that certificates are made of (ITU-T X.690, DER). */
import forge from 'node-forge';

const { asn1 } = forge;

export type Asn1 = forge.asn1.Asn1;

const UNIVERSAL = asn1.Class.UNIVERSAL;

export function sequence(...parts: Asn1[]): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, parts);
}

export function setOf(...parts: Asn1[]): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.SET, true, parts);
}

export function objectId(dotted: string): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.OID, false, asn1.oidToDer(dotted).getBytes());
}

/** From its bytes, the first of them below 0x80. */
export function integer(bytes: Buffer): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.INTEGER, false, bytes.toString('binary'));
}

export function boolean(value: boolean): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.BOOLEAN, false, value ? '\xff' : '\x00');
}

export function nothing(): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.NULL, false, '');
}

export function utf8(text: string): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.UTF8, false, Buffer.from(text, 'utf8').toString('binary'));
}

export function octets(bytes: Buffer): Asn1 {
  return asn1.create(UNIVERSAL, asn1.Type.OCTETSTRING, false, bytes.toString('binary'));
}

/** `unused`: bits at the end of the last byte that do not count. */
export function bits(bytes: Buffer, unused = 0): Asn1 {
  return asn1.create(
    UNIVERSAL,
    asn1.Type.BITSTRING,
    false,
    String.fromCharCode(unused) + bytes.toString('binary'),
  );
}

/** RFC 5280, section 4.1.2.5: UTCTime until 2049. */
export function time(at: Date): Asn1 {
  return at.getUTCFullYear() < 2050
    ? asn1.create(UNIVERSAL, asn1.Type.UTCTIME, false, asn1.dateToUtcTime(at))
    : asn1.create(UNIVERSAL, asn1.Type.GENERALIZEDTIME, false, asn1.dateToGeneralizedTime(at));
}

/** `[tag]` around another value. */
export function explicit(tag: number, value: Asn1): Asn1 {
  return contextSpecific(0xa0 | tag, toDer(value));
}

/** `[tag]` in place of the type of its own that the bytes have. */
export function implicit(tag: number, bytes: Buffer): Asn1 {
  return contextSpecific(0x80 | tag, bytes);
}

/** The library's own way takes the tags of universal types only. */
function contextSpecific(first: number, content: Buffer): Asn1 {
  const { length } = content;
  const size = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  const head = length < 0x80 ? [first, length] : [first, 0x80 | size.length, ...size];
  return asn1.fromDer(Buffer.concat([Buffer.from(head), content]).toString('binary'));
}

export function toDer(value: Asn1): Buffer {
  return Buffer.from(asn1.toDer(value).getBytes(), 'binary');
}

/** Undefined for what is no DER, or has something after it. */
export function fromDer(der: Buffer): Asn1 | undefined {
  try {
    return asn1.fromDer(der.toString('binary'));
  } catch {
    return undefined;
  }
}

/** What a SEQUENCE or SET holds; none for anything else. */
export function partsOf(value: Asn1 | undefined): readonly Asn1[] {
  return value !== undefined && Array.isArray(value.value) ? value.value : [];
}

/** The bytes of a simple value; none for anything else. */
export function bytesOf(value: Asn1 | undefined): Buffer {
  // A bit string that happens to hold a value of its own has been read as that value, with its bytes beside it.
  if (value !== undefined && 'bitStringContents' in value && typeof value.bitStringContents === 'string')
    return Buffer.from(value.bitStringContents, 'binary');
  return Buffer.from(typeof value?.value === 'string' ? value.value : '', 'binary');
}

export function pemOf(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The first block of that label; undefined when there is none. */
export function derOf(label: string, pem: string): Buffer | undefined {
  const block = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`).exec(
    pem,
  )?.[1];
  return block === undefined ? undefined : Buffer.from(block.replaceAll(/\s+/g, ''), 'base64');
}
