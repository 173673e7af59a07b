/** Which operation the element of a request stands for. */
import { externalServiceSpecs } from './generated/external-service-specs.js';
import { learnerServiceR9Specs } from './generated/learner-service-r9-specs.js';
import { learnerServiceSpecs } from './generated/learner-service-specs.js';
import type { OperationSpec } from './spec.js';

const services: Readonly<Record<string, readonly OperationSpec[]>> = {
  LearnerService: Object.values(learnerServiceSpecs),
  LearnerServiceR9: Object.values(learnerServiceR9Specs),
  ExternalService: Object.values(externalServiceSpecs),
};

/** The operations of each service, by the names of the WSDL. */
export const operationsOfServices: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(services).map(([service, specs]) => [service, specs.map(({ name }) => name)]),
);

/**
 * @param service `LearnerService`
 * @param element of the request, in its namespace
 * @returns the operation as the WSDL names it, or nothing when the service has none like it
 */
export function operationOf(
  service: string,
  element: { readonly namespace: string; readonly name: string },
): string | undefined {
  return services[service]?.find(
    ({ request }) => request.element === element.name && request.namespace === element.namespace,
  )?.name;
}
