import { open } from 'node:fs/promises';
import { z } from 'zod';
import { auditLines } from '../../register/audit/audit-lines.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { instant } from '../instant.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';

/** Characters gathered before they are written. */
const PIECE = 64 * 1024;

export const auditExport = command({
  usage: 'audit export',
  summary: 'Write the audit as JSON Lines that are chained, so that a changed or removed line shows',
  examples: [
    'learner-register audit export --since 2026-08-01 --until 2026-09-01 --to audit-2026-08.jsonl',
    'learner-register audit export --environment live > audit.jsonl',
  ],
  configure(spec) {
    spec
      .option('--since <instant>', 'entries at or after this date, or date and time')
      .option('--until <instant>', 'entries before this date, or date and time')
      .option('--to <file>', 'a new file, readable for its owner alone (default: standard output)');
  },
  options: z.object({
    since: instant.optional(),
    until: instant.optional(),
    to: z.string().min(1).optional(),
  }),
  async run(run, { since, until, to }) {
    const { output } = run;
    return withRegister(run, async ({ config, store, clock }) => {
      const file = to === undefined ? undefined : await open(to, 'wx', 0o600).catch(() => 'refused' as const);
      if (file === 'refused') {
        return output.refuse({
          exitCode: exitCodes.usage,
          problem: `${to ?? ''} cannot be written, or is there already.`,
          whatToDo: 'Name a new file in a folder that you may write to.',
        });
      }
      await store.audit.record(localAudit(clock, 'audit export')([], 'exported'));
      const range = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
      let [lines, piece] = [0, ''];
      const write = async (): Promise<void> => {
        if (file === undefined) output.text(piece);
        else await file.write(piece);
        piece = '';
      };
      try {
        for await (const line of auditLines(store.auditChain, config.environment, range, clock.now())) {
          if (run.signal.aborted) return exitCodes.interrupted;
          lines += 1;
          piece += line;
          if (piece.length >= PIECE) await write();
        }
        await write();
        await file?.sync();
      } finally {
        await file?.close();
      }
      if (to !== undefined) output.record({ file: to, lines });
      return exitCodes.ok;
    });
  },
});
