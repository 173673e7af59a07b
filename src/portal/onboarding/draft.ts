/** An application that is being filled in: it lives in the session, and nowhere else. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import {
  applicantKinds,
  servedKinds,
  type ApplicationDetails,
  type ServedKind,
} from '../../domain/application.js';
import { rights } from '../../domain/organisation.js';

const draftSchema = z.object({
  /** Differs between two applications of one session. */
  number: z.string(),
  applicant: z.enum(applicantKinds).optional(),
  organisationName: z.string().optional(),
  ukprn: z.string().optional(),
  contactName: z.string().optional(),
  emailAddress: z.string().optional(),
  telephone: z.string().optional(),
  productName: z.string().optional(),
  productVersion: z.string().optional(),
  serves: z.array(z.enum(servedKinds)).optional(),
  rights: z.array(z.enum(rights)).optional(),
  agreed: z.literal(true).optional(),
});

export type Draft = z.output<typeof draftSchema>;

declare module 'express-session' {
  interface SessionData {
    /** An application for access that is not sent yet; read it with `draftIn`. */
    applicationDraft?: unknown;
    /** The number of the one that was sent. */
    applicationSent?: unknown;
  }
}

export function draftIn({ session }: Request): Draft {
  const parsed = draftSchema.safeParse(session.applicationDraft);
  return parsed.success ? parsed.data : { number: randomUUID() };
}

export function keepDraft({ session }: Request, draft: Draft): void {
  session.applicationDraft = draft;
}

/** From then on the session knows its number, and no longer what was in it. */
export function markSent({ session }: Request, { number }: Draft): void {
  delete session.applicationDraft;
  session.applicationSent = number;
}

export function sentNumber({ session }: Request): string | undefined {
  return z.string().optional().catch(undefined).parse(session.applicationSent);
}

/**
 * The key of the applicant's private link. It hangs on the session's own secret id, which is in the browser's cookie and
 * kept nowhere: whoever reads the database cannot make it. The same draft always has the same key, so that to send it
 * twice is to send it once.
 */
export function keyOf({ sessionID }: Request, number: string): string {
  return createHmac('sha256', sessionID).update(`application ${number}`).digest('base64url');
}

/** What the organisations to be made are: the applicant's own kind, or those that a vendor serves. */
export function servesOf({ applicant, serves }: Draft): readonly ServedKind[] {
  if (applicant === undefined) return [];
  return applicant === 'vendor' ? (serves ?? []) : [applicant];
}

/** The application as it can be sent; undefined as long as something is missing. */
export function detailsOf(draft: Draft): ApplicationDetails | undefined {
  const { applicant, organisationName, ukprn, contactName, emailAddress, telephone } = draft;
  const { productName, productVersion, rights: asked, agreed } = draft;
  const serves = servesOf(draft);
  if (
    applicant === undefined ||
    organisationName === undefined ||
    contactName === undefined ||
    emailAddress === undefined ||
    productName === undefined ||
    productVersion === undefined ||
    serves.length === 0 ||
    asked === undefined ||
    agreed === undefined
  )
    return undefined;
  return {
    applicant,
    organisationName,
    ...(ukprn === undefined ? {} : { ukprn }),
    contact: { name: contactName, emailAddress, ...(telephone === undefined ? {} : { telephone }) },
    product: { name: productName, version: productVersion },
    serves,
    rights: asked,
  };
}
