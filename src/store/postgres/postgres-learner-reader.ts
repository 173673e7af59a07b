import type { SearchKey } from '../../domain/demographics.js';
import type { Learner } from '../../domain/learner.js';
import type { Uln } from '../../domain/uln.js';
import type { Candidate, CandidateBlocks, LearnerReader } from '../../register/ports.js';
import { learnerOf, nameValues, readColumns } from '../learner-row.js';
import { EXACT_LIMIT, nameColumns } from '../statements.js';
import { text } from '../values.js';
import { transposed, unnest } from './arrays.js';
import type { NamedStatement } from './connections.js';
import { candidatesOfAll, rowsOfEach, type ReadsStatements } from './candidate-search.js';
import { Together } from './together.js';

/** Questions in one statement at most. */
const LEARNERS_TOGETHER = 200;
/** Each may bring hundreds of rows. */
const SEARCHES_TOGETHER = 50;

/**
 * By the places of the ULNs and not by the ULNs: of an array the planner would count those that it has before each
 * execution, find that a plan for so few is cheaper than the one that it keeps, and make it anew each time.
 */
const byUlns: NamedStatement = {
  name: 'learnersByUlns',
  text: `select found.* from generate_subscripts($1::bigint[], 1) as place
  cross join lateral (
    select ${readColumns.join(', ')} from learner where uln = ($1::bigint[])[place] limit 1
  ) as found`,
};

/** For many searches: the place of each in the list, and a ULN that it found. */
const exact: NamedStatement = {
  name: 'exactUlnsTogether',
  text: `select asked.place, found.uln
  from ${unnest(['int', ...Array<string>(nameColumns.length).fill('text')], 1)}
    as asked (place, ${nameColumns.join(', ')})
  cross join lateral (
    select uln from learner_name
    where ${nameColumns.map((column) => `${column} = asked.${column}`).join(' and ')}
    limit ${String(EXACT_LIMIT)}
  ) as found`,
};

export class PostgresLearnerReader implements LearnerReader {
  readonly #learners = new Together((ulns: readonly Uln[]) => this.#findAll(ulns), LEARNERS_TOGETHER);
  readonly #exact = new Together((keys: readonly SearchKey[]) => this.#exactOfAll(keys), SEARCHES_TOGETHER);
  readonly #candidates = new Together(
    (searches: readonly CandidateBlocks[]) => candidatesOfAll(this.database, searches),
    SEARCHES_TOGETHER,
  );

  constructor(private readonly database: ReadsStatements) {}

  findByUln(uln: Uln): Promise<Learner | undefined> {
    return this.#learners.put(uln);
  }

  async findByUlns(ulns: readonly Uln[]): Promise<ReadonlyMap<Uln, Learner>> {
    const found = await this.#findAll(ulns);
    // In the order in which they were asked for, which the database does not keep.
    return new Map(ulns.flatMap((uln, at) => optional(uln, found[at])));
  }

  exactUlns(key: SearchKey): Promise<readonly Uln[]> {
    return this.#exact.put(key);
  }

  candidates(blocks: CandidateBlocks): Promise<readonly Candidate[]> {
    return this.#candidates.put(blocks);
  }

  async #findAll(ulns: readonly Uln[]): Promise<readonly (Learner | undefined)[]> {
    const rows = await this.database.readWith(byUlns, [ulns]);
    const found = new Map(rows.map(learnerOf).map((learner) => [learner.uln, learner]));
    return ulns.map((uln) => found.get(uln));
  }

  async #exactOfAll(keys: readonly SearchKey[]): Promise<readonly (readonly Uln[])[]> {
    const asked = keys.map((key, place) => [place, ...nameValues(key)]);
    const rows = await this.database.readWith(exact, transposed(asked, 1 + nameColumns.length));
    return rowsOfEach(rows, keys.length).map((own) => own.map(([uln]) => text(uln) as Uln));
  }
}

function optional(uln: Uln, learner: Learner | undefined): [Uln, Learner][] {
  return learner === undefined ? [] : [[uln, learner]];
}
