/** The published learners: a list to search, and a page for each that says what requests about it are answered. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { describeFault } from '../../domain/forced-fault.js';
import { sentinelFamilyName, sentinels } from '../../domain/sentinel.js';
import { recordedMembers } from '../../domain/learning-event.js';
import { lineOf, take } from '../../test-environment/generator/add-generated.js';
import {
  generatePeople,
  LARGEST_SEED,
  MOST_GENERATED,
} from '../../test-environment/generator/generate-people.js';
import type { PublishedLearners } from '../../test-environment/published/learner-list.js';
import type { SectionParts } from '../portal-parts.js';
import type { PageKit, Section } from '../section.js';
import { outcomeWords, searchLearners } from './search-learners.js';
import { storedRows } from './stored-rows.js';

export type LearnersParts = Pick<SectionParts, 'publishedLearners'>;

const query = z.object({ q: z.string().trim().max(100).catch(''), code: z.string().catch('') });
const wanted = z.object({
  count: z.coerce.number().int().min(1).max(MOST_GENERATED),
  seed: z.coerce.number().int().min(0).max(LARGEST_SEED),
});
/** Generated people that one page shows. */
const MOST_SHOWN = 200;

export function learnersSection({ publishedLearners }: LearnersParts): Section {
  return {
    navigation: [
      {
        text: 'Learners',
        href: '/learners',
        shownTo: 'everybody',
        description: 'The published learners, and what each request about them returns.',
      },
    ],
    mount(router, kit) {
      router.get('/learners', (request, response) => showList(publishedLearners, kit, request, response));
      router.get('/learners/generated', (request, response) => {
        showGenerated(kit, request, response);
      });
      router.get('/learners/generated.jsonl', (request, response) => {
        const read = wanted.safeParse(request.query);
        if (!read.success) {
          kit.notFound(request, response);
          return;
        }
        const { count, seed } = read.data;
        const lines = take(generatePeople(seed), count).map(
          (person) => `${JSON.stringify(lineOf(person))}\n`,
        );
        response.attachment(`learners-${seed}-${count}.jsonl`).type('application/jsonl').send(lines.join(''));
      });
      router.get('/learners/:uln', (request, response) => showOne(publishedLearners, kit, request, response));
    },
  };
}

async function showList(
  publishedLearners: PublishedLearners,
  kit: PageKit,
  request: Request,
  response: Response,
): Promise<void> {
  const { q, code } = query.parse(request.query);
  const all = await publishedLearners.list();
  const found = searchLearners(all, { q, code });
  const codes = [...new Set(all.map((each) => each.code))].sort();
  kit.render(request, response, 'learners/list', {
    q,
    code,
    codes: codes.map((value) => ({ value, words: outcomeWords(value) })),
    total: all.length,
    found: found.map(({ asked, key, code: own, notes }) => ({
      ...asked,
      key,
      code: own,
      notes: notes?.slice(0, 80),
    })),
    sentinels: q === '' && code === '' ? sentinels : [],
    sentinelFamilyName,
  });
}

async function showOne(
  publishedLearners: PublishedLearners,
  kit: PageKit,
  request: Request,
  response: Response,
): Promise<void> {
  const uln = String(request.params['uln']);
  const sentinel = sentinels.find((each) => each.uln === uln);
  if (sentinel !== undefined) {
    const { fault, givenName } = sentinel;
    kit.render(request, response, 'learners/sentinel', {
      uln,
      givenName,
      familyName: sentinelFamilyName,
      what: fault === undefined ? undefined : describeFault(fault),
      job: sentinel.job,
    });
    return;
  }
  const learner = await publishedLearners.find(uln);
  if (learner === undefined) {
    kit.notFound(request, response);
    return;
  }
  const { asked, stored, key, answers, events } = learner;
  kit.render(request, response, 'learners/learner', {
    asked,
    key,
    answers,
    stored: stored === undefined ? [] : storedRows(stored),
    events: events.map((event) => ({
      eventId: event.eventId,
      uln: event.uln,
      source: event.source,
      rows: recordedMembers.flatMap((member) => {
        const value = event.recorded[member];
        return value === undefined || value === ''
          ? []
          : [{ name: member.charAt(0).toUpperCase() + member.slice(1), value }];
      }),
    })),
  });
}

function showGenerated(kit: PageKit, request: Request, response: Response): void {
  const read = wanted.safeParse(request.query);
  if (!read.success) {
    kit.notFound(request, response);
    return;
  }
  const { count, seed } = read.data;
  const people = take(generatePeople(seed), Math.min(count, MOST_SHOWN));
  kit.render(request, response, 'learners/generated', {
    count,
    seed,
    people: people.map(({ uln, details }) => ({ uln, ...details })),
  });
}
