/** Leads each request to the register of its organisation: its own copy, or the base that the others share. */
import type { Operation, OperationContext, OperationResult } from '../../operations/operation.js';
import type { CopyPool } from './copy-pool.js';
import type { CopyWatch } from './copy-watch.js';
import type { ServiceOperations } from '../../operations/index.js';
import type { ResetGate } from './reset-gate.js';

export interface RouteParts {
  readonly watch: Pick<CopyWatch, 'any' | 'nameOf'>;
  readonly pool: CopyPool;
  /** Of the base. */
  readonly gate: ResetGate;
}

type AnyOperations = Readonly<Record<string, Operation<never, object> | 'notSupported'>>;

/** The operations of the base, with a look beforehand at whose request it is. */
export function routeOperations(base: ServiceOperations, parts: RouteParts): ServiceOperations {
  return {
    LearnerService: routed(base.LearnerService, 'LearnerService', parts),
    LearnerServiceR9: routed(base.LearnerServiceR9, 'LearnerServiceR9', parts),
    ExternalService: routed(base.ExternalService, 'ExternalService', parts),
  };
}

function routed<Operations extends object>(
  operations: Operations,
  service: keyof ServiceOperations,
  parts: RouteParts,
): Operations {
  // Each operation keeps its own types: a copy's operation of the same name takes and gives the same.
  const entries = Object.entries(operations as AnyOperations).map(([name, operation]) => [
    name,
    operation === 'notSupported' ? operation : routedOperation(operation, service, name, parts),
  ]);
  return Object.fromEntries(entries) as Operations;
}

function routedOperation(
  base: Operation<never, object>,
  service: keyof ServiceOperations,
  operationName: string,
  { watch, pool, gate }: RouteParts,
): Operation<never, object> {
  return {
    right: base.right,
    handle(request, context) {
      const name = watch.any ? watch.nameOf(context.caller.organisationRef) : undefined;
      if (name === undefined) return gate.pass(() => base.handle(request, context));
      return handleOnCopy(pool, name, request, context, service, operationName);
    },
  };
}

async function handleOnCopy(
  pool: CopyPool,
  name: string,
  request: never,
  context: OperationContext,
  service: keyof ServiceOperations,
  operationName: string,
): Promise<OperationResult<object>> {
  const result = await pool.use(name, async (copy): Promise<OperationResult<object>> => {
    const operation = (copy.operations[service] as AnyOperations)[operationName];
    if (operation === undefined || operation === 'notSupported') {
      throw new Error(`A copy lacks the operation ${operationName}`);
    }
    const before = await copy.resets();
    const handled = await operation.handle(request, context);
    // Another process may have put the data back meanwhile: half of the answer would be of the old data.
    return (await copy.resets()) === before ? handled : again(PUT_BACK);
  });
  return result === 'full' ? again(FULL) : result;
}

const PUT_BACK =
  'The test data of the organisation were put back while the request ran. Send it again to have it done on the published data.';
const FULL =
  'Too many organisations use copies of the test data of their own just now. Try again in a minute.';

function again(furtherDetails: string): OperationResult<object> {
  return { ok: false, fault: { code: 'WSEC0999', furtherDetails } };
}
