import type { Database } from './database.js';
import { resetSettings, type Awards, type PutBackScope } from './test-data-tables.js';
import { numberOrNull } from './values.js';

/** Where another register's data are; store options fit. */
export type DataPlace =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly schema?: string };

/** Going back to the published data. For the test environment alone. */
export interface TestData {
  /**
   * Puts the data of another database of the same kind in the place of this one's: at once for whoever reads, and all
   * or nothing. With `awards`, what one awarding organisation awards there is the other's here. On PostgreSQL it is a schema of the same database. Rejects with `liveData` on live data.
   */
  putBack(from: DataPlace, scope: PutBackScope, at: Date, awards?: Awards): Promise<void>;
  /** What one awarding organisation awards is the other's from now on. */
  handOverAwards(awards: Awards): Promise<void>;
  /** How many times data were put back, and when last. */
  resets(): Promise<{ readonly count: number; readonly lastAt?: Date }>;
}

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
