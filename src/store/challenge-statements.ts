import type { Knex } from 'knex';
import { named, type Built } from './built-statement.js';
import { challengeColumns, resolvedColumns } from './challenge-row.js';
import { isSqlite } from './migrations/columns.js';
import { dataChallengeNumber, learningEventNumber } from './numbers.js';

/** What data challenges ask of the database, as in `statements.ts`. */
export function challengeStatements(knex: Knex) {
  return {
    challengeByNumber: [
      knex('data_challenge').select(challengeColumns).where('challenge_no', 'challenge_no').forUpdate(),
      ['challenge_no'],
    ],
    insertChallenge: [knex('data_challenge').insert(named(challengeColumns)), challengeColumns],
    resolveChallenge: [
      knex('data_challenge')
        .update(named(resolvedColumns))
        .where(named(['uln', 'challenge_no'])),
      [...resolvedColumns, 'uln', 'challenge_no'],
    ],
    nextChallengeNumber: [
      isSqlite(knex)
        ? knex.raw(
            `update number_given set last = last + 1 where name = '${dataChallengeNumber}' returning last`,
          )
        : knex.raw(`select nextval('${dataChallengeNumber}_seq')`),
      [],
    ],
    restartNumbers: [
      isSqlite(knex)
        ? knex.raw('update number_given set last = 0')
        : knex.raw(
            `select setval('${learningEventNumber}_seq', 1, false), setval('${dataChallengeNumber}_seq', 1, false)`,
          ),
      [],
    ],
  } satisfies Record<string, Built>;
}
