/** The list of exchanges, newest first. */
import type { Request, RequestHandler } from 'express';
import { operationsOfServices } from '../../contract/request-elements.js';
import { codeWords, type CodeTone } from '../../exchanges/explain/code-words.js';
import { durationInWords } from '../../exchanges/explain/way.js';
import type { ExchangeHead, ExchangeOwner } from '../../register/exchange-ports.js';
import type { PageKit } from '../section.js';
import { addressOf, readListQuestion, type FilterFields } from './exchange-filter.js';
import type { InspectorParts } from './exchange-parts.js';

const PAGE_SIZE = 50;
const DAY_MS = 86_400_000;

const colours: Readonly<Record<CodeTone, string>> = {
  good: 'green',
  look: 'blue',
  refused: 'orange',
  broken: 'red',
};

/** A code as a tag shows it. */
export function shownCode(code: string): {
  readonly code: string;
  readonly meaning: string;
  readonly action: string;
  readonly colour: string;
} {
  const { meaning, action, tone } = codeWords(code);
  return { code, meaning, action, colour: colours[tone] };
}

function rowOf(head: ExchangeHead, folder: string): object {
  return {
    id: head.id,
    href: `${folder}/${encodeURIComponent(head.id)}`,
    at: head.at,
    service: head.service,
    operation: head.operation,
    shown: shownCode(head.code),
    status: head.status,
    duration: durationInWords(head.milliseconds),
    unproved: head.unproved === true,
  };
}

/**
 * @param folder `/exchanges`, or that of those that belong to nobody
 * @param ownerOf whose exchanges the viewer sees there
 */
export function listPage(
  parts: InspectorParts,
  kit: PageKit,
  folder: string,
  ownerOf: (request: Request) => ExchangeOwner,
): RequestHandler {
  const { exchanges, config, clock } = parts;
  return async (request, response) => {
    const owner = ownerOf(request);
    const question = readListQuestion(request.query, config.timeZone);
    const { fields, filter, before, errors, filtered } = question;
    const wrong = errors.length > 0;
    const [page, lost] = await Promise.all([
      wrong
        ? { heads: [], next: undefined }
        : exchanges.list(owner, filter, { limit: PAGE_SIZE, ...(before !== undefined && { before }) }),
      exchanges.lost(owner, new Date(clock.now().getTime() - config.inspectorDays * DAY_MS)),
    ]);
    const isNewest = before === undefined && !wrong;
    kit.render(
      request,
      response,
      'exchanges/list',
      {
        folder,
        ofNobody: owner === 'nobody',
        rows: page.heads.map((head) => rowOf(head, folder)),
        fields,
        filtered,
        errors,
        serviceItems: serviceItems(fields),
        operationItems: operationItems(fields),
        newestAddress: `${folder}${addressOf(fields)}`,
        nextAddress: page.next === undefined ? undefined : `${folder}${addressOf(fields, page.next)}`,
        isNewest,
        days: config.inspectorDays,
        eventsAddress: isNewest ? eventsAddress(folder, fields, page.heads[0]?.id) : undefined,
        megabytes: config.inspectorMegabytes,
        lost,
      },
      wrong ? 400 : 200,
    );
  };
}

function eventsAddress(folder: string, fields: FilterFields, newest: string | undefined): string {
  const address = addressOf(fields);
  const after = `after=${encodeURIComponent(newest ?? '')}`;
  return `${folder}/events${address === '' ? '?' : `${address}&`}${after}`;
}

function serviceItems({ service }: FilterFields): readonly object[] {
  return [
    { value: '', text: 'All services', selected: service === '' },
    ...[...operationsOfServices.keys()].map((name) => ({
      value: name,
      text: name,
      selected: service === name,
    })),
  ];
}

function operationItems({ operation }: FilterFields): readonly object[] {
  return [
    { value: '', text: 'All operations', selected: operation === '' },
    ...[...operationsOfServices.values()]
      .flat()
      .map((name) => ({ value: name, text: name, selected: operation === name })),
  ];
}
