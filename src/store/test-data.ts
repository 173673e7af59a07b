import type { Awards, PutBackScope } from './test-data-tables.js';

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
