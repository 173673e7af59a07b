/** The page of one exchange. */
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { readTree } from '../../contract/read-tree.js';
import { differences, type Difference } from '../../exchanges/explain/difference.js';
import { headerOf } from '../../exchanges/explain/kept-headers.js';
import { callerAddress } from '../../http/caller-address.js';
import type { Exchange, ExchangeOwner } from '../../register/exchange-ports.js';
import type { PageKit } from '../section.js';
import type { InspectorParts } from './exchange-parts.js';
import { exchangeView } from './exchange-view.js';
import { shownCode } from './list-page.js';

const query = z.object({ beside: z.string().max(100).optional().catch(undefined) });

/** @param folder `/exchanges`, or that of those that belong to nobody */
export function exchangePage(
  parts: InspectorParts,
  kit: PageKit,
  folder: string,
  ownerOf: (request: Request) => ExchangeOwner,
): RequestHandler {
  return async (request, response) => {
    const owner = ownerOf(request);
    const { id } = request.params;
    const exchange = typeof id === 'string' ? await parts.exchanges.find(owner, id) : undefined;
    if (exchange === undefined) {
      kit.notFound(request, response);
      return;
    }
    const { beside } = query.parse(request.query);
    const earlier = beside === undefined ? undefined : await parts.exchanges.find(owner, beside);
    const organisationRef = owner === 'nobody' ? undefined : owner.organisationRef;
    const address = `${folder}/${encodeURIComponent(exchange.id)}`;
    kit.render(request, response, 'exchanges/exchange', {
      folder,
      ofNobody: owner === 'nobody',
      address,
      link: `${callerAddress(request, parts.config.publicUrl) ?? ''}${address}`,
      maySend: parts.sendAgain !== undefined && owner !== 'nobody' && exchange.unproved !== true,
      days: parts.config.inspectorDays,
      beside: earlier === undefined ? undefined : besideView(earlier, exchange, folder),
      ...(await exchangeView(parts, exchange, organisationRef)),
    });
  };
}

function besideView(earlier: Exchange, later: Exchange, folder: string): object {
  return {
    earlier: {
      href: `${folder}/${encodeURIComponent(earlier.id)}`,
      at: earlier.at,
      shown: shownCode(earlier.code),
      status: earlier.status,
    },
    sameCode: earlier.code === later.code,
    request: between(earlier.request, earlier.requestHeaders, later.request, later.requestHeaders),
    response: between(earlier.response, earlier.responseHeaders, later.response, later.responseHeaders),
  };
}

/** Undefined where one of them is no XML. */
function between(
  before: Buffer,
  headersBefore: readonly string[],
  after: Buffer,
  headersAfter: readonly string[],
): readonly Difference[] | undefined {
  const [one, other] = [
    readTree(before, headerOf(headersBefore, 'content-type')),
    readTree(after, headerOf(headersAfter, 'content-type')),
  ];
  return one.ok && other.ok ? differences(one.root, other.root) : undefined;
}
