/** What a service answers to GET: its description for programs, a page for people. */
import { html, page, type Environment } from './html.js';

export interface ServiceDescriptionParts {
  /** As in the WSDL: `LearnerService`. */
  readonly serviceName: string;
  readonly environment: Environment;
  /** The operations' names, and whether each can be called. */
  readonly operations: readonly { readonly name: string; readonly supported: boolean }[];
  /** Writes the WSDL, self-contained, with `address` as the service's. */
  describe(address: string): string;
}

export interface Description {
  readonly kind: 'wsdl' | 'page';
  readonly body: string;
}

/**
 * Makes the answer to a GET. `query` is without its question mark; `address` is the service's own as the caller sees it.
 */
export function createServiceDescription(
  parts: ServiceDescriptionParts,
): (query: string, address: string) => Description {
  return (query, address) =>
    asksForWsdl(query)
      ? { kind: 'wsdl', body: parts.describe(address) }
      : { kind: 'page', body: servicePage(parts, address) };
}

/** `wsdl` and `singleWsdl` count in any case and with any value. Both are one document: it refers to no other. */
function asksForWsdl(query: string): boolean {
  return query.split('&', 10).some((pair) => /^(?:single)?wsdl(?:=|$)/i.test(pair));
}

function servicePage(
  { serviceName, environment, operations }: ServiceDescriptionParts,
  address: string,
): string {
  const home = address.slice(0, address.lastIndexOf('/') + 1);
  const items = operations.map(
    ({ name, supported }) =>
      html`<li><code>${name}</code>${supported ? '' : ' (not yet supported: answers WSEC0002)'}</li> `,
  );
  return page(
    serviceName,
    environment,
    html`<p>
        This is a SOAP 1.1 web service of a learner register. Programs send their requests by POST to
        <code>${address}</code>.
      </p>
      <ul>
        <li><a href="${address}?wsdl">Description (WSDL)</a></li>
        <li><a href="${address}?singleWsdl">Description in a single file</a></li>
        <li><a href="${home}docs/interface-specification.md">Interface specification</a></li>
        <li><a href="${home}">About this register</a></li>
      </ul>
      <h2>Operations</h2>
      <ul>
        ${items}
      </ul>`,
  );
}
