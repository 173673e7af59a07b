import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { verifyAudit } from '../../register/audit/verify-audit.js';
import { verifyAuditLines } from '../../register/audit/verify-audit-lines.js';
import { command, type Run } from '../command-spec.js';
import { exitCodes, type ExitCode } from '../exit-codes.js';
import { localAudit } from '../local-audit.js';
import { withRegister } from '../with-register.js';

export const auditVerify = command({
  usage: 'audit verify [file]',
  summary: 'Say whether the audit, or an exported one, is as it was written; exit code 1 when it is not',
  examples: [
    'learner-register audit verify --environment live',
    'learner-register audit verify audit-2026-08.jsonl',
    'learner-register audit verify audit-2026-08.jsonl --against-register',
  ],
  configure(spec) {
    spec.option('--against-register', 'also compare the seals in the file with those of the register');
  },
  options: z.object({ againstRegister: z.boolean().optional() }),
  run(run, { againstRegister }, [file]) {
    if (file === undefined) return verifyRegister(run);
    if (!existsSync(file)) {
      return run.output.refuse({
        exitCode: exitCodes.usage,
        problem: `There is no file ${file}.`,
        whatToDo: 'Name a file that "learner-register audit export" wrote, or none for the register itself.',
      });
    }
    return verifyFile(run, file, againstRegister === true);
  },
});

function verifyRegister(run: Run): Promise<ExitCode> {
  const { output } = run;
  return withRegister(run, async ({ store, clock }) => {
    const report = await verifyAudit(store.auditChain);
    const isWhole = report.problems.length === 0;
    await store.audit.record(localAudit(clock, 'audit verify')([], isWhole ? 'whole' : 'notWhole'));
    for (const { sealNo, problem } of report.problems) output.warn(`Seal ${String(sealNo)}: ${problem}.`);
    output.record({
      whole: isWhole,
      seals: report.seals,
      entries: report.entries,
      removedByRetention: report.removedEntries,
      removedUntil: report.removedUntil?.toISOString() ?? '',
      lastSeal: report.lastSeal?.sealNo ?? 0,
      lastSealHash: report.lastSeal?.hash ?? '',
      sealedUntil: report.lastSeal === undefined ? '' : new Date(report.lastSeal.until).toISOString(),
      problems: report.problems.length,
    });
    return isWhole ? exitCodes.ok : exitCodes.failed;
  });
}

async function verifyFile(run: Run, file: string, againstRegister: boolean): Promise<ExitCode> {
  const { output } = run;
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  const report = await verifyAuditLines(lines);
  for (const { line, problem } of report.problems) output.warn(`Line ${String(line)}: ${problem}.`);
  let differing = 0;
  const compare = async (): Promise<ExitCode> =>
    withRegister(run, async ({ store }) => {
      for (const { sealNo, hash } of report.seals) {
        const [own] = await store.auditChain.seals(sealNo - 1, 1);
        if (own?.sealNo === sealNo && own.hash === hash) continue;
        differing += 1;
        output.warn(`Seal ${String(sealNo)} is not the register's.`);
      }
      return exitCodes.ok;
    });
  const compared = againstRegister ? await compare() : exitCodes.ok;
  if (compared !== exitCodes.ok) return compared;
  const isWhole = report.problems.length + differing === 0;
  output.record({
    whole: isWhole,
    lines: report.lines,
    entries: report.entries,
    seals: report.seals.length,
    problems: report.problems.length + differing,
  });
  return isWhole ? exitCodes.ok : exitCodes.failed;
}
