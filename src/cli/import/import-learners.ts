import { learnerSearchKeys, type NamesToSearch } from '../../domain/demographics.js';
import { drawUln, type Uln } from '../../domain/uln.js';
import { learnerKeys } from '../../register/learner-keys.js';
import type {
  AuditEntry,
  Clock,
  LearnerImport,
  LearnerReader,
  LearnerToImport,
  LearnerWriter,
  PersonKeys,
  Random,
} from '../../register/ports.js';
import { learnerOfRow, masterOfRow, ulnOfRow, type RowSettings } from './learner-of-row.js';
import type { FileProblem, RefusedRow, Row, RowSource } from './row.js';
import { UnsavedRows } from './unsaved-rows.js';

export interface ImportParts {
  readonly imports: LearnerImport;
  readonly learners: LearnerReader & Pick<LearnerWriter, 'link'>;
  readonly personKeys: PersonKeys;
  readonly clock: Clock;
  readonly random: Random;
}

export interface ImportTask {
  /** Opens the file from its beginning; called again for the links. */
  readonly read: () => RowSource;
  readonly fingerprint: string;
  /** Rows that an earlier run dealt with. */
  readonly rowsDone: number;
  readonly names: NamesToSearch;
  /** Takes ULNs whose check digit is wrong. */
  readonly anyCheckDigit: boolean;
  /** Checks and counts, stores nothing. */
  readonly dryRun: boolean;
  /** Who did it, for the links. */
  readonly audit: (ulns: readonly Uln[], outcome: string) => AuditEntry;
  readonly onRefused: (rows: readonly RefusedRow[]) => Promise<void>;
  readonly onProgress: (rows: number) => void;
  readonly signal: AbortSignal;
}

export interface ImportSummary {
  /** Rows of the file that are dealt with, those of earlier runs included. */
  readonly rowsDone: number;
  readonly stored: number;
  readonly refused: number;
  readonly linked: number;
  readonly interrupted: boolean;
  /** Why the file could not be read to its end. */
  readonly failure?: FileProblem;
}

type Counts = { -readonly [Key in keyof ImportSummary]: ImportSummary[Key] };

/**
 * Imports a file chunk by chunk, many of them with their progress in one transaction, then links records to their
 * masters. Stops after the chunk at hand when `signal` is aborted; another run goes on from there, or, after a crash,
 * from the last transaction.
 */
export async function importLearners(parts: ImportParts, task: ImportTask): Promise<ImportSummary> {
  const counts: Counts = { rowsDone: task.rowsDone, stored: 0, refused: 0, linked: 0, interrupted: false };
  // A run that goes on does not know what the rows before held.
  const pass = { hasLinks: task.rowsDone > 0 };
  await importRows(parts, task, counts, pass);
  if (pass.hasLinks && !task.dryRun && !counts.interrupted && counts.failure === undefined) {
    await linkRows(parts, task, counts);
  }
  return counts;
}

async function importRows(
  parts: ImportParts,
  task: ImportTask,
  counts: Counts,
  pass: { hasLinks: boolean },
): Promise<void> {
  const settings = rowSettings(parts, task);
  const unsaved = new UnsavedRows(parts.imports);
  // While the store writes one chunk, the next is read and checked.
  let settle: () => Promise<void> = () => Promise.resolve();
  for await (const batch of task.read()) {
    if ('failure' in batch) {
      counts.failure = batch.failure;
      break;
    }
    const rows = batch.rows.filter((row) => row.number > task.rowsDone);
    const last = rows.at(-1);
    if (last === undefined) continue;
    pass.hasLinks ||= rows.some((row) => masterOfRow(row) !== undefined);
    const refused: RefusedRow[] = [];
    const readable = readRows(parts, task, settings, rows, refused);
    await settle();
    settle = () => Promise.resolve();
    if (task.signal.aborted) {
      counts.interrupted = true;
      break;
    }
    await unsaved.saveWhenMany();
    const ready = await withoutKnownPeople(parts, unsaved, readable, refused);
    if (!task.dryRun) unsaved.add(rows.length, ready);
    const storing = task.dryRun
      ? parts.learners.findByUlns(ready.map(({ toImport }) => toImport.learner.uln))
      : storeChunk(parts, task, settings, ready, last.number);
    // Nobody looks at it before the next chunk is read: a failure must wait until then.
    storing.catch(() => undefined);
    settle = async () => {
      await settleChunk(task, counts, rows, ready, refused, await storing);
    };
  }
  await settle();
  await unsaved.save();
}

async function settleChunk(
  task: ImportTask,
  counts: Counts,
  rows: readonly Row[],
  ready: readonly ReadyRow[],
  refused: RefusedRow[],
  there: { has(uln: Uln): boolean },
): Promise<void> {
  for (const { row, drawn, toImport } of ready) {
    if (!drawn && there.has(toImport.learner.uln))
      refused.push({ row, reasons: ['uln is in the register already'] });
  }
  refused.sort((a, b) => a.row.number - b.row.number);
  await task.onRefused(refused);
  counts.rowsDone = rows.at(-1)?.number ?? counts.rowsDone;
  counts.refused += refused.length;
  counts.stored += rows.length - refused.length;
  task.onProgress(counts.rowsDone);
}

function rowSettings(parts: ImportParts, task: ImportTask): RowSettings {
  return {
    today: parts.clock.today(),
    anyCheckDigit: task.anyCheckDigit,
    drawUln: () => drawUln((bound) => parts.random.integer(bound)),
  };
}

interface ReadyRow {
  readonly row: Row;
  readonly toImport: LearnerToImport;
  /** The row gave no ULN, so that one was drawn. */
  readonly drawn: boolean;
}

function readRows(
  parts: ImportParts,
  task: ImportTask,
  settings: RowSettings,
  rows: readonly Row[],
  refused: RefusedRow[],
): readonly ReadyRow[] {
  const ready: ReadyRow[] = [];
  const ulns = new Set<Uln>();
  // Most files give every ULN, and need no list of them.
  let given: ReadonlySet<Uln | undefined> | undefined;
  // Of thousands of drawn numbers two are the same now and then: that is no fault of the row.
  const drawUln = (): Uln => {
    given ??= new Set(rows.map(ulnOfRow));
    for (;;) {
      const uln = settings.drawUln();
      if (!ulns.has(uln) && !given.has(uln)) return uln;
    }
  };
  const drawing = { ...settings, drawUln };
  for (const row of rows) {
    const readable = learnerOfRow(row, drawing);
    if ('reasons' in readable) {
      refused.push(readable);
      continue;
    }
    const { learner, drawn } = readable;
    if (ulns.has(learner.uln)) {
      refused.push({ row, reasons: ['uln is in the file already'] });
      continue;
    }
    ulns.add(learner.uln);
    const keys = learnerKeys(parts, learnerSearchKeys(learner, task.names));
    ready.push({ row, toImport: { learner, keys }, drawn });
  }
  return ready;
}

/** Without a ULN a row asks for a new learner, and one person is never registered twice. */
async function withoutKnownPeople(
  parts: ImportParts,
  unsaved: UnsavedRows,
  rows: readonly ReadyRow[],
  refused: RefusedRow[],
): Promise<readonly ReadyRow[]> {
  if (!rows.some(({ drawn }) => drawn)) return rows;
  const people = new Set<string>();
  const unknown: ReadyRow[] = [];
  for (const ready of rows) {
    const { keys } = ready.toImport;
    if (
      ready.drawn &&
      (people.has(keys.own) || unsaved.holds(keys.own) || (await isRegistered(parts, keys.search[0])))
    ) {
      const reasons = ['a learner with these five details is in the register or the file already'];
      refused.push({ row: ready.row, reasons });
    } else {
      people.add(keys.own);
      unknown.push(ready);
    }
  }
  return unknown;
}

async function isRegistered(
  parts: ImportParts,
  key: LearnerToImport['keys']['search'][number] | undefined,
): Promise<boolean> {
  return key !== undefined && (await parts.learners.exactUlns(key)).length > 0;
}

/** Stores the chunk; a drawn ULN that is taken is drawn again. Gives the ULNs that were there. */
async function storeChunk(
  parts: ImportParts,
  task: ImportTask,
  settings: RowSettings,
  ready: readonly ReadyRow[],
  rowsDone: number,
): Promise<ReadonlySet<Uln>> {
  const progress = { fingerprint: task.fingerprint, rowsDone };
  const there = new Set(
    await parts.imports.append(
      ready.map(({ toImport }) => toImport),
      progress,
    ),
  );
  let again = ready.filter(({ drawn, toImport }) => drawn && there.has(toImport.learner.uln));
  while (again.length > 0) {
    again = again.map(({ row, drawn, toImport: { learner, keys } }) => {
      return { row, drawn, toImport: { learner: { ...learner, uln: settings.drawUln() }, keys } };
    });
    const taken = new Set(
      await parts.imports.append(
        again.map(({ toImport }) => toImport),
        progress,
      ),
    );
    again = again.filter(({ toImport }) => taken.has(toImport.learner.uln));
  }
  return there;
}

/**
 * A second reading of the file, so that no list of links need be held.
 * A row whose ULN was in the register before the import is linked as well: that is what the file says.
 */
async function linkRows(parts: ImportParts, task: ImportTask, counts: Counts): Promise<void> {
  const settings = rowSettings(parts, task);
  for await (const batch of task.read()) {
    if ('failure' in batch) return;
    for (const row of batch.rows) {
      const link = masterOfRow(row);
      if (link === undefined || 'reasons' in learnerOfRow(row, settings)) continue;
      const { uln, master } = link;
      const answer = await parts.learners.link(uln, master, task.audit([uln, master], 'linked'));
      if (answer === 'linked') counts.linked += 1;
      if (answer === 'notFound') {
        counts.refused += 1;
        await task.onRefused([
          { row, reasons: ['not linked: the record or its masterUln is not in the register'] },
        ]);
      }
      if (task.signal.aborted) {
        counts.interrupted = true;
        return;
      }
    }
  }
}
