/** Certificates for organisations of the test environment: right ones, and wrong ones to see refused. */
import type { Organisation } from '../domain/organisation.js';
import type { CertificateFacts } from '../domain/certificate.js';
import { newKeyPair, type Authority } from './certificate-authority.js';
import { factsOf } from './certificate-facts.js';
import { readCertificateRequest } from './certificate-request.js';
import { issueFor } from './organisation-certificate.js';
import { generatePassword } from './password-rules.js';
import { pfxAside } from './pfx-aside.js';
import { foreignAuthority } from './test-authority.js';

/** `otherOrganisation` is bound to another one, `foreignAuthority` signed by an authority that nobody knows. */
export const certificatePurposes = ['usual', 'expired', 'otherOrganisation', 'foreignAuthority'] as const;
export type CertificatePurpose = (typeof certificatePurposes)[number];

export interface WantedCertificate {
  readonly organisation: Pick<Organisation, 'organisationRef' | 'name'>;
  readonly purpose: CertificatePurpose;
  /** A certificate signing request in PEM; without it a key is made, and both go into a PFX. */
  readonly requestPem?: string | undefined;
  /** Triple DES in the PFX, for Windows Server 2016 and older. */
  readonly oldEncryption?: boolean | undefined;
}

export interface NewTestCertificate {
  readonly facts: CertificateFacts;
  readonly pem: string;
  /** Of the authority that signed it. */
  readonly authorityPem: string;
  /** Key and certificates in one file (PKCS #12), and what opens it. Nobody has it but the caller. */
  readonly pfx?: { readonly content: Buffer; readonly password: string };
}

/**
 * Makes a certificate; binding it is left to the caller.
 * @returns what is wrong with the request, where it cannot be taken
 */
export async function issueTestCertificate(
  authority: Authority,
  { organisation, purpose, requestPem, oldEncryption }: WantedCertificate,
  now: Date,
): Promise<NewTestCertificate | { readonly problem: string }> {
  const signer = purpose === 'foreignAuthority' ? await foreignAuthority(now) : authority;
  const expired = purpose === 'expired';
  const issue = (publicKey: Buffer): { pem: string; facts: CertificateFacts } => {
    const pem = issueFor(signer, organisation, publicKey, now, { expired });
    const facts = factsOf(pem);
    if (facts === undefined) throw new Error('The new certificate cannot be read');
    return { pem, facts };
  };
  const authorityPem = signer.certificatePem;
  if (requestPem !== undefined) {
    const request = readCertificateRequest(requestPem);
    if (!request.ok) return { problem: request.problem };
    return { ...issue(request.publicKey), authorityPem };
  }
  const { publicKey, privateKey } = await newKeyPair();
  const issued = issue(publicKey);
  const password = generatePassword();
  const content = await pfxAside({
    privateKey,
    certificates: [issued.pem, authorityPem],
    password,
    friendlyName: organisation.organisationRef,
    encryption: oldEncryption === true ? 'tripleDes' : 'aes',
  });
  return { ...issued, authorityPem, pfx: { content, password } };
}
