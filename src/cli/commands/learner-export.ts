import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { shownUserName } from '../../register/audit/audit-digest.js';
import { exportLearner, type PersonExport } from '../../register/person/export-learner.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { localCaller } from '../local-audit.js';
import { withRegister } from '../with-register.js';
import { noSuchLearner, ulnArgument } from './uln-argument.js';

export const learnerExport = command({
  usage: 'learner export <uln>',
  summary: 'Write everything that is held about a person as JSON; the audit records it',
  examples: [
    'learner-register learner export 9900001000 > person.json',
    'learner-register learner export 9900001000 --to person.json',
  ],
  configure(spec) {
    spec.option('--to <file>', 'a new file, readable for its owner alone (default: standard output)');
  },
  options: z.object({ to: z.string().min(1).optional() }),
  async run(run, { to }, [ulnText]) {
    const { output } = run;
    const uln = ulnArgument(output, ulnText);
    if (typeof uln === 'number') return uln;
    return withRegister(
      run,
      async ({ store, clock }) => {
        const held = await exportLearner({ ...store, clock }, uln, localCaller('learner export'));
        if (held === undefined) return noSuchLearner(output, uln);
        const text = `${JSON.stringify(shown(held, clock.now()), null, 2)}\n`;
        if (to === undefined) output.text(text);
        else {
          try {
            await writeFile(to, text, { mode: 0o600, flag: 'wx' });
          } catch {
            return output.refuse({
              exitCode: exitCodes.usage,
              problem: `${to} cannot be written, or is there already.`,
              whatToDo: 'Name a new file in a folder that you may write to.',
            });
          }
          output.record({ file: to, records: held.learners.length, auditEntries: held.audit.length });
        }
        return exitCodes.ok;
      },
      'longReads',
    );
  },
});

/** Without keys that only the register can read; numbers of jobs are too long for JSON's. */
function shown(held: PersonExport, exportedAt: Date): object {
  return {
    exportedAt,
    ...held,
    batchRecords: held.batchRecords.map((record) => ({ ...record, jobId: String(record.jobId) })),
    audit: held.audit.map(({ personKey: _, ...entry }) => ({
      ...entry,
      userName: shownUserName(entry.userName),
    })),
  };
}
