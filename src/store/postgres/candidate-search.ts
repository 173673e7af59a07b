/** The blocks of many searches for candidates, asked together: one way to the database and back for most of them. */
import { blockLimit, fullNamesBeyond } from '../../domain/candidate-blocks.js';
import { nearDates } from '../../domain/near-date.js';
import type { Candidate, CandidateBlocks } from '../../register/ports.js';
import { CandidateRows } from '../candidate-rows.js';
import { agreeing, mayAgree } from '../same-names.js';
import { FEW_OF_NAMES, nameColumns } from '../statements.js';
import type { Row, Value } from '../values.js';
import { transposed, unnest } from './arrays.js';
import type { NamedStatement } from './connections.js';

/** The database, or a replica of it. */
export interface ReadsStatements {
  readWith(statement: NamedStatement, values: readonly (Value | readonly Value[])[]): Promise<readonly Row[]>;
}

const columns = [...nameColumns, 'uln'].join(', ');
/** After the columns. */
const NUMBER_AT = nameColumns.length + 1;

/** Each row with the place of its search, and with its number among those of the same names. */
const byBlocks: NamedStatement = {
  name: 'candidatesTogether',
  text: [
    block(1, ['date_of_birth', 'family_key'], 'null::bigint'),
    block(4, ['date_of_birth', 'post_code_key'], 'null'),
    ofSameNames(7),
  ].join(' union all '),
};

/** For crowds: what the blocks above were cut short of. */
const inCrowds: NamedStatement = {
  name: 'candidatesInCrowds',
  text: [
    block(1, ['date_of_birth', 'family_key', 'given_key']),
    block(5, ['post_code_key', 'family_key', 'given_key']),
    nearBirths(9),
  ].join(' union all '),
};

/** Name rows that agree in these columns; parameters from `first` on. */
function block(first: number, agreeingIn: readonly string[], number?: string): string {
  const types = ['int', ...agreeingIn.map(() => 'text')];
  const numbered = number === undefined ? '' : `, ${number} as number`;
  return `select asked.place, found.*${numbered}
  from ${unnest(types, first)} as asked (place, ${agreeingIn.join(', ')})
  cross join lateral (
    select ${columns} from learner_name
    where ${agreeingIn.map((column) => `${column} = asked.${column}`).join(' and ')}
    limit ${String(blockLimit)}
  ) as found`;
}

/** Of the rows with these names, as long as they are few, those that may agree; and the one that is too many. */
function ofSameNames(first: number): string {
  const types = ['int', 'text', 'text', 'text', 'text', 'text'];
  const tooMany = String(FEW_OF_NAMES + 1);
  return `select asked.place, found.*
  from ${unnest(types, first)} as asked (place, family_key, given_key, year, day, post_code_key)
  cross join lateral (
    select * from (
      select ${columns}, row_number() over () as number from learner_name
      where family_key = asked.family_key and given_key = asked.given_key limit ${tooMany}
    ) as same
    where number = ${tooMany} or post_code_key = asked.post_code_key
      or substr(date_of_birth, 1, 4) = asked.year or substr(date_of_birth, 6) = asked.day
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
    limit ${String(blockLimit)}
  ) as found`;
}

/** The candidates of each search, in the order of the searches. */
export async function candidatesOfAll(
  database: ReadsStatements,
  searches: readonly CandidateBlocks[],
): Promise<readonly (readonly Candidate[])[]> {
  const rows = rowsOfEach(await database.readWith(byBlocks, valuesOf(searches)), searches.length);
  const found = searches.map((blocks, place) => new Found(blocks, rows[place] ?? []));
  const values = valuesInCrowds(found);
  if (values !== undefined) {
    const more = rowsOfEach(await database.readWith(inCrowds, values), searches.length);
    more.forEach((own, place) => found[place]?.rows.add(own));
  }
  return found.map(({ rows: { candidates } }) => candidates);
}

/** The rows of each search, without the place that each begins with. */
export function rowsOfEach(rows: readonly Row[], searches: number): readonly Row[][] {
  const each = Array.from({ length: searches }, (): Row[] => []);
  for (const [place, ...rest] of rows) each[Number(place)]?.push(rest);
  return each;
}

/** What came of one search's blocks. */
class Found {
  readonly rows = new CandidateRows();
  /** There are too many rows with its names to look through. */
  readonly namesAreMany: boolean;
  /** One of its other blocks may have been cut. */
  readonly isCut: boolean;

  constructor(
    readonly blocks: CandidateBlocks,
    numbered: readonly Row[],
  ) {
    const [ofBlocks, ofNames]: [Row[], Row[]] = [[], []];
    let names = 0;
    for (const row of numbered) {
      const number = row[NUMBER_AT] ?? null;
      (number === null ? ofBlocks : ofNames).push(row.slice(0, NUMBER_AT));
      names = Math.max(names, Number(number));
    }
    this.namesAreMany = names > FEW_OF_NAMES;
    this.isCut = ofBlocks.length >= blockLimit;
    this.rows.add(ofBlocks);
    if (!this.namesAreMany) this.rows.add(agreeing(ofNames, blocks.bySameNames));
  }
}

function valuesOf(searches: readonly CandidateBlocks[]): string[] {
  const [family, birth, names]: [Row[], Row[], Row[]] = [[], [], []];
  searches.forEach(({ byBirthAndFamily, byBirthAndPostCode, bySameNames }, place) => {
    for (const { dateOfBirth, familyKey } of byBirthAndFamily) family.push([place, dateOfBirth, familyKey]);
    if (byBirthAndPostCode !== undefined) {
      birth.push([place, byBirthAndPostCode.dateOfBirth, byBirthAndPostCode.postCodeKey]);
    }
    names.push([place, bySameNames.familyKey, bySameNames.givenKey, ...mayAgree(bySameNames)]);
  });
  return [...transposed(family, 3), ...transposed(birth, 3), ...transposed(names, 6)];
}

/** Of the searches that met a crowd; undefined when none did. */
function valuesInCrowds(found: readonly Found[]): string[] | undefined {
  const [full, name, near]: [Row[], Row[], Row[]] = [[], [], []];
  found.forEach(({ blocks, isCut, namesAreMany }, place) => {
    for (const { dateOfBirth, familyKey, givenKey } of fullNamesBeyond(blocks, () => isCut)) {
      full.push([place, dateOfBirth, familyKey, givenKey]);
    }
    if (!namesAreMany) return;
    const { familyKey, givenKey, nearBirth, postCodeKey } = blocks.bySameNames;
    if (postCodeKey !== undefined) name.push([place, postCodeKey, familyKey, givenKey]);
    if (nearBirth !== undefined) {
      near.push([place, familyKey, givenKey, `{${nearDates(nearBirth).join(',')}}`]);
    }
  });
  if (full.length + name.length + near.length === 0) return undefined;
  return [...transposed(full, 4), ...transposed(name, 4), ...transposed(near, 4)];
}
