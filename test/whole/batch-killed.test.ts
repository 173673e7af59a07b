/** Batches whose process is killed are finished by the next one, exactly once; `npm run killer:batch` does it for long. */
import { expect } from 'chai';
import { killBatches } from '../../bench/batch-killer.js';
import { newOptions } from '../store/databases.js';
import { temporaryFolder } from './served.js';

const rounds = 3;

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Batches that are killed ${rounds} times (${database})`, function () {
    this.timeout(120_000);

    it('handle each record once, orphan no ULN and lose no update', async () => {
      const options = await newOptions(database);
      const settings: Record<string, string> =
        options.kind === 'postgres' ? { LR_DATABASE_URL: options.url } : { LR_DATA_DIR: temporaryFolder() };
      const report = await killBatches({ settings, rounds, say: () => undefined });
      expect(report.problems).to.deep.equal([]);
      expect(report.kills).to.be.at.least(rounds);
      // Four rounds, each with at least 170 people whom nobody knew.
      expect(report.registered).to.be.at.least(4 * 150);
      expect(report.updated).to.be.greaterThan(0);
    });
  });
}
