/** The metrics of several processes as one text, in Prometheus' format. */

/** By series, name and labels: `learner_register_requests_total{service="LearnerService",…}`. */
export type Sums = Map<string, number>;

interface Family {
  readonly head: string[];
  kind: string;
  readonly samples: Sums;
}

const ours = 'learner_register_';

type Which = (...values: number[]) => number;

/** What each process says of the whole register, and not of its own work: whose word counts. */
const saidByAll: ReadonlyMap<string, Which> = new Map([
  ['learner_register_client_certificates', Math.max],
  ['learner_register_tls_certificate_end_seconds', Math.max],
  ['learner_register_newest_backup_time_seconds', Math.max],
  // The worst of them.
  ['learner_register_database_ready', Math.min],
  ['learner_register_replica_stale_seconds', Math.max],
  ['learner_register_audit_unsealed_seconds', Math.max],
]);

/**
 * Figures of the register are added up. Those of a process (its memory, its event loop) stay apart, with a label that
 * says whose they are.
 * @param texts by the worker's number
 * @param ended what workers had counted that are no more, so that a counter never goes back
 */
export function mergeMetrics(texts: ReadonlyMap<number, string>, ended: Sums = new Map()): string {
  const families = new Map<string, Family>();
  for (const [worker, text] of texts) {
    for (const { name, head, kind, series, value } of samplesIn(text)) {
      const family = families.get(name) ?? { head, kind, samples: new Map<string, number>() };
      families.set(name, family);
      if (series === undefined) continue;
      const own = name.startsWith(ours) ? series : withWorker(series, worker);
      const which = saidByAll.get(name);
      if (which === undefined) {
        const before = family.samples.get(own) ?? (isCounted(name, kind) ? (ended.get(own) ?? 0) : 0);
        family.samples.set(own, before + value);
      } else family.samples.set(own, which(family.samples.get(own) ?? value, value));
    }
  }
  for (const [series, value] of ended) {
    const family = families.get(familyOf(series));
    if (family !== undefined && !family.samples.has(series)) family.samples.set(series, value);
  }
  return [...families.values()]
    .map(({ head, samples }) =>
      [...head, ...[...samples].map(([series, value]) => `${series} ${value}`), ''].join('\n'),
    )
    .join('\n');
}

/** Adds what a worker that has ended had counted. */
export function addEnded(ended: Sums, text: string): void {
  for (const { name, kind, series, value } of samplesIn(text)) {
    if (series !== undefined && isCounted(name, kind)) ended.set(series, (ended.get(series) ?? 0) + value);
  }
}

function isCounted(name: string, kind: string): boolean {
  return name.startsWith(ours) && (kind === 'counter' || kind === 'histogram');
}

interface Sample {
  readonly name: string;
  readonly head: string[];
  readonly kind: string;
  /** Absent for a family without any. */
  readonly series: string | undefined;
  readonly value: number;
}

function* samplesIn(text: string): Generator<Sample> {
  let name = '';
  let kind = '';
  let head: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) {
      const [, word, family = '', first = ''] = line.split(' ');
      if (family !== name) head = [];
      name = family;
      head.push(line);
      if (word === 'TYPE') {
        kind = first;
        yield { name, head, kind, series: undefined, value: 0 };
      }
    } else if (line !== '') {
      const blank = line.lastIndexOf(' ');
      yield { name, head, kind, series: line.slice(0, blank), value: Number(line.slice(blank + 1)) };
    }
  }
}

function familyOf(series: string): string {
  const [name = ''] = series.split('{');
  return name.replace(/_(?:bucket|sum|count)$/, '');
}

function withWorker(series: string, worker: number): string {
  const brace = series.indexOf('{');
  return brace < 0
    ? `${series}{worker="${worker}"}`
    : `${series.slice(0, brace + 1)}worker="${worker}",${series.slice(brace + 1)}`;
}
