/** What a session holds, and how it is read back. */
import 'express-session';
import { z } from 'zod';

const signedInSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('organisation'),
    organisationRef: z.string(),
    /** Marks of the passwords that counted at sign-in: the session ends when none of them counts any more. */
    passwordMarks: z.array(z.string()),
  }),
  z.object({ kind: z.literal('administrator'), passwordMarks: z.array(z.string()) }),
]);

export type SignedIn = z.output<typeof signedInSchema>;

/** Members that a part of the pages adds by itself pass through. */
export const sessionSchema = z.looseObject({
  cookie: z.looseObject({ originalMaxAge: z.number().nullable() }),
  csrfToken: z.string().optional(),
  signedIn: signedInSchema.optional(),
  /** When the session must end, however busy; milliseconds. */
  endsAt: z.number().optional(),
  flash: z.array(z.string()).optional(),
});

declare module 'express-session' {
  interface SessionData {
    signedIn?: SignedIn;
    endsAt?: number;
    flash?: string[];
  }
}
