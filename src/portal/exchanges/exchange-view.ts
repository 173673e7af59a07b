/** Everything that the page of one exchange says, computed from what was kept. */
import { readTree, type MessageElement } from '../../contract/read-tree.js';
import { operationOf } from '../../contract/request-elements.js';
import { findNow, registrationNow, ulnNow, type AsOfNowParts } from '../../exchanges/explain/as-of-now.js';
import { auditEntriesOf } from '../../exchanges/explain/audit-entries.js';
import { bodyText } from '../../exchanges/explain/body-text.js';
import { explainDecision, type Decision } from '../../exchanges/explain/decision.js';
import { indented } from '../../exchanges/explain/indented.js';
import { headerOf, headerPairs } from '../../exchanges/explain/kept-headers.js';
import { markLines } from '../../exchanges/explain/marked-lines.js';
import { contentOf, faultDetails } from '../../exchanges/explain/message-fields.js';
import { explainProblems, type ExplainedProblem } from '../../exchanges/explain/problems.js';
import { readable, type ReadableGroup } from '../../exchanges/explain/readable.js';
import { durationInWords, inShort, wayOf } from '../../exchanges/explain/way.js';
import type { Exchange } from '../../register/exchange-ports.js';
import type { StoredAuditEntry } from '../../register/ports.js';
import type { InspectorParts } from './exchange-parts.js';
import { shownCode } from './list-page.js';

export async function exchangeView(
  parts: InspectorParts,
  exchange: Exchange,
  organisationRef: string | undefined,
): Promise<object> {
  const unproved = exchange.unproved === true;
  const request = treeOf(exchange.request, exchange.requestHeaders);
  const response = treeOf(exchange.response, exchange.responseHeaders);
  const problems = unproved ? [] : explainProblems(exchange);
  const decision =
    request === undefined
      ? undefined
      : explainDecision({ operation: exchange.operation, code: exchange.code, request, response });
  const now = organisationRef === undefined ? undefined : await parts.lookAtLearners?.(organisationRef);
  return {
    head: {
      id: exchange.id,
      at: exchange.at,
      service: exchange.service,
      operation: exchange.operation,
      meant: request === undefined ? undefined : meantOperation(exchange.service, request),
      status: exchange.status,
      duration: durationInWords(exchange.milliseconds),
      correlationId: exchange.correlationId,
      requestBytes: exchange.requestBytes,
      responseBytes: exchange.responseBytes,
    },
    shown: shownCode(exchange.code),
    inShort: inShort(exchange),
    unproved,
    steps: wayOf({ exchange, problems, response }),
    problems,
    furtherDetails: response === undefined ? undefined : faultDetails(response),
    decision,
    asOfNow:
      decision === undefined || now === undefined || organisationRef === undefined
        ? []
        : await asOfNow(now, decision, organisationRef, exchange.at),
    messages: unproved
      ? []
      : [
          messageView('request', 'Request', exchange.request, exchange.requestHeaders, request, problems),
          messageView('response', 'Response', exchange.response, exchange.responseHeaders, response, []),
        ],
    requestLine: exchange.requestLine,
    audit:
      organisationRef === undefined
        ? undefined
        : (await auditEntriesOf(now?.audit ?? parts.audit, organisationRef, exchange)).map(auditRow),
  };
}

/** What a request asked for that was refused before it was understood. */
function meantOperation(service: string, request: MessageElement): string | undefined {
  const element = contentOf(request);
  return element === undefined ? undefined : operationOf(service, element);
}

function treeOf(body: Buffer, headers: readonly string[]): MessageElement | undefined {
  if (body.length === 0) return undefined;
  const read = readTree(body, headerOf(headers, 'content-type'));
  return read.ok ? read.root : undefined;
}

async function asOfNow(
  parts: AsOfNowParts,
  { search, unseenUln }: Decision,
  organisationRef: string,
  at: Date,
): Promise<readonly string[]> {
  if (unseenUln !== undefined) return ulnNow(parts, unseenUln);
  if (search === undefined) return [];
  return search.purpose === 'find'
    ? findNow(parts, search)
    : registrationNow(parts, search, organisationRef, at);
}

interface FlatGroup {
  readonly title: string;
  readonly name: string;
  /** 0 for the message itself. */
  readonly depth: number;
  readonly fields: ReadableGroup['fields'];
}

function messageView(
  name: 'request' | 'response',
  title: string,
  body: Buffer,
  headers: readonly string[],
  tree: MessageElement | undefined,
  problems: readonly ExplainedProblem[],
): object {
  const text = bodyText(body, headerOf(headers, 'content-type'));
  const words = tree === undefined ? undefined : readable(tree);
  return {
    name,
    title,
    bytes: body.length,
    kind: text.kind,
    problem: text.kind === 'bytes' ? text.problem : undefined,
    lines: text.kind === 'text' ? markLines(text.lines, problems) : [],
    hex: text.kind === 'bytes' ? text.lines : [],
    leftOut: text.kind === 'empty' ? 0 : text.leftOut,
    groups: words?.content === undefined ? [] : flat(words.content, 0),
    soapHeaders: words?.headers === undefined ? [] : flat(words.headers, 0),
    groupsLeftOut: words?.leftOut ?? 0,
    indented: tree === undefined ? undefined : indented(tree),
    headers: headerPairs(headers),
  };
}

/** Groups one after the other, those inside of a group after it. */
function flat({ label, name, number, fields, groups }: ReadableGroup, depth: number): readonly FlatGroup[] {
  const title = number === undefined ? label : `${label} ${number}`;
  return [{ title, name, depth, fields }, ...groups.flatMap((group) => flat(group, depth + 1))];
}

function auditRow({ at, operation, userName, outcome, ulns, entryId }: StoredAuditEntry): object {
  return { at, operation, userName, shown: shownCode(outcome), ulns, entryId };
}
