/** The Grafana dashboard and the alert rules, against what /metrics really says. */
import { spawnSync } from 'node:child_process';
import { expect } from 'chai';
import { readPage, anchorOf } from '../docs/page.js';
import { runRegister } from '../running-register.js';
import { findRequest, person } from '../whole/requests.js';
import { alertsFile, expressions, readAlerts, readDashboard } from './monitoring-files.js';
import { namedIn } from './promql.js';

/** Of a supervisor alone: test/cli/supervisor holds them against its own /metrics. */
const ofSupervisors = [
  'learner_register_workers',
  'learner_register_workers_wanted',
  'learner_register_worker_restarts_total',
];
/** Prometheus adds these. */
const ofPrometheus = { metrics: ['up'], labels: ['job', 'instance'] };

interface Served {
  readonly metrics: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

/** Every name on /metrics, once something was asked; a histogram's series by their own names. */
async function served(): Promise<Served> {
  const register = await runRegister();
  try {
    await register.send(findRequest(person(1)));
    const text = await (await fetch(`${register.origin}/metrics`)).text();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)];
    const metrics = types.flatMap(([, name = '', kind]) =>
      kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    );
    const labels = [...text.matchAll(/[{,](\w+)="/g)].map(([, label = '']) => label);
    return { metrics: new Set(metrics), labels: new Set(labels) };
  } finally {
    await register.stop();
  }
}

describe('The dashboard and the alert rules', () => {
  let known: Served;

  before(async () => {
    known = await served();
  });

  for (const { where, expression } of expressions()) {
    it(`ask for metrics that there are: ${where}`, () => {
      const { metrics, unknown, labels, isBalanced } = namedIn(expression);
      expect(isBalanced, expression).to.equal(true);
      expect(unknown, expression).to.deep.equal([]);
      expect(metrics.length + Number(expression.includes('time()')), expression).to.be.greaterThan(0);
      for (const metric of metrics) {
        const isThere =
          known.metrics.has(metric) ||
          ofSupervisors.includes(metric) ||
          ofPrometheus.metrics.includes(metric);
        expect(isThere, metric).to.equal(true);
      }
      const ownLabels = ['le', 'worker', 'limit', 'reason', 'state', 'end', 'code'];
      for (const label of labels) {
        const isThere =
          known.labels.has(label) || ofPrometheus.labels.includes(label) || ownLabels.includes(label);
        expect(isThere, label).to.equal(true);
      }
    });
  }

  it('show every metric of the register somewhere', () => {
    const asked = new Set(expressions().flatMap(({ expression }) => namedIn(expression).metrics));
    const own = [...known.metrics, ...ofSupervisors].filter((name) => name.startsWith('learner_register_'));
    // What only the test environment has is of no concern to those who watch a live one.
    const missing = own.filter(
      (name) => !asked.has(name) && !/_(?:sum|count)$|_exchange|^learner_register_test_/.test(name),
    );
    expect(missing).to.deep.equal([]);
  });

  it('would be found wrong with a metric, a function or a bracket too many', () => {
    expect(namedIn('sum(rate(nothing_total[5m])) > bool 1')).to.deep.include({ metrics: ['nothing_total'] });
    expect(namedIn('most(rate(a{b="c(d"}[5m]))').unknown).to.deep.equal(['most']);
    expect(namedIn('sum by (x, y) (a{z=~"q"})')).to.deep.include({
      labels: ['z', 'x', 'y'],
      isBalanced: true,
    });
    expect(namedIn('sum(a').isBalanced).to.equal(false);
  });

  it('lie in order: each panel has its own place, title and number', () => {
    const { panels } = readDashboard();
    expect(new Set(panels.map(({ id }) => id)).size).to.equal(panels.length);
    const taken = new Set<string>();
    for (const { title, description, type, gridPos, targets } of panels) {
      expect(gridPos.x + gridPos.w, title).to.be.at.most(24);
      if (type !== 'row') {
        expect(description ?? '', title).not.to.equal('');
        expect(targets, title).not.to.deep.equal([]);
      }
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
          expect(taken.has(`${x} ${y}`), title).to.equal(false);
          taken.add(`${x} ${y}`);
        }
      }
    }
  });

  it('have a section in docs/monitoring.md for each alert, and for no other', () => {
    const page = readPage('docs/monitoring.md');
    const alerts = readAlerts();
    for (const { alert, annotations } of alerts) {
      expect(annotations.runbook).to.equal(`docs/monitoring.md#${anchorOf(alert)}`);
      expect(page.headings).to.include(alert);
    }
    const described = page.headings.filter((heading) => heading.startsWith('LearnerRegister'));
    expect(described).to.have.members(alerts.map(({ alert }) => alert));
  });

  it('are understood by Prometheus, where its promtool is installed', function () {
    const found = spawnSync('promtool', ['--version']);
    if (found.error !== undefined) {
      console.warn('        promtool is not installed: the alert rules were read by these tests alone');
      this.skip();
    }
    const checked = spawnSync('promtool', ['check', 'rules', alertsFile], { encoding: 'utf8' });
    expect(checked.status, checked.stdout + checked.stderr).to.equal(0);
  });
});
