/** Achievement jobs whose process is killed are finished by the next one, exactly once; `npm run killer:batch -- --kind achievements` does it for long. */
import { expect } from 'chai';
import { killAchievements } from '../../bench/achievement-killer.js';
import { newOptions } from '../store/databases.js';
import { temporaryFolder } from './served.js';

const rounds = 2;

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Achievement jobs that are killed ${rounds} times (${database})`, function () {
    this.timeout(120_000);

    it('handle each record once, and lose and double no change', async () => {
      const options = await newOptions(database);
      const settings: Record<string, string> =
        options.kind === 'postgres' ? { LR_DATABASE_URL: options.url } : { LR_DATA_DIR: temporaryFolder() };
      const report = await killAchievements({ settings, rounds, say: () => undefined });
      expect(report.problems).to.deep.equal([]);
      expect(report.kills).to.be.at.least(rounds);
      // Each of the three rounds creates achievements for 1200 learners and units for 240 others.
      expect(report.created).to.be.at.least(3 * 1440);
      expect(report.changed).to.be.at.least(3 * 720);
    });
  });
}
