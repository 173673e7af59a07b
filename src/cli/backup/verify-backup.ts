import type { StoreOptions } from '../../store/store.js';
import { openStore } from '../../store/open-store.js';
import { verifyAudit } from '../../register/audit/verify-audit.js';
import { checkData, type DataFinding } from '../../store/backup/check-data.js';
import type { ProgramSettings } from '../../store/backup/programs.js';
import { restoreAside } from '../../store/backup/restore.js';
import { openQuestions } from '../../store/backup/rows.js';
import { damagedFiles, type Manifest } from './manifest.js';

/**
 * Restores a backup aside and looks whether it is whole: its files, the rows, what refers to what, and the chain of the
 * audit. The register itself is not touched.
 * @param options the database of the register, beside which the backup is restored
 */
export async function verifyBackup(
  folder: string,
  manifest: Manifest,
  options: StoreOptions,
  settings: ProgramSettings,
): Promise<readonly DataFinding[]> {
  const damaged = await damagedFiles(folder, manifest);
  const findings: DataFinding[] = [
    {
      check: 'files',
      ok: damaged.length === 0,
      finding:
        damaged.length === 0
          ? `${String(manifest.files.length)} as they were written`
          : `changed, missing or added: ${damaged.join(', ')}`,
    },
  ];
  const aside = await restoreAside(options, folder, settings).catch((error: unknown) => failureOf(error));
  if (!aside.ok) return [...findings, { check: 'restore', ok: false, finding: aside.problem }];
  const { scratch } = aside;
  try {
    findings.push(...(await attempt('data', () => dataFindings(scratch.options, manifest))));
    findings.push(...(await attempt('audit chain', () => auditFindings(scratch.options, manifest))));
  } finally {
    await scratch.remove();
  }
  return findings;
}

async function dataFindings(options: StoreOptions, manifest: Manifest): Promise<readonly DataFinding[]> {
  const questions = await openQuestions(options);
  try {
    return await checkData(questions, manifest.counts);
  } finally {
    await questions.close();
  }
}

async function auditFindings(
  options: StoreOptions,
  { environment, lastSeal, counts }: Manifest,
): Promise<readonly DataFinding[]> {
  if (!('audit_seal' in counts)) return [];
  const store = await openStore({ ...options, environment });
  try {
    const report = await verifyAudit(store.auditChain);
    const [first] = report.problems;
    const isWhole = report.lastSeal?.hash === lastSeal?.hash;
    const finding =
      first === undefined
        ? isWhole
          ? `${String(report.entries)} entries under ${String(report.seals)} seals are as they were sealed`
          : 'it does not end with the seal that the manifest names'
        : `${String(report.problems.length)} problem(s); seal ${String(first.sealNo)}: ${first.problem}`;
    return [{ check: 'audit chain', ok: first === undefined && isWhole, finding }];
  } finally {
    await store.close();
  }
}

/** A damaged database fails in ways of its own: that is a finding too. */
async function attempt(
  check: string,
  work: () => Promise<readonly DataFinding[]>,
): Promise<readonly DataFinding[]> {
  try {
    return await work();
  } catch (error) {
    return [{ check, ok: false, finding: failureOf(error).problem }];
  }
}

function failureOf(error: unknown): { readonly ok: false; readonly problem: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return { ok: false, problem: `it cannot be read (${code ?? 'no code'})` };
}
