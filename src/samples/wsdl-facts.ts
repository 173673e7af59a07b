/** What tools want to know of a service beside its messages, read from its WSDL. */
import { describeService, type DescribedService } from '../contract/description.js';

export interface WsdlFacts {
  readonly targetNamespace: string;
  /** `BasicHttpBinding_LearnerPortType` */
  readonly binding: string;
  /** By operation. */
  readonly soapActions: ReadonlyMap<string, string>;
}

const known = new Map<DescribedService, WsdlFacts>();

export function wsdlFacts(service: DescribedService): WsdlFacts {
  const facts = known.get(service) ?? readFacts(describeService(service, ''));
  known.set(service, facts);
  return facts;
}

function readFacts(wsdl: string): WsdlFacts {
  const actions = /<wsdl:operation name="([^"]+)">\s*<soap:operation soapAction="([^"]*)"/g;
  return {
    targetNamespace: first(wsdl, /<wsdl:definitions[^>]* targetNamespace="([^"]+)"/),
    binding: first(wsdl, /<wsdl:binding name="([^"]+)"/),
    soapActions: new Map(Array.from(wsdl.matchAll(actions), ([, name = '', action = '']) => [name, action])),
  };
}

function first(text: string, pattern: RegExp): string {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`The WSDL has nothing like ${pattern.source}`);
  return found;
}
