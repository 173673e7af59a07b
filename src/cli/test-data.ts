/** The published test data: who may call, and learners that produce every outcome. See fixtures/testdata/README.md. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { hashPassword } from '../access/password-hash.js';
import { everyName } from '../domain/demographics.js';
import { organisationKinds, rights, usualRights, type Organisation } from '../domain/organisation.js';
import type { AuditEntry, Clock, OrganisationStore, Random } from '../register/ports.js';
import { importLearners, type ImportParts } from './import/import-learners.js';
import { readJsonLines } from './import/read-json-lines.js';

const folder = new URL('../../../fixtures/testdata/', import.meta.url);

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

const indexSchema = z.object({
  organisations: z
    .object({ learningProvider: organisationSchema, awardingOrganisation: organisationSchema })
    .catchall(organisationSchema),
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

export interface TestDataParts extends Omit<ImportParts, 'clock' | 'random'> {
  readonly organisations: Pick<OrganisationStore, 'add' | 'setStatus'>;
  readonly clock: Clock;
  readonly random: Random;
}

export interface LoadedTestData {
  readonly learners: number;
  readonly organisations: number;
}

/**
 * Puts the published data into a register of the test environment.
 * Organisations come last, so that a register that has any has all the learners. What is there already stays.
 */
export async function loadTestData(parts: TestDataParts): Promise<LoadedTestData> {
  const summary = await importLearners(parts, {
    read: () => readJsonLines(publishedLearnersFile(), false),
    fingerprint: 'published test data',
    rowsDone: 0,
    names: everyName,
    anyCheckDigit: true,
    dryRun: false,
    audit: (ulns, outcome): AuditEntry => ({
      at: parts.clock.now(),
      organisationRef: 'LOCAL',
      userName: 'learner-register',
      operation: 'load test data',
      correlationId: 'test-data',
      ulns,
      outcome,
    }),
    onRefused: () => Promise.resolve(),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  const organisations = Object.values(publishedTestData().organisations);
  const hashes = await Promise.all(organisations.map(({ orgPassword }) => hashPassword(orgPassword)));
  for (const [index, organisation] of organisations.entries()) {
    await parts.organisations.add(organisationOf(organisation), hashes[index] ?? '');
  }
  return { learners: summary.stored, organisations: organisations.length };
}

function organisationOf(entry: z.output<typeof organisationSchema>): Organisation {
  const { organisationRef, ukprn, name, kind, status } = entry;
  const may = entry.rights === undefined ? usualRights(kind) : new Set(entry.rights);
  return { organisationRef, ukprn, name, kind, status, rights: may };
}
