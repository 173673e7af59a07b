/** Traces of this process, when they are switched on: LR_TRACES_URL. */
import type { Config } from './config.js';
import { describeError, type Logger } from './log.js';
import type { Store } from './store/store.js';
import type { Span, Tracer } from './tracing/span.js';

export interface TracesParts {
  readonly config: Pick<Config, 'tracesUrl' | 'tracesSample' | 'environment'>;
  readonly version: string;
  /** Is told now and then that spans were not taken, with the number of them. */
  readonly onTrouble: (error: unknown, spans: number) => void;
}

/** @returns undefined when they are off: then not even the library is loaded */
export async function openTracer(parts: TracesParts): Promise<Tracer | undefined> {
  const { tracesUrl: url, tracesSample: share, environment } = parts.config;
  if (url === undefined) return undefined;
  const { startTracing } = await import('./tracing/start-tracing.js');
  return startTracing({
    url,
    share,
    version: parts.version,
    environment,
    onTrouble: parts.onTrouble,
  });
}

/** The same, for a process that has a log. */
export function openLoggedTracer({
  config,
  version,
  logger,
}: Omit<TracesParts, 'onTrouble'> & { readonly logger: Pick<Logger, 'warn'> }): Promise<Tracer | undefined> {
  return openTracer({
    config,
    version,
    onTrouble: (error, spans) => {
      logger.warn({ failure: describeError(error), spans }, 'traces not delivered');
    },
  });
}

const tracedMembers: ReadonlySet<keyof Store> = new Set([
  ...(['learners', 'finds', 'audit', 'events', 'accessHistory', 'organisations'] as const),
  ...(['batches', 'achievements', 'qualifications'] as const),
]);

/** Gives, for a span, the same store, each call of which is a part of that span. */
export async function storeWithin(store: Store): Promise<(span: Span) => Store> {
  const { tracedPorts } = await import('./tracing/traced-ports.js');
  return (span) => tracedPorts(store, tracedMembers, span);
}
