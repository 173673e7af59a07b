import { blockLimit, fullNamesBeyond, type SameNames } from '../../domain/candidate-blocks.js';
import type { SearchKey } from '../../domain/demographics.js';
import type { Learner } from '../../domain/learner.js';
import { nearDates } from '../../domain/near-date.js';
import type { Uln } from '../../domain/uln.js';
import type { Candidate, CandidateBlocks, LearnerReader } from '../../register/ports.js';
import { CandidateRows } from '../candidate-rows.js';
import { learnerOf, nameValues } from '../learner-row.js';
import { agreeing, mayAgree } from '../same-names.js';
import { FEW_OF_NAMES } from '../statements.js';
import { text, type Row } from '../values.js';
import type { PreparedStatements } from './connection.js';
import { rowOfText } from './learner-text.js';
import type { SqliteDatabase } from './sqlite-database.js';

export class SqliteLearnerReader implements LearnerReader {
  constructor(private readonly database: SqliteDatabase) {}

  findByUln(uln: Uln): Promise<Learner | undefined> {
    return this.database.readingLearners((statements) => find(statements, uln));
  }

  findByUlns(ulns: readonly Uln[]): Promise<ReadonlyMap<Uln, Learner>> {
    return this.database.readingLearners((statements) => {
      const found = new Map<Uln, Learner>();
      for (const uln of ulns) {
        const learner = find(statements, uln);
        if (learner !== undefined) found.set(uln, learner);
      }
      return found;
    });
  }

  exactUlns(key: SearchKey): Promise<readonly Uln[]> {
    return this.database.readingLearners((statements) =>
      statements
        .get('exactUlns')
        .all(nameValues(key))
        .map(([uln]) => text(uln) as Uln),
    );
  }

  candidates(blocks: CandidateBlocks): Promise<readonly Candidate[]> {
    return this.database.readingLearners((statements) => {
      const found = new CandidateRows();
      const cut = new Set<object>();
      for (const block of blocks.byBirthAndFamily) {
        const rows = statements.get('byBirthAndFamily').all([block.dateOfBirth, block.familyKey]);
        if (rows.length >= blockLimit) cut.add(block);
        found.add(rows);
      }
      for (const { dateOfBirth, familyKey, givenKey } of fullNamesBeyond(blocks, (block) => cut.has(block))) {
        found.add(statements.get('byFullName').all([dateOfBirth, familyKey, givenKey]));
      }
      const { byBirthAndPostCode: birth, bySameNames } = blocks;
      if (birth !== undefined) {
        found.add(statements.get('byBirthAndPostCode').all([birth.dateOfBirth, birth.postCodeKey]));
      }
      for (const rows of ofSameNames(statements, bySameNames)) found.add(rows);
      return found.candidates;
    });
  }
}

function* ofSameNames(statements: PreparedStatements, names: SameNames): Generator<readonly Row[]> {
  const { familyKey, givenKey, nearBirth, postCodeKey } = names;
  if (areFew(statements, names)) {
    yield agreeing(statements.get('ofNames').all([familyKey, givenKey, ...mayAgree(names)]), names);
    return;
  }
  if (nearBirth !== undefined) {
    yield statements.get('byNamesAndBirths').all([JSON.stringify(nearDates(nearBirth)), familyKey, givenKey]);
  }
  if (postCodeKey !== undefined) {
    yield statements.get('byPostCodeAndName').all([postCodeKey, familyKey, givenKey]);
  }
}

function areFew(statements: PreparedStatements, { familyKey, givenKey }: SameNames): boolean {
  const [count] = statements.get('countOfNames').get([familyKey, givenKey]) ?? [];
  return Number(count) <= FEW_OF_NAMES;
}

function find(statements: PreparedStatements, uln: Uln): Learner | undefined {
  const found = statements.value('learnerTextByUln').get(uln);
  if (found === undefined) return undefined;
  const row = rowOfText(found) ?? statements.get('learnerByUln').get(uln);
  return row === undefined ? undefined : learnerOf(row);
}
