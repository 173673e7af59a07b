/** Goes through exchanges in their order and says what they mean for each scenario. */
import type { Exchange, ExchangeHead, ExchangeLog, ExchangeOwner } from '../register/exchange-ports.js';
import { observe } from './observe.js';
import type { Progress } from './progress.js';
import { mayMatter, tellingDigits } from './relevance.js';
import type { Scenario } from './scenario.js';
import { SeenExchange } from './seen-exchange.js';

const HEADS = 500;
/** Bytes of messages that are read at a time, more or less: most are small, and some are not. */
const BODY_BYTES = 2_000_000;

export interface Judged {
  /** By id of the scenario. */
  readonly progress: ReadonlyMap<string, Progress>;
  /** The last exchange that was judged. */
  readonly readTo: string | undefined;
  /** The last one that no earlier one can still come before, and how far the scenarios were then. */
  readonly settled: { readonly readTo: string | undefined; readonly progress: ReadonlyMap<string, Progress> };
  /** Whether there is nothing left to judge. */
  readonly isComplete: boolean;
}

export interface JudgeParts {
  readonly log: ExchangeLog;
  readonly scenarios: readonly Scenario[];
  /** Exchanges that ended before this will not be joined by earlier ones: milliseconds. */
  readonly settledBefore: number;
  /** When to stop, by `now`. */
  readonly deadline: number;
  now(): number;
}

/** Judges what came after `readTo`, until there is nothing more or the time is up. */
export async function judgeExchanges(
  owner: ExchangeOwner,
  readTo: string | undefined,
  begun: ReadonlyMap<string, Progress>,
  parts: JudgeParts,
): Promise<Judged> {
  const progress = new Map(begun);
  let at = readTo;
  let settled: Judged['settled'] = { readTo, progress: new Map(begun) };
  let isSettling = true;
  while (parts.now() < parts.deadline) {
    const heads = await parts.log.headsAfter(owner, at, HEADS);
    let left = heads.length;
    for await (const seen of whatMatters(owner, heads, at, progress, parts)) {
      if (isSettling && !isSettled(seen.head, parts)) {
        isSettling = false;
        settled = { readTo: at, progress: new Map(progress) };
      }
      if (seen.exchange !== undefined) judge(seen.exchange, progress, parts.scenarios);
      at = seen.head.id;
      left -= 1;
      if (parts.now() >= parts.deadline) break;
    }
    if (left === 0 && heads.length < HEADS) {
      return { progress, readTo: at, settled: latest(), isComplete: true };
    }
    if (left > 0) break;
  }
  return { progress, readTo: at, settled: latest(), isComplete: false };

  function latest(): Judged['settled'] {
    return isSettling ? { readTo: at, progress: new Map(progress) } : settled;
  }
}

interface Seen {
  readonly head: ExchangeHead;
  /** Absent when it matters to no scenario. */
  readonly exchange?: Exchange | undefined;
}

/** Each head in turn, with the exchange itself where some scenario must look at it. */
async function* whatMatters(
  owner: ExchangeOwner,
  heads: readonly ExchangeHead[],
  after: string | undefined,
  progress: ReadonlyMap<string, Progress>,
  { log, scenarios }: JudgeParts,
): AsyncGenerator<Seen> {
  let loaded = new Map<string, Exchange>();
  let before = after;
  for (const [index, head] of heads.entries()) {
    const matters = scenarios.some((each) => mayMatter(each, known(progress, each), head));
    if (matters && !loaded.has(head.id)) {
      const wanted = howMany(heads.slice(index));
      loaded = new Map((await log.after(owner, before, wanted)).map((each) => [each.id, each]));
    }
    yield { head, exchange: matters ? loaded.get(head.id) : undefined };
    before = head.id;
  }
}

/** As many as may be read at a time. */
function howMany(heads: readonly ExchangeHead[]): number {
  let bytes = 0;
  for (const [index, { requestBytes, responseBytes }] of heads.entries()) {
    bytes += requestBytes + responseBytes;
    if (bytes > BODY_BYTES) return index + 1;
  }
  return heads.length;
}

function judge(exchange: Exchange, progress: Map<string, Progress>, scenarios: readonly Scenario[]): void {
  const seen = new SeenExchange(exchange);
  for (const scenario of scenarios) {
    const before = known(progress, scenario);
    if (!mayMatter(scenario, before, exchange)) continue;
    if (before.runs.length === 0 && !seen.mayHold(tellingDigits(scenario))) continue;
    progress.set(scenario.id, observe(scenario, before, seen));
  }
}

function known(progress: ReadonlyMap<string, Progress>, { id }: Scenario): Progress {
  const found = progress.get(id);
  if (found === undefined) throw new Error(`Nothing is known of the scenario ${id}`);
  return found;
}

function isSettled(head: ExchangeHead, { settledBefore }: JudgeParts): boolean {
  return head.at.getTime() + head.milliseconds < settledBefore;
}
