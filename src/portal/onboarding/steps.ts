/** The questions of an application, one a page, in their order. */
import { z } from 'zod';
import { applicantKinds, rightsOnOffer, servedKinds } from '../../domain/application.js';
import { isEmailAddress } from '../../domain/email-address.js';
import { servesOf, type Draft } from './draft.js';
import { line, optionalLine, readForm, readInto, ticked } from './form.js';
import type { Step } from './journey.js';

const always = (): boolean => true;

export const organisationName = line(
  "Enter your organisation's name",
  200,
  'The name must have at most 200 characters',
);
export const personName = line(
  'Enter the name of a person',
  100,
  'The name must have at most 100 characters',
);
export const emailAddress = line('Enter an e-mail address', 254, 'The e-mail address is too long').refine(
  isEmailAddress,
  { error: 'Enter an e-mail address in the correct format, like name@example.com' },
);
export const telephone = optionalLine(30, 'The telephone number must have at most 30 characters').refine(
  (text) => text === undefined || /^[+()\d][\d ()+./-]{4,}$/.test(text),
  { error: 'Enter a telephone number, like 01632 960 001 or +44 808 157 0192' },
);
export const ukprnForm = /^\d{8}$/;

const ukprn = optionalLine(20, 'A UKPRN has eight digits').refine(
  (text) => text === undefined || ukprnForm.test(text),
  { error: 'A UKPRN has eight digits, like 10001234' },
);

const kind: Step<Draft> = {
  name: 'kind',
  applies: always,
  isAnswered: ({ applicant }) => applicant !== undefined,
  read(body, draft) {
    const schema = z.object({
      applicant: z.enum(applicantKinds, { error: 'Select what your organisation is' }),
    });
    const form = readForm(schema, body);
    if (!form.ok) return form;
    const { applicant } = form.value;
    if (applicant === draft.applicant) return { ok: true, value: draft };
    // What can be asked for hangs on the kind.
    const { serves: _serves, rights: _rights, ...rest } = draft;
    return { ok: true, value: { ...rest, applicant } };
  },
};

const organisation: Step<Draft> = {
  name: 'organisation',
  applies: always,
  isAnswered: ({ applicant, organisationName: name, ukprn: number }) =>
    name !== undefined && (applicant === 'vendor' || number !== undefined),
  read(body, draft) {
    const schema = z.object({
      organisationName,
      ukprn: ukprn.refine((text) => text !== undefined || draft.applicant === 'vendor', {
        error: "Enter your organisation's UKPRN",
      }),
    });
    return readInto(schema, body, draft);
  },
};

const contact: Step<Draft> = {
  name: 'contact',
  applies: always,
  isAnswered: ({ contactName, emailAddress: address }) => contactName !== undefined && address !== undefined,
  read(body, draft) {
    const schema = z.object({
      contactName: personName,
      emailAddress,
      telephone,
    });
    return readInto(schema, body, draft);
  },
};

const product: Step<Draft> = {
  name: 'product',
  applies: always,
  isAnswered: ({ productName, productVersion }) => productName !== undefined && productVersion !== undefined,
  read(body, draft) {
    const schema = z.object({
      productName: line("Enter the product's name", 100, 'The name must have at most 100 characters'),
      productVersion: line(
        "Enter the product's version, or 0 if there is none yet",
        30,
        'The version must have at most 30 characters',
      ),
    });
    return readInto(schema, body, draft);
  },
};

const customers: Step<Draft> = {
  name: 'customers',
  applies: ({ applicant }) => applicant === 'vendor',
  isAnswered: ({ serves }) => serves !== undefined && serves.length > 0,
  read(body, draft) {
    const form = readForm(z.object({ serves: ticked(servedKinds, 'Select whom your product is for') }), body);
    if (!form.ok) return form;
    const serves = servedKinds.filter((each) => form.value.serves.includes(each));
    if (serves.join() === draft.serves?.join()) return { ok: true, value: draft };
    const { rights: _rights, ...rest } = draft;
    return { ok: true, value: { ...rest, serves } };
  },
};

const operations: Step<Draft> = {
  name: 'operations',
  applies: always,
  isAnswered: ({ rights }) => rights !== undefined && rights.length > 0,
  read(body, draft) {
    const offer = rightsOnOffer(servesOf(draft));
    const form = readForm(z.object({ rights: ticked(offer, 'Select what your product will do') }), body);
    if (!form.ok) return form;
    return {
      ok: true,
      value: { ...draft, rights: offer.filter((each) => form.value.rights.includes(each)) },
    };
  },
};

const agreement: Step<Draft> = {
  name: 'agreement',
  applies: always,
  isAnswered: ({ agreed }) => agreed === true,
  read(body, draft) {
    const schema = z.object({
      agreed: z.literal('yes', {
        error: 'Tick the box to say that you will use fictitious data only',
      }),
    });
    const form = readForm(schema, body);
    return form.ok ? { ok: true, value: { ...draft, agreed: true } } : form;
  },
};

export const applySteps: readonly Step<Draft>[] = [
  kind,
  organisation,
  contact,
  product,
  customers,
  operations,
  agreement,
];
