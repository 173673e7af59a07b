/** The published test data: who may call, and learners that produce every outcome. See fixtures/testdata/README.md. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { hashPassword, type HashCost } from '../access/password-hash.js';
import { everyName } from '../domain/demographics.js';
import { organisationKinds, rights, usualRights, type Organisation } from '../domain/organisation.js';
import type { QualificationCatalogue } from '../register/plr-ports.js';
import type { AuditEntry, Clock, OrganisationStore, Random } from '../register/ports.js';
import { importLearners, type ImportParts } from './import/import-learners.js';
import { loadQualifications } from './import/import-qualifications.js';
import { readJsonLines } from './import/read-json-lines.js';
import {
  loadTestRecord,
  publishedChallengeSchema,
  testDataCaller,
  type TestRecordParts,
} from './test-record.js';

const folder = new URL('../../../fixtures/testdata/', import.meta.url);

/** `fixtures/testdata/` */
export const publishedFolder = folder;

const organisationSchema = z.object({
  organisationRef: z.string().regex(/^[0-9A-Z]{6}$/),
  ukprn: z.string().regex(/^[0-9A-Z]{8}$/),
  name: z.string().min(1),
  kind: z.enum(organisationKinds),
  rights: z.array(z.enum(rights)).optional(),
  status: z.enum(['active', 'disabled']),
  orgPassword: z.string().length(16),
  userName: z.string().min(1).max(35),
});

const requestSchema = z.object({
  uln: z.string().regex(/^[1-9][0-9]{9}$/),
  givenName: z.string().min(1),
  familyName: z.string().min(1),
  dateOfBirth: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  gender: z.enum(['0', '1', '2', '9']),
  lastKnownPostCode: z.string().min(5),
});

const achievementSchema = z.object({
  action: z.number().int(),
  submissionType: z.enum(['F', 'P']),
  emailAddress: z.string().min(1),
  awardDate: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  providerUkprn: z.string().regex(/^\d{8}$/),
  qualification: z.string().min(1),
  grade: z.string().min(1),
  languageForAssessment: z.string().min(1),
});

const indexSchema = z.object({
  organisations: z
    .object({ learningProvider: organisationSchema, awardingOrganisation: organisationSchema })
    .catchall(organisationSchema),
  /** One that `awardingOrganisation` can submit for the learner `exact`. */
  achievement: achievementSchema,
  dataChallenges: z.array(publishedChallengeSchema),
  learners: z.object({
    exact: requestSchema,
    linked: requestSchema.extend({ masterUln: z.string().regex(/^[1-9][0-9]{9}$/) }),
    possible: requestSchema,
    tooMany: requestSchema,
    noMatch: requestSchema,
    notShared: requestSchema,
    notVerified: requestSchema,
    invalidUln: requestSchema,
  }),
});

/** `fixtures/testdata/index.json`. */
export type PublishedTestData = z.output<typeof indexSchema>;
/** A learner as a request carries it, not always as the register holds it. */
export type PublishedLearner = z.output<typeof requestSchema>;

let published: PublishedTestData | undefined;

/** Reads the index once. Throws when the package is damaged. */
export function publishedTestData(): PublishedTestData {
  published ??= indexSchema.parse(JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')));
  return published;
}

/** Passwords that everyone can read: the live environment refuses them. */
export function publishedPasswords(): readonly string[] {
  return Object.values(publishedTestData().organisations).map(({ orgPassword }) => orgPassword);
}

/** Where the stored records are, in the format that `learner import` reads. */
export function publishedLearnersFile(): string {
  return fileURLToPath(new URL('learners.jsonl', folder));
}

/** Where the stored learning events are, in the format that `events import` reads. */
export function publishedEventsFile(): string {
  return fileURLToPath(new URL('events.jsonl', folder));
}

export type TestDataParts = ImportParts &
  TestRecordParts & {
    readonly organisations: Pick<OrganisationStore, 'add' | 'setStatus'>;
    readonly qualifications: Pick<QualificationCatalogue, 'store'>;
    readonly clock: Clock;
    readonly random: Random;
  };

export interface LoadedTestData {
  readonly learners: number;
  readonly learningEvents: number;
  readonly qualifications: number;
  readonly dataChallenges: number;
  readonly organisations: number;
}

/**
 * Puts the published data into a register of the test environment.
 * Organisations come last, so that a register that has any has all the learners. What is there already stays.
 */
export async function loadTestData(parts: TestDataParts, passwordCost?: HashCost): Promise<LoadedTestData> {
  const { organisations } = publishedTestData();
  const all = Object.values(organisations);
  // Other threads hash while learners are stored.
  const hashing = Promise.all(all.map(({ orgPassword }) => hashPassword(orgPassword, passwordCost)));
  const [loaded, hashes] = await Promise.all([loadPublishedLearners(parts), hashing]);
  for (const [index, organisation] of all.entries()) {
    await parts.organisations.add(organisationOf(organisation), hashes[index] ?? '');
  }
  return { ...loaded, organisations: all.length };
}

/** The same without the organisations: learners, their records, and the catalogue. */
export async function loadPublishedLearners(
  parts: Omit<TestDataParts, 'organisations'>,
): Promise<Omit<LoadedTestData, 'organisations'>> {
  const summary = await importLearners(parts, {
    read: () => readJsonLines(publishedLearnersFile(), false),
    fingerprint: 'published test data',
    rowsDone: 0,
    names: everyName,
    anyCheckDigit: true,
    dryRun: false,
    audit: (ulns, outcome): AuditEntry => ({ at: parts.clock.now(), ...testDataCaller, ulns, outcome }),
    onRefused: () => Promise.resolve(),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  const published = publishedTestData();
  const record = await loadTestRecord(parts, publishedEventsFile(), published.dataChallenges);
  const qualifications = await loadQualifications(
    parts.qualifications,
    fileURLToPath(new URL('qualifications.jsonl', folder)),
  );
  return { learners: summary.stored, ...record, qualifications };
}

function organisationOf(entry: z.output<typeof organisationSchema>): Organisation {
  const { organisationRef, ukprn, name, kind, status } = entry;
  const may = entry.rights === undefined ? usualRights(kind) : new Set(entry.rights);
  return { organisationRef, ukprn, name, kind, status, rights: may };
}
