import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect } from 'chai';
import { everyName, learnerSearchKeys } from '../../../src/domain/demographics.js';
import { ulnFromStem, type Uln } from '../../../src/domain/uln.js';
import { openStore } from '../../../src/store/open-store.js';
import { temporaryFolder } from '../temporary-folder.js';

const commandLine = fileURLToPath(new URL('../../../src/cli/main.js', import.meta.url));
const people = 24_000;
const longestRun = 100;

/** Some have other names, and some stand in the file twice, under two ULNs. */
function personOf(index: number, uln: Uln) {
  const same = index % 50 === 49 ? index - 49 : index;
  return {
    uln,
    givenName: 'Ann',
    familyName: `Fictional${same}`,
    dateOfBirth: `19${50 + (same % 50)}-0${1 + (same % 9)}-1${same % 10}`,
    gender: '2',
    lastKnownPostCode: `ZT${1 + (same % 9)} ${same % 10}AA`,
    verificationType: '1',
    abilityToShare: '1',
    ...(index % 10 === 3 ? { previousFamilyName: `Former${same}` } : {}),
  } as const;
}

function peopleOf(count: number) {
  const found: ReturnType<typeof personOf>[] = [];
  for (let stem = 910_000_000; found.length < count; stem += 1) {
    const uln = ulnFromStem(stem);
    if (uln !== undefined) found.push(personOf(found.length, uln));
  }
  // An old register's file is in no order that helps.
  return found.sort((a, b) => (Number(a.uln) % 9973) - (Number(b.uln) % 9973));
}

describe('An import that is killed again and again', () => {
  const folder = temporaryFolder();

  /** Whether it came to its end. */
  async function importFor(milliseconds: number): Promise<boolean> {
    const child = spawn(process.execPath, [commandLine, 'learner', 'import', folder.path('people.jsonl')], {
      stdio: 'ignore',
      env: { ...process.env, LR_DATA_DIR: folder.path('data'), LR_ENVIRONMENT: 'live' },
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    const [code] = (await once(child, 'exit')) as [number | null];
    clearTimeout(timer);
    if (code !== null) expect(code).to.equal(0);
    return code === 0;
  }

  it('has stored every learner, name and claim of the file once it comes to its end', async function () {
    this.timeout(180_000);
    const everybody = peopleOf(people);
    await writeFile(folder.path('people.jsonl'), everybody.map((each) => JSON.stringify(each)).join('\n'));
    const file = folder.path('data/live.sqlite');
    const empty = await openStore({ kind: 'sqlite', file, environment: 'live' });
    await empty.migrations.up();
    await empty.close();

    let kills = 0;
    // Each run is given a little longer, so that it is cut at another place, and gets to its end at last.
    for (let run = 0; !(await importFor(400 + run * 150 + Math.random() * 300)); run += 1) {
      kills += 1;
      expect(run).to.be.below(longestRun);
    }
    expect(kills).to.be.above(0);

    const store = await openStore({ kind: 'sqlite', file, environment: 'live' });
    const names = new Set<string>();
    for (const person of everybody) {
      for (const key of learnerSearchKeys(person, everyName)) {
        const { dateOfBirth, familyKey, givenKey, gender, postCodeKey } = key;
        names.add([dateOfBirth, familyKey, givenKey, gender, postCodeKey, person.uln].join());
      }
    }
    await store.close();
    const database = new Sqlite(file, { readonly: true });
    const all = (sql: string) => database.prepare<unknown[], unknown[]>(sql).raw().all();
    try {
      expect(all('pragma integrity_check')).to.deep.equal([['ok']]);
      expect(new Set(all('select uln from learner').map(String))).to.deep.equal(
        new Set(everybody.map(({ uln }) => uln)),
      );
      const rows = all(
        'select date_of_birth, family_key, given_key, gender, post_code_key, uln from learner_name',
      ).map((row) => row.join());
      expect(rows.length).to.equal(names.size);
      for (const row of rows) if (!names.has(row)) expect.fail(`${row} is not in the file`);
    } finally {
      database.close();
    }
  });
});
