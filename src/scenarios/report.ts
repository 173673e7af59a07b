/**
 * The report that a vendor hands in: how far the product is with every scenario, with what proves it. A checksum shows
 * that somebody changed it, and a seal that it is of this environment. Format: docs/testing-guide.md, "The report".
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Organisation } from '../domain/organisation.js';
import type { EvidenceReference } from '../register/scenario-ports.js';
import { canonicalJson, type Json } from './canonical-json.js';
import type { ScenarioResult, ScenarioState } from './scenario-engine.js';

export interface ReportFacts {
  readonly organisation: Organisation;
  readonly state: ScenarioState;
  readonly madeAt: Date;
  /** Of the register's program. */
  readonly version: string;
  readonly secret: Uint8Array;
}

const FORMAT = 'learner-register scenario report 1';

const countSchema = z.object({ done: z.int(), failed: z.int(), open: z.int() });
const stateSchema = z.enum(['done', 'failed', 'open']);

export const reportSchema = z.object({
  format: z.literal(FORMAT),
  madeAt: z.iso.datetime(),
  environment: z.object({ name: z.string(), version: z.string() }),
  organisation: z.object({
    organisationRef: z.string(),
    ukprn: z.string(),
    name: z.string(),
    kind: z.string(),
  }),
  product: z.object({ name: z.string(), version: z.string() }).nullable(),
  /** False when there were exchanges that had not been looked at yet. */
  isComplete: z.boolean(),
  required: countSchema,
  optional: countSchema,
  scenarios: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      group: z.string(),
      title: z.string(),
      need: z.enum(['required', 'optional']),
      state: stateSchema,
      reason: z.string().nullable(),
      decidedAt: z.iso.datetime().nullable(),
      evidence: z.array(
        z.object({
          exchangeId: z.string(),
          at: z.iso.datetime(),
          service: z.string(),
          operation: z.string().nullable(),
          code: z.string(),
          status: z.int(),
          requestSha256: z.string(),
          responseSha256: z.string(),
        }),
      ),
    }),
  ),
  /** SHA-256 of the canonical JSON of all members above. */
  checksum: z.string(),
  /** HMAC-SHA-256 of the same, with the secret of the environment. */
  seal: z.string(),
});

export type ScenarioReport = z.infer<typeof reportSchema>;

export function makeReport({ organisation, state, madeAt, version, secret }: ReportFacts): ScenarioReport {
  const { organisationRef, ukprn, name, kind } = organisation;
  const needOf = (result: ScenarioResult) => result.scenario.for[kind] ?? 'optional';
  const ofNeed = (need: string) => state.results.filter((result) => needOf(result) === need);
  const content = {
    format: FORMAT,
    madeAt: madeAt.toISOString(),
    environment: { name: 'test', version },
    organisation: { organisationRef, ukprn, name, kind },
    product: state.product === undefined ? null : { ...state.product },
    isComplete: state.isComplete,
    required: countStates(ofNeed('required')),
    optional: countStates(ofNeed('optional')),
    scenarios: state.results.map((result) => ({
      id: result.scenario.id,
      version: result.scenario.version,
      group: result.scenario.group,
      title: result.scenario.title,
      need: needOf(result),
      state: result.state,
      reason: result.reason ?? null,
      decidedAt: result.decidedAt?.toISOString() ?? null,
      evidence: result.evidence.map(evidenceInReport),
    })),
  } as const;
  return { ...content, checksum: checksumOf(content), seal: sealOf(content, secret) };
}

/** How many are in each state. */
export function countStates(results: readonly Pick<ScenarioResult, 'state'>[]) {
  const count = (state: ScenarioResult['state']) => results.filter((each) => each.state === state).length;
  return { done: count('done'), failed: count('failed'), open: count('open') };
}

export type Verdict =
  /** It is as this environment made it. */
  | { readonly kind: 'genuine'; readonly report: ScenarioReport }
  /** Somebody changed it after it was made. */
  | { readonly kind: 'changed' }
  /** Nobody changed it by accident, but it was not made here. */
  | { readonly kind: 'notOurs' }
  | { readonly kind: 'noReport' };

/** Whether a report is one that this environment made, and still is as it was made. */
export function verifyReport(text: string, secret: Uint8Array): Verdict {
  const raw = jsonSchema.safeParse(parseJson(text));
  const parsed = reportSchema.safeParse(raw.data);
  if (!raw.success || !parsed.success) return { kind: 'noReport' };
  // Everything that was read goes into the sum, also what is no part of a report.
  const { checksum: _checksum, seal: _seal, ...content } = raw.data;
  if (!isSame(parsed.data.checksum, checksumOf(content))) return { kind: 'changed' };
  if (!isSame(parsed.data.seal, sealOf(content, secret))) return { kind: 'notOurs' };
  return { kind: 'genuine', report: parsed.data };
}

const jsonSchema = z.record(z.string(), z.json());

function evidenceInReport(reference: EvidenceReference) {
  const { exchangeId, at, service, operation, code, status, requestDigest, responseDigest } = reference;
  return {
    exchangeId,
    at: at.toISOString(),
    service,
    operation: operation ?? null,
    code,
    status,
    requestSha256: requestDigest,
    responseSha256: responseDigest,
  };
}

function checksumOf(content: Json): string {
  return `sha256:${createHash('sha256').update(canonicalJson(content)).digest('hex')}`;
}

function sealOf(content: Json, secret: Uint8Array): string {
  return `hmac-sha256:${createHmac('sha256', secret).update(canonicalJson(content)).digest('hex')}`;
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
