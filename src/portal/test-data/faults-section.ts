/** Faults on demand: the page `/faults`, and `/test/faults` for programs. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { describeFault, forcibleCodes } from '../../domain/forced-fault.js';
import { sentinelFamilyName, sentinels } from '../../domain/sentinel.js';
import type { FaultSwitch } from '../../register/fault-ports.js';
import { callerAddress } from '../../http/caller-address.js';
import {
  MOST_FOR_SECONDS,
  MOST_REQUESTS,
  MOST_SLOW_SECONDS,
  USUAL_FOR_SECONDS,
} from '../../test-environment/faults/switch-request.js';
import type { SectionParts } from '../portal-parts.js';
import type { PageKit, Section } from '../section.js';
import { switchOfForm } from './fault-form.js';

export type FaultsParts = Pick<SectionParts, 'config' | 'faults'>;

export function faultsSection(parts: FaultsParts): Section {
  const { faults: desk } = parts;
  return {
    navigation: [
      {
        text: 'Faults',
        href: '/faults',
        shownTo: 'organisation',
        description:
          'Have each fault, a slow answer or an outage come when you want it, for your organisation alone.',
      },
    ],
    mount(router, kit) {
      router.get('/faults', kit.asOrganisation, (request, response) =>
        showPage(parts, kit, request, response),
      );
      router.post('/faults', kit.asOrganisation, (request, response) =>
        switchOn(parts, kit, request, response),
      );
      router.post('/faults/off', kit.asOrganisation, async (request, response) => {
        await desk.switchOff(kit.organisation(request).organisationRef);
        kit.flash(request, 'The fault is switched off. Requests are answered as ever.');
        response.redirect(303, '/faults');
      });
      router.get('/test/faults', kit.asProgram, async (request, response) => {
        const current = await desk.current(kit.organisation(request).organisationRef);
        response.json({ switch: current === undefined ? null : asJson(current) });
      });
      router.put('/test/faults', kit.asProgram, async (request, response) => {
        const { organisationRef } = kit.organisation(request);
        const reading = await desk.switchOn(organisationRef, request.body);
        if (reading.ok) response.json({ switch: asJson(reading.faultSwitch) });
        else response.status(400).json({ problems: reading.problems });
      });
      router.delete('/test/faults', kit.asProgram, async (request, response) => {
        const removed = await desk.switchOff(kit.organisation(request).organisationRef);
        response.json({ removed });
      });
    },
  };
}

/** As programs read it. */
function asJson({ fault, operation, requestsLeft, setAt, until }: FaultSwitch): object {
  return {
    ...fault,
    ...(operation === undefined ? {} : { operation }),
    ...(requestsLeft === undefined ? {} : { requestsLeft }),
    setAt: setAt.toISOString(),
    until: until.toISOString(),
  };
}

const textForm = z.record(z.string(), z.unknown()).default({});

async function switchOn(
  parts: FaultsParts,
  kit: PageKit,
  request: Request,
  response: Response,
): Promise<void> {
  const sent = textForm.parse(request.body);
  const form = Object.fromEntries(
    Object.entries(sent).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : '']),
  );
  const reading = await parts.faults.switchOn(kit.organisation(request).organisationRef, switchOfForm(form));
  if (reading.ok) {
    kit.flash(request, `Switched on: ${sentence(reading.faultSwitch)}`);
    response.redirect(303, '/faults');
    return;
  }
  const errors = reading.problems.map(({ member, text }) => ({
    text: forPeople(member, text),
    href: `#${member}`,
  }));
  await showPage(parts, kit, request, response, { form, errors }, 400);
}

const questions: Readonly<Record<string, string>> = {
  kind: 'Choose what is to happen',
  code: 'Choose the code of the fault',
  seconds: `Enter the seconds as a whole number from 1 to ${MOST_SLOW_SECONDS}`,
  retryAfterSeconds: 'Enter the seconds of Retry-After as a whole number from 1 to 3600',
  requests: `Enter the number of requests as a whole number from 1 to ${MOST_REQUESTS}`,
  forSeconds: `Enter for how long as a whole number of seconds from 1 to ${MOST_FOR_SECONDS}`,
  operation: 'Choose an operation from the list',
};

function forPeople(member: string, text: string): string {
  return questions[member] ?? text;
}

async function showPage(
  { faults: desk, config }: FaultsParts,
  kit: PageKit,
  request: Request,
  response: Response,
  data: object = {},
  status = 200,
): Promise<void> {
  const current = await desk.current(kit.organisation(request).organisationRef);
  kit.render(
    request,
    response,
    'test-data/faults',
    {
      form: { forSeconds: String(USUAL_FOR_SECONDS), requests: '1' },
      ...data,
      current:
        current === undefined
          ? undefined
          : { sentence: sentence(current), until: current.until, setAt: current.setAt },
      origin: callerAddress(request, config.publicUrl) ?? '',
      codes: forcibleCodes,
      operations: desk.operations,
      familyName: sentinelFamilyName,
      sentinels: sentinels.map(({ uln, givenName, fault, job }) => ({
        uln,
        givenName,
        what:
          fault === undefined
            ? `A job with a record about this learner ${jobWords(job)}.`
            : `A request ${describeFault(fault)}.`,
      })),
    },
    status,
  );
}

function jobWords(job: 'fails' | 'waits' | undefined): string {
  return job === 'fails'
    ? 'fails: its output is WSRC0010'
    : 'is not begun for a minute: its output is WSRC0008';
}

function sentence({ fault, operation, requestsLeft }: FaultSwitch): string {
  const which = operation === undefined ? 'request' : `${operation} request`;
  const who =
    requestsLeft === undefined
      ? `each ${which}`
      : requestsLeft === 1
        ? `the next ${which}`
        : `each of the next ${requestsLeft} ${which}s`;
  return `${who} ${describeFault(fault)}.`;
}
