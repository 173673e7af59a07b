import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { eventColumns, usualEmptyText } from '../../../src/cli/import/event-columns.js';
import { eventOfRow } from '../../../src/cli/import/event-of-row.js';
import { fileFacts } from '../../../src/cli/import/fingerprint.js';
import {
  importEvents,
  type EventImportSummary,
  type EventImportTask,
} from '../../../src/cli/import/import-events.js';
import { readCsv } from '../../../src/cli/import/read-csv.js';
import { readJsonLines } from '../../../src/cli/import/read-json-lines.js';
import { openRefusedRows } from '../../../src/cli/import/refused-rows.js';
import type { RefusedRow, RowSource } from '../../../src/cli/import/row.js';
import { recordedMembers, type RecordedEvent } from '../../../src/domain/learning-event.js';
import { temporaryUln, type Uln } from '../../../src/domain/uln.js';
import type { EventImport } from '../../../src/register/plr-ports.js';
import { openStore } from '../../../src/store/open-store.js';
import type { Store } from '../../../src/store/store.js';
import { addLearners, moment } from '../../store/events.js';
import { uln } from '../../store/people.js';
import { temporaryFolder } from '../temporary-folder.js';

const spelled = (member: string): string => member.charAt(0).toUpperCase() + member.slice(1);
const columns = eventColumns(usualEmptyText);

describe('import of learning events', () => {
  const folder = temporaryFolder();
  const somebody = uln('6100000001');
  const another = uln('6100000002');
  let store: Store;
  let files = 0;
  let references = 0;

  before(async () => {
    store = await openStore({ kind: 'sqlite', file: folder.path('events.sqlite'), environment: 'test' });
    await store.migrations.up();
    await addLearners(store, [somebody, another]);
  });
  after(() => store.close());

  const event = (more: object = {}) => ({
    Uln: somebody,
    Source: 'NPD',
    Reference: `r-${(references += 1)}`,
    ...more,
  });
  const fileOf = async (rows: readonly object[]): Promise<string> => {
    const path = folder.path(`${(files += 1)}.jsonl`);
    await writeFile(path, rows.map((row) => JSON.stringify(row)).join('\n'));
    return path;
  };
  const inTens = (path: string) =>
    async function* (): RowSource {
      for await (const batch of readJsonLines(path, false, columns)) {
        if ('failure' in batch) return yield batch;
        for (let at = 0; at < batch.rows.length; at += 10) yield { rows: batch.rows.slice(at, at + 10) };
      }
    };

  async function run(
    path: string,
    changes: Partial<EventImportTask> = {},
    eventImports: Pick<EventImport, 'store'> = store.eventImports,
  ): Promise<EventImportSummary & { reasons: Record<number, string> }> {
    const { fingerprint } = await fileFacts(path);
    const refused: RefusedRow[] = [];
    const task: EventImportTask = {
      read: () => readJsonLines(path, false, columns),
      fingerprint,
      rowsDone: await store.eventImports.rowsDone(fingerprint),
      dryRun: false,
      moment: () => moment(),
      onRefused: (rows) => Promise.resolve(void refused.push(...rows)),
      onProgress: () => undefined,
      signal: new AbortController().signal,
      ...changes,
    };
    const summary = await importEvents({ ...store, eventImports }, task);
    const reasons = refused.map(({ row, reasons: own }) => [row.number, own.join('; ')] as const);
    return { ...summary, reasons: Object.fromEntries(reasons) };
  }
  const stored = async (of: Uln, reference: unknown) =>
    (await store.events.liveEvents([of])).find((each) => each.reference === reference) ?? expect.fail();

  it('stores what the source recorded as it is, however odd', async () => {
    const dirty: RecordedEvent = {
      achievementAwardDate: '2058-07-01',
      achievementProviderUkprn: 'UNKNWN',
      grade: '9999999999',
      participationEndDate: '',
      participationStartDate: 'not a date',
      subject: '  Blanks, "quotes" & <markup> – Ő 𝒜 ',
    };
    const members = Object.entries(dirty).map(([member, value]) => [spelled(member), String(value)] as const);
    const values: Record<string, string> = Object.fromEntries(members);
    const given = event({ ...values, Credits: 12, DateLoaded: '2019-11-05T04:12:33' });
    expect(await run(await fileOf([given]))).to.include({ created: 1, refused: 0, rowsDone: 1 });
    const found = await stored(somebody, given.Reference);
    expect(found).to.deep.include({ recorded: dirty, credits: 12, dateLoaded: '2019-11-05 04:12:33' });
  });

  it('takes the day and the time of the import, and no credits, where a row says nothing of them', async () => {
    const given = [event(), event({ DateLoaded: '2019-11-05' })];
    await run(await fileOf(given));
    const [one, two] = await Promise.all(given.map(({ Reference }) => stored(somebody, Reference)));
    expect(one).to.deep.include({ dateLoaded: '2026-03-02 09:30:00', credits: 0, recorded: {} });
    expect(two?.dateLoaded).to.equal('2019-11-05 00:00:00');
  });

  it('gives every reason why a row is refused', async () => {
    const cases: readonly (readonly [object, RegExp])[] = [
      [event({ Uln: '123', Source: '' }), /Uln must be ten digits.*; Source must be/],
      [event({ Uln: temporaryUln }), /temporary ULN/],
      [event({ Source: 'A source with blanks' }), /Source must be/],
      [event({ Source: 'X'.repeat(21) }), /Source must be/],
      [event({ Reference: ' ' }), /Reference must be/],
      [event({ Reference: 'x'.repeat(101) }), /Reference must be/],
      [event({ Credits: '-1' }), /Credits must be/],
      [event({ Credits: 2.5 }), /Credits must be/],
      [event({ DateLoaded: '05/11/2019' }), /DateLoaded must be/],
      [event({ DateLoaded: '2019-13-05 00:00:00' }), /DateLoaded must be/],
      [event({ Subject: 'x'.repeat(256) }), /Subject must be at most 255/],
      [event({ Subject: 'a\u0000b', Grade: '\ud800' }), /Grade has characters.*; Subject has characters/],
      [event({ Uln: '6999999999' }), /in no record of the register/],
      [{ ...event(), Surname: 'x' }, /"Surname" is not known/],
    ];
    const summary = await run(await fileOf(cases.map(([row]) => row)));
    expect(summary).to.include({ created: 0, refused: cases.length });
    cases.forEach(([, reason], index) => expect(summary.reasons[index + 1]).to.match(reason));
  });

  it('takes values of full length, counted in characters', async () => {
    const given = event({ Subject: '𝒜'.repeat(255), Reference: `${(references += 1)}`.padEnd(100, '𝒜') });
    expect(await run(await fileOf([given]))).to.include({ created: 1 });
  });

  it('leaves the events of an awarding organisation to it', async () => {
    const owned = { uln: somebody, source: 'AO', reference: 'TSTAO1:1:2', recorded: {}, credits: 0 };
    const progress = { fingerprint: 'owned', rowsDone: 1 };
    const outcomes = await store.eventImports.store([{ ...owned, ownerRef: 'TSTAO1' }], progress, moment());
    expect(outcomes).to.deep.equal(['created']);
    const summary = await run(
      await fileOf([event({ Source: 'AO', Reference: owned.reference, Grade: 'A' })]),
    );
    expect(summary.reasons[1]).to.match(/belongs to an awarding organisation/);
    expect((await stored(somebody, owned.reference)).recorded).to.deep.equal({});
  });

  it('says what is new, what has changed and what is as it was', async () => {
    const given = [event({ Grade: 'A' }), event({ Grade: 'B' }), event({ Grade: 'C' })];
    await run(await fileOf(given.slice(0, 2)));
    const next = [{ ...given[0], Grade: 'A*' }, given[1] ?? {}, given[2] ?? {}];
    expect(await run(await fileOf(next))).to.include({ created: 1, updated: 1, unchanged: 1, refused: 0 });
  });

  it('stores nothing in a dry run', async () => {
    const given = [event(), event({ Uln: '6999999999' })];
    const summary = await run(await fileOf(given), { dryRun: true });
    expect([summary.unchanged, summary.refused]).to.deep.equal([1, 1]);
    const references = (await store.events.liveEvents([somebody])).map(({ reference }) => reference);
    expect(references).not.to.include(given[0]?.Reference);
  });

  it('tells empty from absent in both formats, and takes its own refused rows back', async () => {
    const given = event({ Grade: '', Credits: 'x', Subject: 'a, "b"\nc' });
    const path = folder.path('again.csv');
    const file = await openRefusedRows(path, 0, columns);
    await run(await fileOf([given]), { onRefused: (rows) => file.add(rows) });
    await file.close();
    await writeFile(path, (await readFile(path, 'utf8')).replace(',x,', ',3,'));
    const summary = await run(path, { read: () => readCsv(path, false, columns) });
    expect(summary).to.include({ created: 1, refused: 0 });
    const { recorded, credits } = await stored(somebody, given.Reference);
    expect([recorded, credits]).to.deep.equal([{ grade: '', subject: 'a, "b"\nc' }, 3]);
  });

  it('reads CSV with another text for what is empty', async () => {
    const path = folder.path('empty.csv');
    await writeFile(path, 'ULN,source,REFERENCE,Grade,Level,Subject\n6100000001,NPD,cells,~,(empty),\n');
    await run(path, { read: () => readCsv(path, false, eventColumns('~')) });
    expect((await stored(somebody, 'cells')).recorded).to.deep.equal({ grade: '', level: '(empty)' });
  });

  it('reads the same from CSV and from JSON Lines, whatever it is', async () => {
    const value = fc.string({ unit: 'grapheme', maxLength: 9 }).filter((text) => text !== usualEmptyText);
    const recorded = fc.record(
      Object.fromEntries(recordedMembers.map((member) => [spelled(member), value])),
      { requiredKeys: [] },
    );
    const eventsIn = async (source: RowSource) => {
      const read: unknown[] = [];
      for await (const batch of source)
        if ('rows' in batch) for (const row of batch.rows) read.push({ ...eventOfRow(row), row: 0 });
      return read;
    };
    await fc.assert(
      fc.asyncProperty(fc.array(recorded, { minLength: 1, maxLength: 8 }), async (rows) => {
        const events = rows.map((row, at) => ({ Uln: somebody, Source: 'NPD', Reference: `x${at}`, ...row }));
        const jsonl = await fileOf(events);
        const csv = folder.path('same.csv');
        const cell = (text: string | undefined): string =>
          text === undefined ? '' : `"${(text === '' ? usualEmptyText : text).replaceAll('"', '""')}"`;
        const lines = events.map((each) =>
          columns.columns
            .map((column) => cell((each as Record<string, string | undefined>)[column]))
            .join(','),
        );
        await writeFile(csv, `${columns.columns.join(',')}\n${lines.join('\n')}\n`);
        expect(await eventsIn(readCsv(csv, false, columns))).to.deep.equal(
          await eventsIn(readJsonLines(jsonl, false, columns)),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('stops where it is told to and goes on from there', async () => {
    const path = await fileOf(Array.from({ length: 40 }, (_, at) => event(at === 7 ? { Credits: 'x' } : {})));
    const stop = new AbortController();
    const read = async function* (): RowSource {
      let batches = 0;
      for await (const batch of inTens(path)()) {
        if ((batches += 1) === 3) stop.abort();
        yield batch;
      }
    };
    const first = await run(path, { read, signal: stop.signal });
    expect(first).to.include({ interrupted: true, rowsDone: 20, created: 19, refused: 1 });
    const second = await run(path, { read: inTens(path) });
    expect(second).to.include({ interrupted: false, rowsDone: 40, created: 20, refused: 0 });
    expect(await run(path)).to.include({ rowsDone: 40, created: 0, unchanged: 0, refused: 0 });
  });

  it('loses no refused row and no event when it dies at any moment', async () => {
    const rows = 60;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }), async (deaths) => {
        const given = Array.from({ length: rows }, (_, at) =>
          event(at % 11 === 3 ? { Uln: '6999999999' } : { Uln: at % 2 ? somebody : another }),
        );
        const path = await fileOf(given);
        const { fingerprint } = await fileFacts(path);
        const refusedFile = `${path}.refused.csv`;
        const attempt = async (storesLeft: number): Promise<void> => {
          const rowsDone = await store.eventImports.rowsDone(fingerprint);
          const file = await openRefusedRows(refusedFile, rowsDone, columns);
          let left = storesLeft;
          // A process that dies writes nothing more, neither to the database nor to the file.
          const mortal: Pick<EventImport, 'store'> = {
            store: (...chunk) =>
              (left -= 1) < 0 ? Promise.reject(new Error('died')) : store.eventImports.store(...chunk),
          };
          try {
            await run(path, { read: inTens(path), onRefused: (refused) => file.add(refused) }, mortal);
          } finally {
            await file.close();
          }
        };
        for (const storesLeft of deaths) await attempt(storesLeft).catch(() => undefined);
        await attempt(Number.POSITIVE_INFINITY);
        const lines = (await readFile(refusedFile, 'utf8')).trimEnd().split('\n').slice(1);
        const refused = given.flatMap(({ Uln }, at) => (Uln === '6999999999' ? [String(at + 1)] : []));
        expect(lines.map((line) => line.split(',')[0])).to.deep.equal(refused);
        const references = new Set(given.map(({ Reference }) => Reference));
        const found = await store.events.liveEvents([somebody, another]);
        const own = found.filter(({ reference }) => references.has(reference));
        expect(own).to.have.length(rows - refused.length);
        expect(own.every(({ version }) => version === 1)).to.equal(true);
      }),
      { numRuns: 15 },
    );
  });
});
