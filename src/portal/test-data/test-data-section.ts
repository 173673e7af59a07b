/** Test data of an organisation's own: the page `/test-data`, and `/test/reset` and `/test/learners` for programs. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { callerAddress } from '../../http/caller-address.js';
import { LARGEST_SEED, MOST_GENERATED } from '../../test-environment/generator/generate-people.js';
import type { SectionParts } from '../portal-parts.js';
import type { PageKit, Section } from '../section.js';

export type TestDataParts = Pick<SectionParts, 'config' | 'testCopies'>;

const FULL = 'Too many organisations use test data of their own just now. Try again in a minute.';
const wanted = z.strictObject({
  count: z.int().min(1).max(MOST_GENERATED),
  seed: z.int().min(0).max(LARGEST_SEED),
});
const accepted: Readonly<Record<string, string>> = {
  count: `count is a whole number from 1 to ${MOST_GENERATED}.`,
  seed: `seed is a whole number from 0 to ${LARGEST_SEED}.`,
};
const field = z.string().trim().default('');
const resetForm = z.object({ confirmed: field });
const learnersForm = z.object({ count: field, seed: field });

export function testDataSection(parts: TestDataParts): Section {
  return {
    navigation: [
      {
        text: 'Test data',
        href: '/test-data',
        shownTo: 'organisation',
        description: 'Put your test data back as they were published, or have more learners made.',
      },
    ],
    mount(router, kit) {
      router.get('/test-data', kit.asOrganisation, (request, response) =>
        show(parts, kit, request, response),
      );
      router.post('/test-data/reset', kit.asOrganisation, (request, response) =>
        resetByForm(parts, kit, request, response),
      );
      router.post('/test-data/learners', kit.asOrganisation, (request, response) =>
        addByForm(parts, kit, request, response),
      );
      router.post('/test/reset', kit.asProgram, async (request, response) => {
        const done = await parts.testCopies.reset(kit.organisation(request).organisationRef);
        if (done === 'full') comeBack(response);
        else response.json({ which: done.which, milliseconds: Math.round(done.milliseconds) });
      });
      router.post('/test/learners', kit.asProgram, (request, response) =>
        addByProgram(parts, kit, request, response),
      );
    },
  };
}

function comeBack(response: Response): void {
  response.status(503).set('Retry-After', '60').json({ error: 'full', message: FULL });
}

async function addByProgram(
  { testCopies }: TestDataParts,
  kit: PageKit,
  request: Request,
  response: Response,
): Promise<void> {
  const read = wanted.safeParse(request.body);
  if (!read.success) {
    const problems = read.error.issues.map(({ path }) => {
      const member = String(path[0] ?? '');
      return { member, text: accepted[member] ?? 'A JSON object with count and seed is expected.' };
    });
    response.status(400).json({ problems });
    return;
  }
  const { count, seed } = read.data;
  const added = await testCopies.addGenerated(kit.organisation(request).organisationRef, count, seed);
  if (added === 'full') comeBack(response);
  else response.json({ added });
}

async function resetByForm(
  parts: TestDataParts,
  kit: PageKit,
  request: Request,
  response: Response,
): Promise<void> {
  const { confirmed } = resetForm.parse(request.body ?? {});
  if (confirmed !== 'yes') {
    const errors = [{ text: 'Confirm that the data may be put back', href: '#confirmed' }];
    await show(parts, kit, request, response, { errors }, 400);
    return;
  }
  const done = await parts.testCopies.reset(kit.organisation(request).organisationRef);
  if (done === 'full') {
    await show(parts, kit, request, response, { errors: [{ text: FULL, href: '#confirmed' }] }, 503);
    return;
  }
  kit.flash(
    request,
    `The learners are those of the published data again. It took ${seconds(done.milliseconds)}.`,
  );
  response.redirect(303, '/test-data');
}

async function addByForm(
  parts: TestDataParts,
  kit: PageKit,
  request: Request,
  response: Response,
): Promise<void> {
  const form = learnersForm.parse(request.body ?? {});
  const read = wanted.safeParse({ count: numberOf(form.count), seed: numberOf(form.seed) });
  if (!read.success) {
    const errors = read.error.issues.map(({ path }) => ({
      text:
        path[0] === 'count'
          ? `Enter how many learners as a whole number from 1 to ${MOST_GENERATED}`
          : `Enter the seed as a whole number from 0 to ${LARGEST_SEED}`,
      href: `#${String(path[0])}`,
    }));
    await show(parts, kit, request, response, { form, errors }, 400);
    return;
  }
  const { count, seed } = read.data;
  const added = await parts.testCopies.addGenerated(kit.organisation(request).organisationRef, count, seed);
  if (added === 'full') {
    await show(parts, kit, request, response, { form, errors: [{ text: FULL, href: '#count' }] }, 503);
    return;
  }
  const words = added === count ? '' : ` ${count - added} of seed ${seed} were there already.`;
  kit.flash(request, `${added} learners were added.${words}`);
  response.redirect(303, `/learners/generated?seed=${seed}&count=${count}`);
}

function numberOf(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? 'less than a second' : `${(milliseconds / 1000).toFixed(1)} seconds`;
}

async function show(
  { testCopies, config }: TestDataParts,
  kit: PageKit,
  request: Request,
  response: Response,
  data: object = {},
  status = 200,
): Promise<void> {
  const { organisationRef } = kit.organisation(request);
  const copy = await testCopies.copyOf(organisationRef);
  kit.render(
    request,
    response,
    'test-data/test-data',
    {
      form: { count: '100', seed: '1' },
      ...data,
      copy:
        copy === undefined
          ? undefined
          : {
              createdAt: copy.createdAt,
              resetAt: copy.resetAt,
              others: copy.organisationRefs.filter((each) => each !== organisationRef),
            },
      origin: callerAddress(request, config.publicUrl) ?? '',
      most: MOST_GENERATED,
    },
    status,
  );
}
