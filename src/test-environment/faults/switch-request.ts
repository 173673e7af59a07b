/** What an organisation asks for when it switches a fault on. */
import { z } from 'zod';
import { faultKinds, forcibleCodes, type ForcedFault } from '../../domain/forced-fault.js';
import type { FaultSwitch } from '../../register/fault-ports.js';

/** No answer may take as long as a connection may stand still (120 seconds). */
export const MOST_SLOW_SECONDS = 110;
export const MOST_REQUESTS = 10_000;
/** A day: a forgotten switch ends by itself. */
export const MOST_FOR_SECONDS = 86_400;
export const USUAL_FOR_SECONDS = 600;
const USUAL_SLOW_SECONDS = 30;
const USUAL_RETRY_AFTER_SECONDS = 5;

const whole = (most: number) => z.int().min(1).max(most);

const limits = {
  /** Requests that meet the fault: the next one, unless `forSeconds` is given. */
  requests: whole(MOST_REQUESTS).optional(),
  /** For how long, at most. */
  forSeconds: whole(MOST_FOR_SECONDS).optional(),
  /** As in the WSDL; every operation without. */
  operation: z.string().min(1).optional(),
};

export const switchRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fault'), code: z.enum(forcibleCodes), ...limits }),
  z.strictObject({
    kind: z.literal('slow'),
    seconds: whole(MOST_SLOW_SECONDS).default(USUAL_SLOW_SECONDS),
    ...limits,
  }),
  z.strictObject({ kind: z.literal('drop'), when: z.enum(['before', 'after']).default('before'), ...limits }),
  z.strictObject({ kind: z.literal('closed'), ...limits }),
  z.strictObject({
    kind: z.literal('outage'),
    retryAfterSeconds: whole(3600).default(USUAL_RETRY_AFTER_SECONDS),
    ...limits,
  }),
  z.strictObject({
    kind: z.literal('limited'),
    retryAfterSeconds: whole(3600).default(USUAL_RETRY_AFTER_SECONDS),
    ...limits,
  }),
]);
export type SwitchRequest = z.output<typeof switchRequestSchema>;

export type SwitchReading =
  | { readonly ok: true; readonly faultSwitch: FaultSwitch }
  /** What is wrong, one sentence for each member. */
  | { readonly ok: false; readonly problems: readonly { readonly member: string; readonly text: string }[] };

export interface SwitchSetting {
  readonly organisationRef: string;
  readonly switchId: string;
  readonly now: Date;
  /** Of all services, as in the WSDLs. */
  readonly operations: ReadonlySet<string>;
}

/** Reads what a program or the form sent. */
export function readSwitch(given: unknown, setting: SwitchSetting): SwitchReading {
  const { organisationRef, switchId, now, operations } = setting;
  const read = switchRequestSchema.safeParse(given);
  if (!read.success) return { ok: false, problems: read.error.issues.map(problemOf) };
  const { data } = read;
  if (data.operation !== undefined && !operations.has(data.operation)) {
    const text = `${data.operation} is no operation of the three services. The names are those of the WSDLs.`;
    return { ok: false, problems: [{ member: 'operation', text }] };
  }
  const requests = data.requests ?? (data.forSeconds === undefined ? 1 : undefined);
  const until = new Date(now.getTime() + (data.forSeconds ?? USUAL_FOR_SECONDS) * 1000);
  return {
    ok: true,
    faultSwitch: {
      organisationRef,
      switchId,
      fault: faultOf(data),
      ...(data.operation === undefined ? {} : { operation: data.operation }),
      ...(requests === undefined ? {} : { requestsLeft: requests }),
      setAt: now,
      until,
    },
  };
}

function faultOf(request: SwitchRequest): ForcedFault {
  switch (request.kind) {
    case 'fault':
      return { kind: request.kind, code: request.code };
    case 'slow':
      return { kind: request.kind, seconds: request.seconds };
    case 'drop':
      return { kind: request.kind, when: request.when };
    case 'closed':
      return { kind: request.kind };
    case 'outage':
    case 'limited':
      return { kind: request.kind, retryAfterSeconds: request.retryAfterSeconds };
  }
}

const accepted: Readonly<Record<string, string>> = {
  kind: `kind is one of ${faultKinds.join(', ')}.`,
  code: `code is one of ${forcibleCodes.join(', ')}.`,
  when: 'when is before or after.',
  seconds: `seconds is a whole number from 1 to ${MOST_SLOW_SECONDS}.`,
  retryAfterSeconds: 'retryAfterSeconds is a whole number from 1 to 3600.',
  requests: `requests is a whole number from 1 to ${MOST_REQUESTS}.`,
  forSeconds: `forSeconds is a whole number from 1 to ${MOST_FOR_SECONDS}.`,
  operation: 'operation is the name of an operation, as in the WSDLs.',
};

function problemOf(issue: z.core.$ZodIssue): { member: string; text: string } {
  if (issue.code === 'unrecognized_keys') {
    const member = issue.keys[0] ?? '';
    return { member, text: `${issue.keys.join(', ')} cannot be given with this kind.` };
  }
  const member = String(issue.path[0] ?? 'kind');
  return { member, text: accepted[member] ?? 'A JSON object with kind is expected.' };
}
