import type { Database } from './database.js';
import type { DataPlace, TestData } from './test-data.js';
import { resetSettings, type Awards, type PutBackScope } from './test-data-tables.js';
import { numberOrNull } from './values.js';

export class StoredTestData implements TestData {
  constructor(private readonly database: Database) {}

  putBack(from: DataPlace, scope: PutBackScope, at: Date, awards?: Awards): Promise<void> {
    const place = from.kind === 'sqlite' ? from.file : (from.schema ?? 'public');
    return this.database.perform('putBack', place, scope, at.getTime(), awards);
  }

  handOverAwards(awards: Awards): Promise<void> {
    return this.database.perform('handOverAwards', awards);
  }

  async resets(): Promise<{ readonly count: number; readonly lastAt?: Date }> {
    const [count] = await this.database.read('setting', resetSettings.count);
    if (count === undefined) return { count: 0 };
    const [at] = await this.database.read('setting', resetSettings.at);
    const lastAt = numberOrNull(at?.[0]);
    return { count: Number(count[0]), ...(lastAt === null ? {} : { lastAt: new Date(lastAt) }) };
  }
}
