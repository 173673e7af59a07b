import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import fc from 'fast-check';
import { fileFacts } from '../../../src/cli/import/fingerprint.js';
import {
  importLearners,
  type ImportSummary,
  type ImportTask,
} from '../../../src/cli/import/import-learners.js';
import { readJsonLines } from '../../../src/cli/import/read-json-lines.js';
import { readCsv } from '../../../src/cli/import/read-csv.js';
import { openRefusedRows } from '../../../src/cli/import/refused-rows.js';
import type { RefusedRow, RowSource } from '../../../src/cli/import/row.js';
import { everyName } from '../../../src/domain/demographics.js';
import { hasValidCheckDigit, parseUln, ulnFromStem, type Uln } from '../../../src/domain/uln.js';
import { cryptographicRandom } from '../../../src/random.js';
import type { Random } from '../../../src/register/ports.js';
import { openStore } from '../../../src/store/open-store.js';
import type { Store } from '../../../src/store/store.js';
import { StandingClock } from '../../standing-clock.js';
import { temporaryFolder } from '../temporary-folder.js';

let stem = 990_100_000;
function nextUln(): Uln {
  for (;;) {
    const uln = ulnFromStem((stem += 1));
    if (uln !== undefined) return uln;
  }
}

let person = 0;
/** A person nobody else is. */
function someone(more: Readonly<Record<string, string | number>> = {}): Record<string, string | number> {
  person += 1;
  return {
    givenName: 'Ann',
    familyName: `Fictional${person}`,
    dateOfBirth: '2004-02-29',
    gender: '2',
    lastKnownPostCode: 'zt11aa',
    verificationType: '1',
    abilityToShare: '1',
    ...more,
  };
}

describe('import of learners', () => {
  const folder = temporaryFolder();
  const clock = new StandingClock();
  let store: Store;
  let files = 0;

  before(async () => {
    store = await openStore({ kind: 'sqlite', file: folder.path('import.sqlite'), environment: 'test' });
    await store.migrations.up();
  });
  after(() => store.close());

  async function fileOf(rows: readonly object[]): Promise<string> {
    const path = folder.path(`${(files += 1)}.jsonl`);
    await writeFile(path, rows.map((row) => JSON.stringify(row)).join('\n'));
    return path;
  }

  async function run(
    path: string,
    changes: Partial<ImportTask> = {},
    random: Random = cryptographicRandom,
  ): Promise<ImportSummary & { reasons: Record<number, string> }> {
    const { fingerprint } = await fileFacts(path);
    const refused: RefusedRow[] = [];
    const summary = await importLearners(
      { ...store, clock, random },
      {
        read: () => readJsonLines(path, false),
        fingerprint,
        rowsDone: await store.imports.rowsDone(fingerprint),
        names: everyName,
        anyCheckDigit: false,
        dryRun: false,
        audit: (ulns, outcome) => ({
          at: clock.now(),
          organisationRef: 'LOCAL',
          userName: 'tester',
          operation: 'learner import',
          correlationId: 'test',
          ulns,
          outcome,
        }),
        onRefused: (rows) => {
          refused.push(...rows);
          return Promise.resolve();
        },
        onProgress: () => undefined,
        signal: new AbortController().signal,
        ...changes,
      },
    );
    return {
      ...summary,
      reasons: Object.fromEntries(refused.map(({ row, reasons }) => [row.number, reasons.join('; ')])),
    };
  }

  it('stores what a row says and fills in what it leaves out', async () => {
    const uln = nextUln();
    await run(
      await fileOf([
        someone({
          uln,
          title: 'Ms',
          telephoneNumber: '+44 1632 960960',
          versionNumber: 3,
          createdDate: '2019-09-01',
          verificationType: '2',
        }),
      ]),
    );
    const learner = await store.learners.findByUln(uln);
    expect(learner).to.include({
      title: 'Ms',
      telephoneNumber: '+44 1632 960960',
      versionNumber: 3,
      createdDate: '2019-09-01',
      lastUpdatedDate: '2019-09-01',
      lastKnownPostCode: 'ZT1 1AA',
      tierLevel: '2',
      learnerStatus: '1',
    });
    expect(learner).not.to.have.property('notes');
  });

  it('draws a ULN where there is none, and never for a person who is there already', async () => {
    const newcomer = someone();
    const { stored, refused, reasons } = await run(await fileOf([newcomer, newcomer]));
    expect([stored, refused]).to.deep.equal([1, 1]);
    expect(reasons[2]).to.match(/five details/);
    const again = await run(await fileOf([newcomer]));
    expect(again.reasons[1]).to.match(/five details/);
  });

  it('draws again when a number is drawn twice, or given to a later row, in one chunk', async () => {
    const given = nextUln();
    // Usable stems, one of them twice and one that another row has.
    const stems = ['990300001', '990300001', given.slice(0, 9), '990300003'].map(Number);
    const random = { integer: () => (stems.shift() ?? 990_300_005) - 100_000_000 };
    const rows = [someone(), someone(), someone({ uln: given })];
    const { stored, refused } = await run(await fileOf(rows), {}, random);
    expect([stored, refused]).to.deep.equal([3, 0]);
    expect(stems).to.deep.equal([]);
  });

  it('gives every reason why a row is refused', async () => {
    const cases: readonly (readonly [Record<string, string | number>, RegExp])[] = [
      [someone({ gender: '3', dateOfBirth: '29/02/2004' }), /dateOfBirth must be .*; gender must be/],
      [someone({ familyName: '' }), /familyName is missing/],
      [someone({ uln: '1234567890' }), /wrong check digit/],
      [someone({ uln: '9999999999' }), /temporary ULN/],
      [someone({ masterUln: nextUln() }), /needs a uln/],
      [someone({ uln: nextUln(), learnerStatus: '2' }), /needs a masterUln/],
      [someone({ dateOfBirth: '2099-01-01' }), /future/],
      [someone({ createdDate: '2020-01-01', lastUpdatedDate: '2019-01-01' }), /before createdDate/],
      [someone({ givenName: 'x'.repeat(36) }), /at most|1 to 35/],
    ];
    const { stored, reasons } = await run(await fileOf(cases.map(([row]) => row)));
    expect(stored).to.equal(0);
    cases.forEach(([, reason], index) => expect(reasons[index + 1]).to.match(reason));
  });

  it('refuses a ULN that is in the file or in the register already', async () => {
    const uln = nextUln();
    const first = await run(await fileOf([someone({ uln }), someone({ uln })]));
    expect(first.reasons).to.deep.equal({ 2: 'uln is in the file already' });
    const second = await run(await fileOf([someone({ uln })]));
    expect(second.reasons).to.deep.equal({ 1: 'uln is in the register already' });
  });

  it('links records when all rows are stored, in whatever order they come', async () => {
    const [uln, master, nobody] = [nextUln(), nextUln(), nextUln()];
    const rows = [
      someone({ uln, masterUln: master }),
      someone({ uln: master }),
      someone({ uln: nextUln(), masterUln: nobody }),
    ];
    const summary = await run(await fileOf(rows));
    expect([summary.stored, summary.linked, summary.refused]).to.deep.equal([3, 1, 1]);
    expect(summary.reasons[3]).to.match(/not linked/);
    expect(await store.learners.findByUln(uln)).to.include({ masterUln: master, learnerStatus: '2' });
    expect((await store.learners.findByUln(master))?.linkedUlns).to.deep.equal([uln]);
  });

  it('stores nothing in a dry run', async () => {
    const before = await store.counts();
    const summary = await run(await fileOf([someone({ uln: nextUln() }), someone()]), { dryRun: true });
    expect(summary.stored).to.equal(2);
    expect(await store.counts()).to.deep.equal(before);
  });

  it('stores the right rows and refuses the wrong ones, however they are mixed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (rightOnes) => {
        const rows = rightOnes.map((right) =>
          someone(right ? { uln: nextUln() } : { uln: nextUln(), gender: '7' }),
        );
        const { stored, refused, reasons } = await run(await fileOf(rows));
        expect(stored).to.equal(rightOnes.filter((right) => right).length);
        expect(refused).to.equal(rightOnes.length - stored);
        const ulns = rows.map(({ uln }) => parseUln(String(uln)) ?? nextUln());
        const found = await store.learners.findByUlns(ulns);
        rightOnes.forEach((right, index) => {
          expect(found.has(ulns[index] ?? nextUln())).to.equal(right);
          expect(index + 1 in reasons).to.equal(!right);
        });
      }),
      { numRuns: 15 },
    );
  });

  it('goes on after a cut, without a row lost or done twice', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => someone(index % 7 === 3 ? { gender: '8' } : {}));
    const path = await fileOf(rows);
    const before = (await store.counts()).learners;
    const refusedFile = folder.path('refused.csv');
    const interrupt = new AbortController();
    const inTens = async function* (): RowSource {
      for await (const batch of readJsonLines(path, false)) {
        if ('failure' in batch) return yield batch;
        for (let at = 0; at < batch.rows.length; at += 10) yield { rows: batch.rows.slice(at, at + 10) };
      }
    };
    const attempt = async (changes: Partial<ImportTask>): Promise<ImportSummary> => {
      const { fingerprint } = await fileFacts(path);
      const file = await openRefusedRows(refusedFile, await store.imports.rowsDone(fingerprint));
      try {
        return await run(path, { read: inTens, onRefused: (refused) => file.add(refused), ...changes });
      } finally {
        await file.close();
      }
    };

    const first = await attempt({
      signal: interrupt.signal,
      onProgress: () => {
        interrupt.abort();
      },
    });
    expect(first).to.include({ interrupted: true, rowsDone: 10 });
    const second = await attempt({});
    expect(second).to.include({ interrupted: false, rowsDone: 30 });

    expect(first.stored + second.stored).to.equal(26);
    expect((await store.counts()).learners).to.equal(before + 26);
    const refusedLines = (await readFile(refusedFile, 'utf8')).trimEnd().split('\n');
    expect(refusedLines.slice(1).map((line) => line.split(',')[0])).to.deep.equal(['4', '11', '18', '25']);
    const third = await attempt({});
    expect([third.stored, third.refused]).to.deep.equal([0, 0]);
  });

  it('drops from the file of refused rows what will be refused again', async () => {
    const path = folder.path('cut.csv');
    const rowNumber = (number: number): RefusedRow => ({
      row: { number, line: number + 1, values: ['', 'two\nlines "quoted", comma'] },
      reasons: ['a reason', 'another'],
    });
    const first = await openRefusedRows(path, 0);
    await first.add([rowNumber(1), rowNumber(2), rowNumber(9)]);
    await first.close();
    const second = await openRefusedRows(path, 5);
    await second.add([rowNumber(9)]);
    await second.close();
    const text = await readFile(path, 'utf8');
    expect(text.match(/^\d+,/gm)).to.deep.equal(['1,', '2,', '9,']);
  });

  it('goes on without a file of refused rows when the run before refused none', async () => {
    const path = folder.path('none.csv');
    const file = await openRefusedRows(path, 7);
    await file.add([]);
    await file.close();
    expect(existsSync(path)).to.equal(false);
  });

  it('takes its own file of refused rows back once it is corrected', async () => {
    const path = folder.path('again.csv');
    const file = await openRefusedRows(path, 0);
    await run(await fileOf([someone({ gender: '8', notes: 'a "note", with\na line end' })]), {
      onRefused: (rows) => file.add(rows),
    });
    await file.close();
    await writeFile(path, (await readFile(path, 'utf8')).replace(',8,', ',1,'));
    const summary = await run(path, { read: () => readCsv(path, false) });
    expect([summary.stored, summary.refused]).to.deep.equal([1, 0]);
  });

  it('draws only ULNs with a right check digit', async () => {
    const newcomer = someone();
    await run(await fileOf([newcomer]));
    const [uln] = await store.learners.exactUlns({
      givenKey: 'ANN',
      familyKey: String(newcomer['familyName']).toUpperCase(),
      dateOfBirth: '2004-02-29',
      gender: '2',
      postCodeKey: 'ZT11AA',
    });
    expect(uln !== undefined && hasValidCheckDigit(uln)).to.equal(true);
  });
});
