import type { SearchKey } from '../../domain/demographics.js';
import type { Learner } from '../../domain/learner.js';
import type { Uln } from '../../domain/uln.js';
import type { Candidate, CandidateBlocks, LearnerReader } from '../../register/ports.js';
import { CandidateRows } from '../candidate-rows.js';
import { learnerOf, nameValues, readColumns } from '../learner-row.js';
import { BLOCK_LIMIT, nameColumns } from '../statements.js';
import { text } from '../values.js';
import type { NamedStatement } from './connections.js';
import type { PostgresDatabase } from './postgres-database.js';

const byUlns: NamedStatement = {
  name: 'learnersByUlns',
  text: `select ${readColumns.join(', ')} from learner where uln = any($1::bigint[])`,
};

const columns = [...nameColumns, 'uln'].join(', ');

/** Every block on one way to the database and back; a block that is absent compares with null and finds nothing. */
const byBlocks: NamedStatement = {
  name: 'candidates',
  text: `select found.* from unnest($1::text[], $2::text[]) as block (birth, family)
  cross join lateral (
    select ${columns} from learner_name
    where date_of_birth = block.birth and family_key = block.family limit ${String(BLOCK_LIMIT)}
  ) as found
  union all
  select found.* from unnest($3::text[], $4::text[], $5::text[]) as block (birth, family, given)
  cross join lateral (
    select ${columns} from learner_name
    where date_of_birth = block.birth and family_key = block.family and given_key = block.given
    limit ${String(BLOCK_LIMIT)}
  ) as found
  union all
  (select ${columns} from learner_name
    where date_of_birth = $6 and post_code_key = $7 limit ${String(BLOCK_LIMIT)})
  union all
  (select ${columns} from learner_name
    where post_code_key = $8 and family_key = $9 and given_key = $10 limit ${String(BLOCK_LIMIT)})`,
};

export class PostgresLearnerReader implements LearnerReader {
  constructor(private readonly database: PostgresDatabase) {}

  async findByUln(uln: Uln): Promise<Learner | undefined> {
    const [row] = await this.database.read('learnerByUln', uln);
    return row === undefined ? undefined : learnerOf(row);
  }

  async findByUlns(ulns: readonly Uln[]): Promise<ReadonlyMap<Uln, Learner>> {
    const rows = await this.database.readWith(byUlns, [ulns]);
    const found = new Map(rows.map(learnerOf).map((learner) => [learner.uln, learner]));
    // In the order in which they were asked for, which the database does not keep.
    return new Map(ulns.flatMap((uln) => optional(uln, found.get(uln))));
  }

  async exactUlns(key: SearchKey): Promise<readonly Uln[]> {
    const rows = await this.database.read('exactUlns', ...nameValues(key));
    return rows.map(([uln]) => text(uln) as Uln);
  }

  async candidates(blocks: CandidateBlocks): Promise<readonly Candidate[]> {
    const {
      byBirthAndFamily: family,
      byFullName: full,
      byBirthAndPostCode: birth,
      byPostCodeAndName: name,
    } = blocks;
    const rows = await this.database.readWith(byBlocks, [
      family.map(({ dateOfBirth }) => dateOfBirth),
      family.map(({ familyKey }) => familyKey),
      full.map(({ dateOfBirth }) => dateOfBirth),
      full.map(({ familyKey }) => familyKey),
      full.map(({ givenKey }) => givenKey),
      birth?.dateOfBirth ?? null,
      birth?.postCodeKey ?? null,
      name?.postCodeKey ?? null,
      name?.familyKey ?? null,
      name?.givenKey ?? null,
    ]);
    const found = new CandidateRows();
    found.add(rows);
    return found.candidates;
  }
}

function optional(uln: Uln, learner: Learner | undefined): [Uln, Learner][] {
  return learner === undefined ? [] : [[uln, learner]];
}
