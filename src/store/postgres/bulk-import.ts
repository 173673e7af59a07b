import type pg from 'pg';
import { claimsOf } from '../changes/person-claims.js';
import type { NewLearner } from '../changes/register-learner.js';
import { insertColumns } from '../learner-row.js';
import { nameColumns } from '../statements.js';
import { text, type Row, type Value } from '../values.js';
import { claimTypes, learnerTypes, nameTypes, transposed, unnest } from './arrays.js';
import { execute, type NamedStatement } from './connections.js';

const FIRST_NAME = 3 + learnerTypes.length;
const FIRST_CLAIM = FIRST_NAME + nameTypes.length;

/** Names and claims follow only those learners that were not there before. */
const importChunk: NamedStatement = {
  name: 'importChunk',
  text: `with added as (
    insert into learner (${insertColumns.join(', ')}) select * from ${unnest(learnerTypes, 3)}
    on conflict (uln) do nothing returning uln
  ),
  names as (
    insert into learner_name (${nameColumns.join(', ')}, uln)
    select name.* from ${unnest(nameTypes, FIRST_NAME)} as name (${nameColumns.join(', ')}, uln)
    join added on added.uln = name.uln
    on conflict do nothing
  ),
  claims as (
    insert into person_claim (person_key, uln)
    select claim.person_key, claim.uln
    from ${unnest(claimTypes, FIRST_CLAIM)} with ordinality as claim (person_key, uln, place)
    join added on added.uln = claim.uln
    order by place
    on conflict do nothing
  ),
  progress as (
    insert into import_progress (fingerprint, rows_done) values ($1, $2)
    on conflict (fingerprint) do update set rows_done = excluded.rows_done
  )
  select uln from added`,
};

/** See `importLearners`: the same change in one statement. */
export async function bulkImport(
  pool: pg.Pool,
  chunk: readonly NewLearner[],
  fingerprint: string,
  rowsDone: number,
): Promise<readonly string[]> {
  const once = [
    ...new Map(chunk.toReversed().map((learner) => [learner.uln, learner])).values(),
  ].toReversed();
  const names: Row[] = once.flatMap(({ uln, names: rows }) => rows.map((name): Value[] => [...name, uln]));
  const claims: Row[] = once.flatMap((learner) => {
    const { own, others } = claimsOf(learner);
    return [own, ...others].map((key) => [key, learner.uln]);
  });
  const { rows } = await execute(pool, importChunk, [
    fingerprint,
    rowsDone,
    ...transposed(
      once.map(({ row }) => row),
      learnerTypes.length,
    ),
    ...transposed(names, nameTypes.length),
    ...transposed(claims, claimTypes.length),
  ]);
  const added = new Set(rows.map(([uln]) => text(uln)));
  // A ULN that stands twice in the chunk was there already when its second line came.
  return chunk.filter(({ uln }) => !added.delete(uln)).map(({ uln }) => uln);
}
