import type { SearchKey } from '../../domain/demographics.js';
import type { Learner } from '../../domain/learner.js';
import { nearDates } from '../../domain/near-date.js';
import type { Uln } from '../../domain/uln.js';
import type { Candidate, CandidateBlocks, LearnerReader } from '../../register/ports.js';
import { CandidateRows } from '../candidate-rows.js';
import { learnerOf, nameValues, readColumns } from '../learner-row.js';
import { BLOCK_LIMIT, EXACT_LIMIT, nameColumns } from '../statements.js';
import { text, type Row, type Value } from '../values.js';
import { transposed, unnest } from './arrays.js';
import type { NamedStatement } from './connections.js';
import { Together } from './together.js';

/** Questions in one statement at most. */
const LEARNERS_TOGETHER = 200;
/** Each may bring hundreds of rows. */
const SEARCHES_TOGETHER = 50;

const byUlns: NamedStatement = {
  name: 'learnersByUlns',
  text: `select ${readColumns.join(', ')} from learner where uln = any($1::bigint[])`,
};

const columns = [...nameColumns, 'uln'].join(', ');

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

/** Every block of many searches on one way to the database and back. */
const byBlocks: NamedStatement = {
  name: 'candidatesTogether',
  text: [
    block(1, ['date_of_birth', 'family_key']),
    block(4, ['date_of_birth', 'family_key', 'given_key']),
    block(8, ['date_of_birth', 'post_code_key']),
    block(11, ['post_code_key', 'family_key', 'given_key']),
    nearBirths(15),
  ].join(' union all '),
};

/** Name rows that agree in these columns, with the place of the search; parameters from `first` on. */
function block(first: number, agreeing: readonly string[]): string {
  const types = ['int', ...agreeing.map(() => 'text')];
  return `select asked.place, found.* from ${unnest(types, first)} as asked (place, ${agreeing.join(', ')})
  cross join lateral (
    select ${columns} from learner_name
    where ${agreeing.map((column) => `${column} = asked.${column}`).join(' and ')}
    limit ${String(BLOCK_LIMIT)}
  ) as found`;
}

/** Name rows with these names and one of many dates, which are an array written as text. */
function nearBirths(first: number): string {
  return `select asked.place, found.* from ${unnest(['int', 'text', 'text', 'text'], first)}
    as asked (place, family_key, given_key, dates)
  cross join lateral (
    select ${columns} from learner_name
    where family_key = asked.family_key and given_key = asked.given_key
      and date_of_birth = any (asked.dates::text[])
    limit ${String(BLOCK_LIMIT)}
  ) as found`;
}

/** The database, or a replica of it. */
interface ReadsStatements {
  readWith(statement: NamedStatement, values: readonly (Value | readonly Value[])[]): Promise<readonly Row[]>;
}

export class PostgresLearnerReader implements LearnerReader {
  readonly #learners = new Together((ulns: readonly Uln[]) => this.#findAll(ulns), LEARNERS_TOGETHER);
  readonly #exact = new Together((keys: readonly SearchKey[]) => this.#exactOfAll(keys), SEARCHES_TOGETHER);
  readonly #candidates = new Together(
    (searches: readonly CandidateBlocks[]) => this.#candidatesOfAll(searches),
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

  async #candidatesOfAll(searches: readonly CandidateBlocks[]): Promise<readonly (readonly Candidate[])[]> {
    const family: Row[] = [];
    const full: Row[] = [];
    const birth: Row[] = [];
    const name: Row[] = [];
    const near: Row[] = [];
    searches.forEach((blocks, place) => {
      for (const one of blocks.byBirthAndFamily) family.push([place, one.dateOfBirth, one.familyKey]);
      for (const { dateOfBirth, familyKey, givenKey } of blocks.byFullName) {
        // By itself: the date that was asked for must not be cut in a crowd of others.
        full.push([place, dateOfBirth, familyKey, givenKey]);
      }
      const { byBirthAndPostCode, bySameNames } = blocks;
      const { familyKey, givenKey, nearBirth, postCodeKey } = bySameNames;
      if (nearBirth !== undefined) {
        near.push([place, familyKey, givenKey, `{${nearDates(nearBirth).join(',')}}`]);
      }
      if (postCodeKey !== undefined) name.push([place, postCodeKey, familyKey, givenKey]);
      if (byBirthAndPostCode !== undefined) {
        birth.push([place, byBirthAndPostCode.dateOfBirth, byBirthAndPostCode.postCodeKey]);
      }
    });
    const values: Value[][] = [
      ...transposed(family, 3),
      ...transposed(full, 4),
      ...transposed(birth, 3),
      ...transposed(name, 4),
      ...transposed(near, 4),
    ];
    const rows = await this.database.readWith(byBlocks, values);
    return rowsOfEach(rows, searches.length).map((own) => {
      const found = new CandidateRows();
      found.add(own);
      return found.candidates;
    });
  }
}

/** The rows of each search, without the place that each begins with. */
function rowsOfEach(rows: readonly Row[], searches: number): readonly Row[][] {
  const each = Array.from({ length: searches }, (): Row[] => []);
  for (const [place, ...rest] of rows) each[Number(place)]?.push(rest);
  return each;
}

function optional(uln: Uln, learner: Learner | undefined): [Uln, Learner][] {
  return learner === undefined ? [] : [[uln, learner]];
}
