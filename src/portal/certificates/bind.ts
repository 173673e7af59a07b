/** Binding a certificate that somebody else made, by proof that the organisation has its key. */
import { X509Certificate, createHmac, randomUUID, verify } from 'node:crypto';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { factsOf } from '../../access/certificate-facts.js';
import { entryOf } from '../../register/onboarding/onboarding-parts.js';
import { formAgain, formValues, readForm, type FormAgain } from '../onboarding/form.js';
import { callerOf, type OnboardingSectionParts } from '../onboarding/section-parts.js';
import type { PageKit } from '../section.js';

const mostBytes = 20_000;

const bindForm = z.object({
  certificatePem: z
    .string({ error: 'Paste the certificate' })
    .max(mostBytes, { error: 'That is longer than a certificate' })
    .refine((text) => text.trim() !== '', { error: 'Paste the certificate' }),
  proof: z
    .string({ error: 'Paste the signature' })
    .max(mostBytes, { error: 'That is longer than a signature' })
    .transform((text) => text.replace(/\s+/g, ''))
    .refine((text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text), { error: 'Paste the signature in base64' }),
});

declare module 'express-session' {
  interface SessionData {
    /** Makes the text to sign differ from session to session. */
    bindingNumber?: string;
  }
}

export function mountBind(router: Router, kit: PageKit, parts: OnboardingSectionParts): void {
  router.get('/certificates/bind', kit.asOrganisation, (request, response) => {
    show(kit, request, response);
  });

  router.post('/certificates/bind', kit.asOrganisation, async (request, response) => {
    const form = readForm(bindForm, request.body);
    if (!form.ok) {
      show(kit, request, response, form.again);
      return;
    }
    const { organisationRef } = kit.organisation(request);
    const { certificatePem, proof } = form.value;
    const refuse = (field: string, words: string, values = formValues(request.body)): void => {
      show(kit, request, response, formAgain([[field, words]], values));
    };
    if (certificatePem.includes('PRIVATE KEY')) {
      refuse('certificatePem', 'That held a private key, which nobody but you should have. It was not kept', {
        proof,
      });
      return;
    }
    const facts = factsOf(certificatePem);
    if (facts === undefined) {
      refuse('certificatePem', 'Paste a certificate in PEM: it begins with -----BEGIN CERTIFICATE-----');
      return;
    }
    if (!isProven(certificatePem, textToSign(request, organisationRef), Buffer.from(proof, 'base64'))) {
      refuse('proof', "The signature is not right: sign this text, as it is, with the certificate's key");
      return;
    }
    const caller = callerOf(kit, request, response, 'certificate bind');
    const now = parts.clock.now();
    const { userName: boundBy } = caller;
    const outcome = await parts.certificates.add({ ...facts, organisationRef, boundBy, boundAt: now });
    await parts.audit.record(entryOf(caller, parts.clock, outcome));
    if (outcome !== 'added') {
      refuse('certificatePem', 'You have, or had, this certificate already. What was revoked stays revoked');
      return;
    }
    kit.flash(request, `${facts.subject} is bound to your organisation.`);
    response.redirect(303, '/certificates');
  });
}

function show(kit: PageKit, request: Request, response: Response, again?: FormAgain): void {
  const text = textToSign(request, kit.organisation(request).organisationRef);
  const data = { text, errorOf: {}, values: {} };
  kit.render(request, response, 'certificates/bind', { ...data, ...again }, again === undefined ? 200 : 400);
}

/**
 * Without such a proof, whoever saw a certificate could bind it to an organisation of theirs, and be taken for the one
 * that it belongs to.
 */
function textToSign({ session, sessionID }: Request, organisationRef: string): string {
  session.bindingNumber ??= randomUUID();
  const own = createHmac('sha256', sessionID).update(session.bindingNumber).digest('hex');
  return `learner-register test ${organisationRef} ${own}`;
}

function isProven(certificatePem: string, text: string, signature: Buffer): boolean {
  try {
    const { publicKey } = new X509Certificate(certificatePem);
    const digest = publicKey.asymmetricKeyType === 'ed25519' ? null : 'sha256';
    return verify(digest, Buffer.from(text), publicKey, signature);
  } catch {
    return false;
  }
}
