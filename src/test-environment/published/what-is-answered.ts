/** What each request about a learner is answered: found out by running the operations, so that it cannot go stale. */
import type { Organisation } from '../../domain/organisation.js';
import type { OperationContext, OperationResult } from '../../operations/operation.js';
import type { Gender } from '../../domain/learner.js';
import type { ServiceOperations } from '../../operations/index.js';

/** A learner as a request carries it, which is not always as the register holds it. */
export interface AskedLearner {
  readonly uln: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: string;
  readonly gender: Gender;
  readonly lastKnownPostCode: string;
}

export interface AnsweredRequest {
  /** `LearnerService` */
  readonly service: string;
  /** As in the WSDL. */
  readonly operation: string;
  /** The response code, or the fault's. */
  readonly code: string;
  /** What the answer holds beside the code, in sentences. */
  readonly holds: readonly string[];
}

/** Asks all that is asked about one learner, with these values, in the name of the organisation. */
export async function whatIsAnswered(
  { LearnerService, LearnerServiceR9 }: ServiceOperations,
  asked: AskedLearner,
  organisation: Organisation,
): Promise<readonly AnsweredRequest[]> {
  const { uln, givenName, familyName, dateOfBirth, gender, lastKnownPostCode } = asked;
  const head = { organisationRef: organisation.organisationRef, orgPassword: '', userName: 'Pages' };
  const five = { givenName, familyName, dateOfBirth, gender, lastKnownPostCode };
  const ask = async <Request, Response extends object>(
    service: string,
    operation: string,
    one:
      | { handle(request: Request, context: OperationContext): Promise<OperationResult<Response>> }
      | 'notSupported',
    request: Request,
  ): Promise<AnsweredRequest> => {
    if (one === 'notSupported') return { service, operation, code: 'WSEC0002', holds: [] };
    const caller = {
      organisationRef: organisation.organisationRef,
      userName: 'Pages',
      operation,
      correlationId: 'pages',
    };
    const result = await one.handle(request, { organisation, caller });
    if (!result.ok)
      return { service, operation, code: result.fault.code, holds: [result.fault.furtherDetails] };
    return { service, operation, ...told(result.response) };
  };
  const own = 'LearnerService';
  const r9 = 'LearnerServiceR9';
  return [
    await ask(own, 'learnerByULN', LearnerService.learnerByULN, {
      ...head,
      findType: 'FUL',
      uln,
      givenName,
      familyName,
    }),
    await ask(own, 'learnerByDemographics', LearnerService.learnerByDemographics, {
      ...head,
      findType: 'FUL',
      ...five,
    }),
    await ask(own, 'verifyLearner', LearnerService.verifyLearner, {
      ...head,
      learnerToVerify: { uln, givenName, familyName, dateOfBirth, gender },
    }),
    await ask(own, 'retrieveULNs', LearnerService.retrieveULNs, { ...head, ulnsToRetrieve: { uln: [uln] } }),
    await ask(own, 'registerSingleLearner', LearnerService.registerSingleLearner, {
      ...head,
      learner: { ...five, verificationType: '1', abilityToShare: '1' },
    }),
    await ask(r9, 'LearnerByUln', LearnerServiceR9.LearnerByUln, {
      uln,
      givenName,
      familyName,
      findType: 'FUL',
    }),
    await ask(r9, 'GetLearnerLearningEvents', LearnerServiceR9.GetLearnerLearningEvents, {
      userType: 'ORG',
      vendorId: 1,
      language: 'ENG',
      uln,
      givenName,
      familyName,
      getType: 'FULL',
    }),
  ];
}

/** Members of responses that say something, wherever they stand. */
interface Told {
  readonly responseCode?: unknown;
  readonly learner?: unknown;
  readonly failureFlag?: unknown;
  readonly masterUln?: unknown;
  readonly learnerRecord?: { readonly learningEvent?: unknown };
  readonly foundUln?: unknown;
}

function told(response: object): Pick<AnsweredRequest, 'code' | 'holds'> {
  const inner = innermost(response);
  const { responseCode, learner, failureFlag, masterUln, learnerRecord, foundUln } = inner;
  const holds: string[] = [];
  const learners = Array.isArray(learner) ? learner : learner === undefined ? [] : [learner];
  if (learners.length > 0)
    holds.push(`${count(learners.length, 'learner')}: ${learners.flatMap(ulnOf).join(', ')}`);
  if (typeof masterUln === 'string') holds.push(`the master ${masterUln}`);
  if (Array.isArray(failureFlag) && failureFlag.length > 0)
    holds.push(`failure flag ${failureFlag.join(', ')}`);
  const events = learnerRecord?.learningEvent;
  if (Array.isArray(events)) {
    const of = typeof foundUln === 'string' && foundUln !== '' ? ` of ${foundUln}` : '';
    holds.push(`${count(events.length, 'learning event')}${of}`);
  }
  return { code: typeof responseCode === 'string' ? responseCode : 'answered', holds };
}

/** The object that has the response code. */
function innermost(response: object): Told {
  if ('responseCode' in response) return response;
  for (const value of Object.values(response)) {
    const one: unknown = Array.isArray(value) ? value[0] : value;
    if (typeof one === 'object' && one !== null) return innermost(one);
  }
  return response;
}

function ulnOf(learner: unknown): readonly string[] {
  if (typeof learner !== 'object' || learner === null || !('uln' in learner)) return [];
  return typeof learner.uln === 'string' ? [learner.uln] : [];
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
