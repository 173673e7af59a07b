import type pg from 'pg';
import type { AuditValue } from '../audit-row.js';
import { claimsOf } from '../changes/person-claims.js';
import type { NewLearner } from '../changes/register-learner.js';
import { insertColumns } from '../learner-row.js';
import { nameColumns } from '../statements.js';
import { auditArrays, auditInsert, transposed, unnest } from './arrays.js';
import { brokenRule, execute, type NamedStatement } from './connections.js';

const FIRST_AUDIT = 9;
const FIRST_LEARNER = 19;

/**
 * Writes everything of a registration or nothing, on one way to the database and back. A unique rule that is broken
 * undoes the statement and names itself.
 */
const register: NamedStatement = {
  name: 'registerLearner',
  text: `with claim as (insert into person_claim (person_key, uln) values ($2, $1)),
  names as (
    insert into learner_name (${nameColumns.join(', ')}, uln)
    select name.*, $1::bigint from ${unnest(Array<string>(nameColumns.length).fill('text'), 3)} as name
    on conflict do nothing
  ),
  others as (
    insert into person_claim (person_key, uln) select key, $1::bigint from unnest($8::bytea[]) as key
    on conflict do nothing
  ),
  trail as (${auditInsert(FIRST_AUDIT)})
  insert into learner (${insertColumns.join(', ')})
  values (${insertColumns.map((_, at) => `$${String(FIRST_LEARNER + at)}`).join(', ')})`,
};

export async function registerInOneStatement(
  pool: pg.Pool,
  learner: NewLearner,
  audit: readonly AuditValue[],
): Promise<'registered' | 'personExists' | 'ulnTaken'> {
  const { own, others } = claimsOf(learner);
  try {
    await execute(pool, register, [
      learner.uln,
      own,
      ...transposed(learner.names, nameColumns.length),
      others,
      ...auditArrays(audit),
      ...learner.row,
    ]);
    return 'registered';
  } catch (error) {
    const rule = brokenRule(error);
    if (rule === 'person_claim_pkey') return 'personExists';
    if (rule === 'learner_pkey') return 'ulnTaken';
    throw error;
  }
}
