/** What the dashboard and the alert rules ask Prometheus. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { repository } from '../docs/page.js';

const panelForm = z.object({
  id: z.number(),
  title: z.string().min(1),
  type: z.enum(['row', 'timeseries', 'stat']),
  description: z.string().optional(),
  gridPos: z.object({ h: z.number(), w: z.number(), x: z.number(), y: z.number() }),
  targets: z.array(z.object({ refId: z.string(), expr: z.string().min(1) })).default([]),
});
const dashboardForm = z.object({
  title: z.string(),
  uid: z.string(),
  schemaVersion: z.number(),
  templating: z.object({ list: z.array(z.object({ name: z.string(), query: z.string() })) }),
  panels: z.array(panelForm),
});
const ruleForm = z.strictObject({
  alert: z.string().regex(/^LearnerRegister[A-Z]\w+$/),
  expr: z.string().min(1),
  for: z
    .string()
    .regex(/^\d+[smh]$/)
    .optional(),
  labels: z.strictObject({ severity: z.enum(['info', 'warning', 'critical']) }),
  annotations: z.strictObject({ summary: z.string().min(1), runbook: z.string() }),
});
const rulesForm = z.strictObject({
  groups: z.array(z.strictObject({ name: z.string(), rules: z.array(ruleForm).min(1) })).min(1),
});

export type Panel = z.output<typeof panelForm>;
export type AlertRule = z.output<typeof ruleForm>;

export const alertsFile = join(repository, 'deploy/prometheus-alerts.yml');

export function readDashboard(): z.output<typeof dashboardForm> {
  return dashboardForm.parse(
    JSON.parse(readFileSync(join(repository, 'deploy/grafana-dashboard.json'), 'utf8')),
  );
}

export function readAlerts(): readonly AlertRule[] {
  return rulesForm.parse(load(readFileSync(alertsFile, 'utf8'))).groups.flatMap(({ rules }) => rules);
}

/** All expressions, with where each stands. */
export function expressions(): readonly { readonly where: string; readonly expression: string }[] {
  return [
    ...readDashboard().panels.flatMap(({ title, targets }) =>
      targets.map(({ expr, refId }) => ({ where: `panel "${title}" ${refId}`, expression: expr })),
    ),
    ...readAlerts().map(({ alert, expr }) => ({ where: alert, expression: expr })),
  ];
}
