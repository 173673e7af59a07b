/** Looks into the data of an organisation's copy, for pages: each question opens the copy if need be. */
import type { AuditTrail, LearnerReader } from '../../register/ports.js';
import type { CopyPool } from './copy-pool.js';
import type { OpenCopy } from './open-copy.js';

export function readersOf(
  pool: Pick<CopyPool, 'use'>,
  name: string,
): { readonly learners: LearnerReader; readonly audit: AuditTrail } {
  const ask = async <T>(question: (copy: OpenCopy) => Promise<T>): Promise<T> => {
    const answer = await pool.use(name, async (copy) => ({ found: await question(copy) }));
    if (answer === 'full') throw new Error('Too many copies are open');
    return answer.found;
  };
  return {
    learners: {
      findByUln: (uln) => ask(({ learners }) => learners.findByUln(uln)),
      findByUlns: (ulns) => ask(({ learners }) => learners.findByUlns(ulns)),
      exactUlns: (key) => ask(({ learners }) => learners.exactUlns(key)),
      candidates: (blocks) => ask(({ learners }) => learners.candidates(blocks)),
    },
    audit: {
      record: (entry) => ask(({ audit }) => audit.record(entry)),
      latestFind: (...asked) => ask(({ audit }) => audit.latestFind(...asked)),
      list: (filter) => ask(({ audit }) => audit.list(filter)),
    },
  };
}
