/** Files that an authority signs, so that a change to them shows. Source: docs/onboarding.md, "The organisation's file". */
import { X509Certificate, createHash, sign, verify } from 'node:crypto';
import { z } from 'zod';
import type { Authority } from './certificate-authority.js';

const fileSchema = z.object({
  content: z.record(z.string(), z.unknown()),
  sha256: z.string(),
  signature: z.string(),
});

/**
 * JSON with the content, its SHA-256, and its signature (RSA with SHA-256, base64). What is signed is the content as
 * `JSON.stringify` writes it: line breaks and blanks between the members do not count.
 */
export function signWithAuthority({ key }: Authority, content: object): string {
  const text = JSON.stringify(content);
  const signature = sign('sha256', Buffer.from(text), key).toString('base64');
  return `${JSON.stringify({ content, sha256: digestOf(text), signature }, null, 2)}\n`;
}

export type SignedContent =
  | { readonly ok: true; readonly content: unknown; readonly sha256: string }
  /** `changed`: the content is not what was signed. `otherSigner`: it is whole, and another authority signed it. */
  | { readonly ok: false; readonly problem: 'notSuchAFile' | 'changed' | 'otherSigner' | 'noAuthority' };

/** @param authorityPem the certificate of the authority that must have signed */
export function readSigned(file: string, authorityPem: string): SignedContent {
  const parsed = fileSchema.safeParse(jsonOf(file));
  if (!parsed.success) return { ok: false, problem: 'notSuchAFile' };
  const { content, sha256, signature } = parsed.data;
  const text = JSON.stringify(content);
  if (digestOf(text) !== sha256) return { ok: false, problem: 'changed' };
  const authority = certificateOf(authorityPem);
  if (authority === undefined) return { ok: false, problem: 'noAuthority' };
  const proven = verify('sha256', Buffer.from(text), authority.publicKey, Buffer.from(signature, 'base64'));
  return proven ? { ok: true, content, sha256 } : { ok: false, problem: 'otherSigner' };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function certificateOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
