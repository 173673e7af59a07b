/** OpenTelemetry behind `Tracer`: the only files with its packages, loaded when traces are switched on. */
import { ROOT_CONTEXT, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { Choice } from './choice.js';
import { beginRoot } from './recorded-span.js';
import { reporting } from './reporting-exporter.js';
import type { Tracer } from './span.js';
import { readTraceparent } from './traceparent.js';

export interface TracingSettings {
  /** Of the collector: `http://collector:4318/v1/traces`. */
  readonly url: string;
  /** Which part of the requests and jobs is recorded: 0.01 is one in a hundred. */
  readonly share: number;
  readonly version: string;
  readonly environment: 'test' | 'live';
  /** Is told now and then that spans were not taken, with the number of them. */
  readonly onTrouble: (error: unknown, spans: number) => void;
  /** Shortened by tests. */
  readonly timing?: Partial<TracingTiming>;
}

export interface TracingTiming {
  /** Spans are gathered for so long. */
  readonly delayMs: number;
  /** How long the collector has for each delivery. */
  readonly deliveryMs: number;
  /** How long `stop` waits for it. */
  readonly stopMs: number;
}

const usual: TracingTiming = { delayMs: 2000, deliveryMs: 5000, stopMs: 3000 };
/** What waits for the collector: a few megabytes at most; further spans are dropped. */
const MOST_WAITING = 2048;
const SPANS_TOGETHER = 256;
/** A recorded request costs as much as several others. */
const MOST_PER_SECOND = 50;

/** Starts to record. Whatever the collector does or does not do, requests are not held up by it. */
export function startTracing(settings: TracingSettings): Tracer {
  const { url, share, version, environment, onTrouble } = settings;
  const timing = { ...usual, ...settings.timing };
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: timing.deliveryMs, concurrencyLimit: 2 });
  const provider = new BasicTracerProvider({
    // Choice decides; what it lets through is recorded with all its parts.
    sampler: new AlwaysOnSampler(),
    resource: resourceFromAttributes({
      'service.name': 'learner-register',
      'service.version': version,
      'deployment.environment.name': environment,
    }),
    spanProcessors: [
      new BatchSpanProcessor(reporting(exporter, onTrouble), {
        maxQueueSize: MOST_WAITING,
        maxExportBatchSize: SPANS_TOGETHER,
        scheduledDelayMillis: timing.delayMs,
        exportTimeoutMillis: timing.deliveryMs,
      }),
    ],
  });
  const tracer = provider.getTracer('learner-register', version);
  const choice = new Choice({ share, mostPerSecond: MOST_PER_SECOND });
  return {
    request(service, header) {
      const parent = readTraceparent(header);
      if (!choice.records(parent?.isRecorded)) return undefined;
      const context =
        parent === undefined
          ? ROOT_CONTEXT
          : trace.setSpanContext(ROOT_CONTEXT, {
              traceId: parent.traceId,
              spanId: parent.spanId,
              traceFlags: TraceFlags.SAMPLED,
              isRemote: true,
            });
      return beginRoot(tracer, 'request', SpanKind.SERVER, { service }, context);
    },
    job: (facts) =>
      choice.records() ? beginRoot(tracer, 'job', SpanKind.CONSUMER, facts, ROOT_CONTEXT) : undefined,
    async stop() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, timing.stopMs)));
      await Promise.race([provider.shutdown().catch(() => undefined), late]);
      clearTimeout(timer);
    },
  };
}
