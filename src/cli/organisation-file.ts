/** The file that moves an organisation to the live register, as commands read it. */
import { z } from 'zod';
import { organisationKinds, rights } from '../domain/organisation.js';
import { organisationFileFormat, type OrganisationFile } from '../register/onboarding/organisation-file.js';

const contactSchema = z.object({
  name: z.string().min(1).max(200),
  emailAddress: z.string().min(1).max(254),
  telephone: z.string().max(50).exactOptional(),
});
const hexDigest = z.string().regex(/^[0-9a-f]{64}$/);

const fileSchema = z.object({
  format: z.literal(organisationFileFormat),
  exportedAt: z.iso.datetime(),
  organisationRef: z.string().regex(/^[0-9A-Z]{6}$/),
  ukprn: z.string().regex(/^[0-9A-Z]{8}$/),
  name: z.string().min(1).max(255),
  kind: z.enum(organisationKinds),
  rights: z.array(z.enum(rights)),
  contact: contactSchema,
  technicalContact: contactSchema,
  agreement: z.object({ signatory: z.string().max(200), role: z.string().max(200) }),
  certificates: z.array(
    z.object({
      fingerprint: hexDigest,
      subject: z.string().max(1000),
      issuer: z.string().max(1000),
      serialNumber: z.string().max(100),
      notBefore: z.iso.datetime(),
      notAfter: z.iso.datetime(),
    }),
  ),
  origin: z.object({
    liveRequest: z.string().max(50),
    testOrganisationRef: z.string().max(6),
    approvedBy: z.string().max(100),
    approvedAt: z.iso.datetime(),
  }),
  report: z
    .object({
      checksum: z.string().max(200),
      sha256: hexDigest,
      passed: z.number().int(),
      failed: z.number().int(),
      open: z.number().int(),
    })
    .exactOptional(),
});

/** The content of a file whose signature was right; undefined when it is that of something else. */
export function readOrganisationFile(content: unknown): OrganisationFile | undefined {
  const parsed = fileSchema.safeParse(content);
  return parsed.success ? parsed.data : undefined;
}
