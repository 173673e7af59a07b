/** A request for a live connection that is being filled in, in the session. */
import type { Request } from 'express';
import { z } from 'zod';
import type { CertificateFacts } from '../../domain/certificate.js';
import { volumeBands, type LiveRequestDetails } from '../../domain/live-request.js';

const factsSchema = z.object({
  fingerprint: z.string(),
  subject: z.string(),
  issuer: z.string(),
  serialNumber: z.string(),
  notBefore: z.coerce.date(),
  notAfter: z.coerce.date(),
});

const liveDraftSchema = z.object({
  organisationName: z.string().optional(),
  ukprn: z.string().optional(),
  contactName: z.string().optional(),
  emailAddress: z.string().optional(),
  telephone: z.string().optional(),
  technicalName: z.string().optional(),
  technicalEmailAddress: z.string().optional(),
  technicalTelephone: z.string().optional(),
  requestsPerDay: z.enum(volumeBands).optional(),
  batchLearnersPerMonth: z.enum(volumeBands).optional(),
  certificateSubject: z.string().optional(),
  certificate: factsSchema.optional(),
  signatory: z.string().optional(),
  role: z.string().optional(),
});

export type LiveDraft = z.output<typeof liveDraftSchema>;

declare module 'express-session' {
  interface SessionData {
    /** Read it with `liveDraftIn`. */
    liveRequestDraft?: unknown;
  }
}

export function liveDraftIn({ session }: Request): LiveDraft {
  const parsed = liveDraftSchema.safeParse(session.liveRequestDraft);
  return parsed.success ? parsed.data : {};
}

export function keepLiveDraft({ session }: Request, draft: LiveDraft): void {
  session.liveRequestDraft = draft;
}

export function dropLiveDraft({ session }: Request): void {
  delete session.liveRequestDraft;
}

/** The request as it can be sent; undefined as long as something is missing. */
export function liveDetailsOf(draft: LiveDraft): LiveRequestDetails | undefined {
  const { organisationName, ukprn, contactName, emailAddress, telephone } = draft;
  const { technicalName, technicalEmailAddress, technicalTelephone } = draft;
  const { requestsPerDay, batchLearnersPerMonth, certificateSubject, certificate, signatory, role } = draft;
  if (
    organisationName === undefined ||
    ukprn === undefined ||
    contactName === undefined ||
    emailAddress === undefined ||
    technicalName === undefined ||
    technicalEmailAddress === undefined ||
    requestsPerDay === undefined ||
    batchLearnersPerMonth === undefined ||
    certificateSubject === undefined ||
    signatory === undefined ||
    role === undefined
  )
    return undefined;
  return {
    organisationName,
    ukprn,
    contact: contactOf(contactName, emailAddress, telephone),
    technicalContact: contactOf(technicalName, technicalEmailAddress, technicalTelephone),
    agreement: { signatory, role },
    requestsPerDay,
    batchLearnersPerMonth,
    certificateSubject,
    ...(certificate === undefined ? {} : { certificate: certificate satisfies CertificateFacts }),
  };
}

function contactOf(name: string, emailAddress: string, telephone: string | undefined) {
  return { name, emailAddress, ...(telephone === undefined ? {} : { telephone }) };
}
