/** What is counted, in Prometheus' format. Counting a request costs a few additions; texts are made at a scrape. */
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Upper bounds in seconds; answers take from a tenth of a millisecond to the client's timeout. */
const BOUNDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] as const;

/** Counts the requests of one service. */
export interface RequestMeter {
  begin(): void;
  /**
   * Each `begin` has its `end`.
   * @param operation as the WSDL names it, or `none`; never a text that the caller made up
   * @param code the response code or the fault's
   */
  end(operation: string, code: string, seconds: number): void;
}

/** A figure that another part of the program keeps; read at each scrape. */
export interface Figure {
  /** With its unit, as Prometheus has it: `learner_register_audit_queue_depth`. */
  readonly name: string;
  readonly help: string;
  /** A counter only ever goes up. */
  readonly kind: 'gauge' | 'counter';
  /** Names of labels, when there are several figures under the name. */
  readonly labels?: readonly string[];
  /** A list without anything in it: there is no such figure just now. */
  readonly read: () => number | readonly LabelledFigure[];
}

export interface LabelledFigure {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Metrics {
  meter(service: string): RequestMeter;
  readonly contentType: string;
  /** The text of a scrape. */
  scrape(): Promise<string>;
}

/** What is known of one operation so far. */
class OperationTally {
  readonly codes = new Map<string, number>();
  /** By bound; the last is for those above all bounds. */
  readonly buckets = new Float64Array(BOUNDS.length + 1);
  sum = 0;

  add(code: string, seconds: number): void {
    this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
    this.sum += seconds;
    let bucket = 0;
    while (seconds > (BOUNDS[bucket] ?? Infinity)) bucket += 1;
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
  }
}

class ServiceTally implements RequestMeter {
  readonly operations = new Map<string, OperationTally>();
  inFlight = 0;

  begin(): void {
    this.inFlight += 1;
  }

  end(operation: string, code: string, seconds: number): void {
    this.inFlight -= 1;
    let tally = this.operations.get(operation);
    if (tally === undefined) {
      tally = new OperationTally();
      this.operations.set(operation, tally);
    }
    tally.add(code, seconds);
  }
}

type Tallies = ReadonlyMap<string, ServiceTally>;
/**
 * The histogram of durations in the exposition format. prom-client's own takes a microsecond and more for each
 * observation; nothing in the labels needs escaping.
 */
function durationsText(tallies: Tallies): string {
  const name = 'learner_register_request_duration_seconds';
  const lines = [
    `# HELP ${name} Seconds from the arrival of a SOAP request to its answer, by service and operation.`,
    `# TYPE ${name} histogram`,
  ];
  for (const [service, { operations }] of tallies) {
    for (const [operation, tally] of operations) {
      const labels = `service="${service}",operation="${operation}"`;
      let count = 0;
      tally.buckets.forEach((inBucket, index) => {
        count += inBucket;
        lines.push(`${name}_bucket{${labels},le="${BOUNDS[index] ?? '+Inf'}"} ${count}`);
      });
      lines.push(`${name}_sum{${labels}} ${tally.sum}`, `${name}_count{${labels}} ${count}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** @param figures of other parts: queue depths, the password cache's hits and misses */
export function createMetrics(figures: readonly Figure[]): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const tallies = new Map<string, ServiceTally>();

  collectDefaultMetrics({ register: registry });
  new Counter({
    name: 'learner_register_requests_total',
    help: 'SOAP requests answered, by service, operation and response or fault code.',
    labelNames: ['service', 'operation', 'code'],
    registers,
    collect() {
      this.reset();
      for (const [service, { operations }] of tallies) {
        for (const [operation, { codes }] of operations) {
          for (const [code, count] of codes) this.inc({ service, operation, code }, count);
        }
      }
    },
  });
  new Gauge({
    name: 'learner_register_requests_in_flight',
    help: 'SOAP requests that have begun and are not answered yet, by service.',
    labelNames: ['service'],
    registers,
    collect() {
      for (const [service, { inFlight }] of tallies) this.set({ service }, inFlight);
    },
  });
  for (const figure of figures) registerFigure(figure, registers);

  return {
    meter(service) {
      const tally = tallies.get(service) ?? new ServiceTally();
      tallies.set(service, tally);
      return tally;
    },
    contentType: registry.contentType,
    scrape: async () => (await registry.metrics()) + durationsText(tallies),
  };
}

function registerFigure({ name, help, kind, labels = [], read }: Figure, registers: Registry[]): void {
  const readAll = (): readonly LabelledFigure[] => {
    const figures = read();
    return typeof figures === 'number' ? [{ labels: {}, value: figures }] : figures;
  };
  const labelNames = [...labels];
  if (kind === 'gauge') {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        // Without labels, a reset leaves a zero.
        if (labelNames.length === 0) this.remove();
        for (const figure of readAll()) this.set(figure.labels, figure.value);
      },
    });
  } else {
    new Counter({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        for (const figure of readAll()) this.inc(figure.labels, figure.value);
      },
    });
  }
}
