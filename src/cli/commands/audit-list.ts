import { z } from 'zod';
import { shownUserName } from '../../register/audit/audit-digest.js';
import type { AuditFilter } from '../../register/ports.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { instant } from '../instant.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { limitOption, ulnOption } from './list-options.js';

const options = z.object({
  uln: ulnOption,
  organisation: z.string().min(1).optional(),
  operation: z.string().min(1).optional(),
  since: instant.optional(),
  until: instant.optional(),
  limit: limitOption,
});

export const auditList = command({
  usage: 'audit list',
  summary: 'List who did what, newest first; the listing itself is recorded',
  examples: [
    'learner-register audit list --limit 20',
    'learner-register audit list --uln 9900001000 --since 2026-09-01',
    'learner-register audit list --organisation TSTLP1 --operation learnerByULN --json',
  ],
  configure(spec) {
    spec
      .option('--uln <uln>', 'entries about this learner')
      .option('--organisation <ref>', 'entries of this organisation (LOCAL: this command line)')
      .option('--operation <name>', 'entries of this operation')
      .option('--since <instant>', 'entries at or after this date, or date and time')
      .option('--until <instant>', 'entries before this date, or date and time')
      .option('--limit <number>', 'at most so many (default: 50)');
  },
  options,
  async run(run, { uln, organisation, operation, since, until, limit }) {
    const filter: AuditFilter = {
      limit,
      ...(uln === undefined ? {} : { uln }),
      ...(organisation === undefined ? {} : { organisationRef: organisation }),
      ...(operation === undefined ? {} : { operation }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    };
    return withRegister(run, async ({ store, clock }) => {
      const entries = await store.audit.list(filter);
      await store.audit.record(localAudit(clock, 'audit list')(uln === undefined ? [] : [uln], 'listed'));
      run.output.list(
        entries.map((entry) => ({
          at: entry.at.toISOString(),
          organisationRef: entry.organisationRef,
          userName: shownUserName(entry.userName),
          operation: entry.operation,
          outcome: entry.outcome,
          ulns: entry.ulns,
          correlationId: entry.correlationId,
        })),
      );
      if (entries.length === limit) run.output.note(`These are the newest ${limit}; --limit shows more.`);
      return exitCodes.ok;
    });
  },
});
