import { expect } from 'chai';
import { addEnded, mergeMetrics } from '../../../src/cli/supervisor/merge-metrics.js';

const scrape = (answered: number, waiting: number, memory: number): string =>
  [
    '# HELP process_resident_memory_bytes Resident memory size in bytes.',
    '# TYPE process_resident_memory_bytes gauge',
    `process_resident_memory_bytes ${memory}`,
    '',
    '# HELP learner_register_requests_total SOAP requests answered.',
    '# TYPE learner_register_requests_total counter',
    `learner_register_requests_total{service="LearnerService",code="WSRC0004"} ${answered}`,
    '',
    '# HELP learner_register_write_queue_depth Writes.',
    '# TYPE learner_register_write_queue_depth gauge',
    `learner_register_write_queue_depth ${waiting}`,
    '# HELP learner_register_request_duration_seconds Seconds.',
    '# TYPE learner_register_request_duration_seconds histogram',
    `learner_register_request_duration_seconds_bucket{le="+Inf"} ${answered}`,
    `learner_register_request_duration_seconds_count ${answered}`,
    '',
  ].join('\n');

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

describe('The metrics of several processes', () => {
  it('are added up where they are the register’s, and told apart where they are a process’', () => {
    const merged = mergeMetrics(
      new Map([
        [1, scrape(10, 2, 111)],
        [2, scrape(5, 1, 222)],
      ]),
    );
    expect(linesOf(merged)).to.deep.equal([
      '# HELP process_resident_memory_bytes Resident memory size in bytes.',
      '# TYPE process_resident_memory_bytes gauge',
      'process_resident_memory_bytes{worker="1"} 111',
      'process_resident_memory_bytes{worker="2"} 222',
      '# HELP learner_register_requests_total SOAP requests answered.',
      '# TYPE learner_register_requests_total counter',
      'learner_register_requests_total{service="LearnerService",code="WSRC0004"} 15',
      '# HELP learner_register_write_queue_depth Writes.',
      '# TYPE learner_register_write_queue_depth gauge',
      'learner_register_write_queue_depth 3',
      '# HELP learner_register_request_duration_seconds Seconds.',
      '# TYPE learner_register_request_duration_seconds histogram',
      'learner_register_request_duration_seconds_bucket{le="+Inf"} 15',
      'learner_register_request_duration_seconds_count 15',
    ]);
  });

  it('never go back when one of them has ended: what it counted is kept, what it held is not', () => {
    const ended = new Map<string, number>();
    addEnded(ended, scrape(100, 7, 333));
    const lines = linesOf(mergeMetrics(new Map([[2, scrape(5, 1, 222)]]), ended));
    expect(lines).to.include('learner_register_requests_total{service="LearnerService",code="WSRC0004"} 105');
    expect(lines).to.include('learner_register_request_duration_seconds_count 105');
    expect(lines).to.include('learner_register_write_queue_depth 1');
    expect(lines.join('\n')).not.to.include('333');
  });

  it('keep a figure that only the one that has ended had', () => {
    const ended = new Map([['learner_register_requests_total{code="WSRC0001"}', 3]]);
    const lines = linesOf(mergeMetrics(new Map([[1, scrape(5, 1, 222)]]), ended));
    expect(lines).to.include('learner_register_requests_total{code="WSRC0001"} 3');
  });

  it('are said once where each process says them of the whole register: the newest backup, the worst of the rest', () => {
    const said = (ready: number, unsealed: number, backup: number): string =>
      Object.entries({
        learner_register_database_ready: ready,
        learner_register_audit_unsealed_seconds: unsealed,
        learner_register_newest_backup_time_seconds: backup,
      })
        .map(([name, value]) => `# HELP ${name} x\n# TYPE ${name} gauge\n${name} ${value}\n`)
        .join('\n');
    const texts = new Map([
      [1, said(1, 30, 0)],
      [2, said(0, 20, 900)],
      [3, said(1, 25, 800)],
    ]);
    expect(linesOf(mergeMetrics(texts)).filter((line) => !line.startsWith('#'))).to.deep.equal([
      'learner_register_database_ready 0',
      'learner_register_audit_unsealed_seconds 30',
      'learner_register_newest_backup_time_seconds 900',
    ]);
  });
});
