/** Every sample, as a list in the order of the WSDLs. */
import type { DescribedService } from '../contract/description.js';
import { externalServiceSpecs } from '../contract/generated/external-service-specs.js';
import { learnerServiceR9Specs } from '../contract/generated/learner-service-r9-specs.js';
import { learnerServiceSpecs } from '../contract/generated/learner-service-specs.js';
import type { OperationSpec } from '../contract/spec.js';
import { externalServiceSamples } from './external-service-samples.js';
import { learnerServiceR9Samples } from './learner-service-r9-samples.js';
import { learnerServiceSamples } from './learner-service-samples.js';
import type { SampleCallers, SampleData, SampleRequest, SamplesOf } from './sample.js';
import { writeRequest } from './write-request.js';
import { wsdlFacts } from './wsdl-facts.js';

export const sampleServices: readonly DescribedService[] = [
  'LearnerService',
  'LearnerServiceR9',
  'ExternalService',
];

export function sampleRequests(
  data: SampleData,
  { provider, awarder }: SampleCallers,
): readonly SampleRequest[] {
  return [
    ...requestsOf('LearnerService', learnerServiceSpecs, learnerServiceSamples(data, provider)),
    ...requestsOf('LearnerServiceR9', learnerServiceR9Specs, learnerServiceR9Samples(data, provider)),
    ...requestsOf('ExternalService', externalServiceSpecs, externalServiceSamples(data, awarder)),
  ];
}

function requestsOf<Requests extends { readonly [K in keyof Requests]: object }>(
  service: DescribedService,
  specs: { readonly [K in keyof Requests]: OperationSpec },
  samples: SamplesOf<Requests>,
): readonly SampleRequest[] {
  const operations = Object.keys(samples) as (keyof Requests & string)[];
  return operations.flatMap((operation) => {
    const { rights, only, samples: several } = samples[operation];
    return several.map(({ title, request, answers, note }): SampleRequest => {
      const name = title === undefined ? operation : `${operation} (${title})`;
      return {
        service,
        operation,
        name,
        fileName: title === undefined ? operation : `${operation}-${title.replaceAll(' ', '-')}`,
        rights,
        only,
        answers,
        note,
        soapAction: wsdlFacts(service).soapActions.get(operation) ?? '',
        message: writeRequest(specs[operation].request, request),
      };
    });
  });
}
