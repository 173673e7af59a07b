/** The questions of a request for a live connection, one a page, in their order. */
import { z } from 'zod';
import { factsOf } from '../../access/certificate-facts.js';
import { isOfTestAuthority } from '../../domain/certificate.js';
import { volumeBands } from '../../domain/live-request.js';
import { isRealUkprn } from '../../domain/test-reference.js';
import { formAgain, formValues, line, optionalLine, readForm, readInto } from './form.js';
import type { Step } from './journey.js';
import type { LiveDraft } from './live-draft.js';
import { emailAddress, organisationName, personName, telephone } from './steps.js';

const always = (): boolean => true;

const organisation: Step<LiveDraft> = {
  name: 'organisation',
  applies: always,
  isAnswered: ({ organisationName: name, ukprn }) => name !== undefined && ukprn !== undefined,
  read(body, draft) {
    const schema = z.object({
      organisationName,
      ukprn: line("Enter your organisation's UKPRN", 8, 'A UKPRN has eight digits').refine(isRealUkprn, {
        error: 'Enter the UKPRN of the real organisation: eight digits, the first of them 1',
      }),
    });
    return readInto(schema, body, draft);
  },
};

const contact: Step<LiveDraft> = {
  name: 'contact',
  applies: always,
  isAnswered: ({ contactName }) => contactName !== undefined,
  read(body, draft) {
    return readInto(z.object({ contactName: personName, emailAddress, telephone }), body, draft);
  },
};

const technical: Step<LiveDraft> = {
  name: 'technical-contact',
  applies: always,
  isAnswered: ({ technicalName }) => technicalName !== undefined,
  read(body, draft) {
    const schema = z.object({
      technicalName: personName,
      technicalEmailAddress: emailAddress,
      technicalTelephone: telephone,
    });
    return readInto(schema, body, draft);
  },
};

const volumes: Step<LiveDraft> = {
  name: 'volumes',
  applies: always,
  isAnswered: ({ requestsPerDay, batchLearnersPerMonth }) =>
    requestsPerDay !== undefined && batchLearnersPerMonth !== undefined,
  read(body, draft) {
    const band = (error: string) => z.enum(volumeBands, { error });
    const schema = z.object({
      requestsPerDay: band('Select how many requests a day you expect'),
      batchLearnersPerMonth: band('Select how many learners in batches you expect'),
    });
    return readInto(schema, body, draft);
  },
};

const mostPem = 20_000;

const certificate: Step<LiveDraft> = {
  name: 'certificate',
  applies: always,
  isAnswered: ({ certificateSubject }) => certificateSubject !== undefined,
  read(body, draft) {
    const schema = z.object({
      certificateSubject: optionalLine(300, 'The subject must have at most 300 characters'),
      certificatePem: z.string().max(mostPem, { error: 'That is longer than a certificate' }).default(''),
    });
    const form = readForm(schema, body);
    if (!form.ok) return form;
    const { certificateSubject, certificatePem } = form.value;
    const { certificate: _before, certificateSubject: _subject, ...rest } = draft;
    if (certificatePem.trim() === '') {
      if (certificateSubject !== undefined) return { ok: true, value: { ...rest, certificateSubject } };
      return wrong(body, 'certificateSubject', 'Enter the subject, or paste the certificate');
    }
    if (certificatePem.includes('PRIVATE KEY'))
      return wrong(
        { ...formValues(body), certificatePem: '' },
        'certificatePem',
        'That held a private key, which nobody but you should have. It was not kept. Paste the certificate alone, and think about making a new key',
      );
    const facts = factsOf(certificatePem);
    if (facts === undefined)
      return wrong(
        body,
        'certificatePem',
        'Paste a certificate in PEM: it begins with -----BEGIN CERTIFICATE-----',
      );
    if (isOfTestAuthority(facts))
      return wrong(
        body,
        'certificatePem',
        'This certificate was made by a test environment. Paste the one for live calls, or enter its subject alone',
      );
    return { ok: true, value: { ...rest, certificateSubject: facts.subject, certificate: facts } };
  },
};

function wrong(body: unknown, field: string, text: string) {
  return { ok: false as const, again: formAgain([[field, text]], formValues(body)) };
}

const agreement: Step<LiveDraft> = {
  name: 'agreement',
  applies: always,
  isAnswered: ({ signatory, role }) => signatory !== undefined && role !== undefined,
  read(body, draft) {
    const schema = z.object({
      signatory: line('Enter the name of who agrees', 100, 'The name must have at most 100 characters'),
      role: line('Enter their role', 100, 'The role must have at most 100 characters'),
      agreed: z.literal('yes', { error: 'Tick the box to say that your organisation agrees' }),
    });
    const form = readForm(schema, body);
    if (!form.ok) return form;
    const { signatory, role } = form.value;
    return { ok: true, value: { ...draft, signatory, role } };
  },
};

export const liveSteps: readonly Step<LiveDraft>[] = [
  organisation,
  contact,
  technical,
  volumes,
  certificate,
  agreement,
];
