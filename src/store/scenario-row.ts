/** What is kept of scenarios as rows, and back. */
import { z } from 'zod';
import type { Exchange } from '../register/exchange-ports.js';
import type { EvidenceReference, StoredScenarioResult } from '../register/scenario-ports.js';
import { numberOrNull, text, textOrNull, type Row, type Value } from './values.js';

/** Sorted, as knex does; so are the others. */
export const scenarioReadingColumns = [
  'organisation_ref',
  'product_name',
  'product_version',
  'read_to',
  'revision',
];
export const scenarioResultColumns = [
  'decided_at',
  'evidence',
  'organisation_ref',
  'reason',
  'runs',
  'scenario',
  'since',
  'state',
  'version',
];
export const scenarioEvidenceColumns = [
  'head',
  'organisation_ref',
  'position',
  'request',
  'response',
  'scenario',
];

const referenceSchema = z.object({
  exchangeId: z.string(),
  at: z.coerce.date(),
  service: z.string(),
  operation: z.string().exactOptional(),
  code: z.string(),
  status: z.number(),
  requestDigest: z.string(),
  responseDigest: z.string(),
}) satisfies z.ZodType<EvidenceReference>;

const headSchema = z.object({
  id: z.string(),
  at: z.coerce.date(),
  service: z.string(),
  operation: z.string().exactOptional(),
  code: z.string(),
  status: z.number(),
  milliseconds: z.number(),
  correlationId: z.string(),
  requestBytes: z.number(),
  responseBytes: z.number(),
  unproved: z.literal(true).exactOptional(),
  requestLine: z.string(),
  requestHeaders: z.array(z.string()),
  responseHeaders: z.array(z.string()),
  callerAddress: z.string().exactOptional(),
  certificate: z.string().exactOptional(),
}) satisfies z.ZodType<Omit<Exchange, 'request' | 'response'>>;

const states = z.enum(['open', 'done', 'failed']);

/** The values of {@link scenarioResultColumns}. */
export function scenarioResultRow(organisationRef: string, result: StoredScenarioResult): Value[] {
  return [
    result.decidedAt?.getTime() ?? null,
    JSON.stringify(result.evidence),
    organisationRef,
    result.reason ?? null,
    result.runs,
    result.scenario,
    result.since.getTime(),
    result.state,
    result.version,
  ];
}

/** A result from the values of {@link scenarioResultColumns}. */
export function scenarioResultOf(row: Row): StoredScenarioResult {
  const [decidedAt, evidence, , reason, runs, scenario, since, state, version] = row;
  const decided = numberOrNull(decidedAt);
  const why = textOrNull(reason);
  return {
    scenario: text(scenario),
    version: Number(version),
    state: states.parse(state),
    evidence: z.array(referenceSchema).parse(JSON.parse(text(evidence))),
    since: new Date(Number(since)),
    runs: text(runs),
    ...(why === null ? {} : { reason: why }),
    ...(decided === null ? {} : { decidedAt: new Date(decided) }),
  };
}

/** The values of {@link scenarioEvidenceColumns}. */
export function scenarioEvidenceRow(
  organisationRef: string,
  scenario: string,
  position: number,
  { request, response, ...head }: Exchange,
): Value[] {
  return [JSON.stringify(head), organisationRef, position, request, response, scenario];
}

/** An exchange from its head and its two bodies. */
export function evidenceOf([head, request, response]: Row): Exchange {
  return {
    ...headSchema.parse(JSON.parse(text(head))),
    request: bytes(request),
    response: bytes(response),
  };
}

function bytes(value: Value | undefined): Buffer {
  if (!(value instanceof Uint8Array)) throw new Error('Messages are kept as bytes');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
