import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect } from 'chai';
import { eventOf, eventsEach } from '../../../bench/events.js';
import { person } from '../../../bench/people.js';
import { openStore } from '../../../src/store/open-store.js';
import { addLearners } from '../../store/events.js';
import { temporaryFolder } from '../temporary-folder.js';

const commandLine = fileURLToPath(new URL('../../../src/cli/main.js', import.meta.url));
const learners = 5_000;
const longestRun = 100;

describe('An import of learning events that is killed again and again', () => {
  const folder = temporaryFolder();

  /** Whether it came to its end. */
  async function importFor(milliseconds: number): Promise<boolean> {
    const child = spawn(process.execPath, [commandLine, 'events', 'import', folder.path('events.jsonl')], {
      stdio: 'ignore',
      env: { ...process.env, LR_DATA_DIR: folder.path('data'), LR_ENVIRONMENT: 'live' },
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    const [code] = (await once(child, 'exit')) as [number | null];
    clearTimeout(timer);
    // 4: some rows are refused; 0: the run that was killed had just done the last of them.
    if (code !== null) expect([0, 4]).to.include(code);
    return code !== null;
  }

  it('has stored every event once, and written every refused row once, when it comes to its end', async function () {
    this.timeout(180_000);
    const everybody = Array.from({ length: learners }, (_, at) => at);
    // One learner in a hundred is not in the register.
    const isThere = (learner: number): boolean => learner % 100 !== 50;
    const lines = everybody.flatMap((learner) =>
      Array.from({ length: eventsEach }, (_, at) => ({
        learner,
        line: JSON.stringify(eventOf(learner, at)),
      })),
    );
    // A file is in no order that helps.
    const shuffled = lines.map((_, at) => lines[(at * 7919) % lines.length] ?? expect.fail());
    await writeFile(folder.path('events.jsonl'), shuffled.map(({ line }) => line).join('\n'));
    const file = folder.path('data/live.sqlite');
    const empty = await openStore({ kind: 'sqlite', file, environment: 'live' });
    await empty.migrations.up();
    await addLearners(
      empty,
      everybody.filter(isThere).map((learner) => person(learner).uln),
    );
    await empty.close();

    let kills = 0;
    // Each run is given a little longer, so that it is cut at another place, and gets to its end at last.
    for (let run = 0; !(await importFor(400 + run * 150 + Math.random() * 300)); run += 1) {
      kills += 1;
      expect(run).to.be.below(longestRun);
    }
    expect(kills).to.be.above(0);

    const refused = (await readFile(folder.path('events.jsonl.refused.csv'), 'utf8')).trimEnd().split('\n');
    const wanted = shuffled.flatMap(({ learner }, at) => (isThere(learner) ? [] : [String(at + 1)]));
    expect(refused.slice(1).map((line) => line.split(',')[0])).to.deep.equal(wanted);
    const database = new Sqlite(file, { readonly: true });
    const all = (sql: string) => database.prepare<unknown[], unknown[]>(sql).raw().all();
    try {
      expect(all('pragma integrity_check')).to.deep.equal([['ok']]);
      const rows = all('select reference, version, event_id from learning_event');
      const references = shuffled.filter(({ learner }) => isThere(learner)).length;
      expect(rows.length).to.equal(references);
      expect(rows.every(([, version]) => version === 1)).to.equal(true);
      expect(new Set(rows.map(([, , eventId]) => eventId)).size).to.equal(rows.length);
      expect(all('select count(*) from learning_event_history')).to.deep.equal([[0]]);
    } finally {
      database.close();
    }
  });
});
