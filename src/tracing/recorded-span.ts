import {
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span as OpenTelemetrySpan,
  type SpanKind,
  type Tracer as OpenTelemetryTracer,
} from '@opentelemetry/api';
import type { RootSpan, Span, SpanFacts } from './span.js';

/** Each fact under the name that OpenTelemetry's conventions have for it, where they have one. */
const attributeNames: Readonly<Record<keyof SpanFacts, string>> = {
  service: 'rpc.service',
  operation: 'rpc.method',
  code: 'learner_register.code',
  status: 'http.response.status_code',
  correlationId: 'learner_register.correlation_id',
  call: 'learner_register.store.call',
  jobId: 'learner_register.job.id',
  jobKind: 'learner_register.job.kind',
  jobEnd: 'learner_register.job.end',
  records: 'learner_register.records',
};

export function beginRoot(
  tracer: OpenTelemetryTracer,
  name: string,
  kind: SpanKind,
  facts: SpanFacts,
  parent: Context,
): RootSpan {
  const span = tracer.startSpan(name, { kind, attributes: attributesOf(facts) }, parent);
  return new RecordedSpan(tracer, span, parent);
}

class RecordedSpan implements RootSpan {
  readonly #open = new Set<RecordedSpan>();

  constructor(
    private readonly tracer: OpenTelemetryTracer,
    private readonly span: OpenTelemetrySpan,
    private readonly context: Context,
    private readonly whole?: RecordedSpan,
  ) {}

  get traceId(): string {
    return this.span.spanContext().traceId;
  }

  child(name: string, facts: SpanFacts = {}): Span {
    const context = trace.setSpan(this.context, this.span);
    const span = this.tracer.startSpan(name, { attributes: attributesOf(facts) }, context);
    const part = new RecordedSpan(this.tracer, span, context, this);
    this.#open.add(part);
    return part;
  }

  end(facts: SpanFacts = {}): void {
    for (const part of this.#open) part.end();
    const { operation } = facts;
    if (operation !== undefined) this.span.updateName(operation);
    this.span.setAttributes(attributesOf(facts));
    this.span.end();
    this.whole?.forget(this);
  }

  fail(facts?: SpanFacts): void {
    this.span.setStatus({ code: SpanStatusCode.ERROR });
    this.end(facts);
  }

  private forget(part: RecordedSpan): void {
    this.#open.delete(part);
  }
}

/** Only what has a place in {@link SpanFacts} gets out. */
function attributesOf(facts: SpanFacts): Attributes {
  const attributes: Attributes = {};
  for (const [fact, name] of Object.entries(attributeNames)) {
    const value = facts[fact as keyof SpanFacts];
    if (value !== undefined) attributes[name] = value;
  }
  return attributes;
}
