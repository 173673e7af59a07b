import type { SearchKey } from '../../domain/demographics.js';
import type { Learner } from '../../domain/learner.js';
import type { Uln } from '../../domain/uln.js';
import type { Candidate, CandidateBlocks, LearnerReader } from '../../register/ports.js';
import { CandidateRows, byNames } from '../candidate-rows.js';
import { learnerOf, nameValues } from '../learner-row.js';
import { text } from '../values.js';
import type { PreparedStatements } from './connection.js';
import type { SqliteDatabase } from './sqlite-database.js';

export class SqliteLearnerReader implements LearnerReader {
  constructor(private readonly database: SqliteDatabase) {}

  findByUln(uln: Uln): Promise<Learner | undefined> {
    return this.database.reading((statements) => find(statements, uln));
  }

  findByUlns(ulns: readonly Uln[]): Promise<ReadonlyMap<Uln, Learner>> {
    return this.database.reading((statements) => {
      const found = new Map<Uln, Learner>();
      for (const uln of ulns) {
        const learner = find(statements, uln);
        if (learner !== undefined) found.set(uln, learner);
      }
      return found;
    });
  }

  exactUlns(key: SearchKey): Promise<readonly Uln[]> {
    return this.database.reading((statements) =>
      statements
        .get('exactUlns')
        .all(nameValues(key))
        .map(([uln]) => text(uln) as Uln),
    );
  }

  candidates(blocks: CandidateBlocks): Promise<readonly Candidate[]> {
    return this.database.reading((statements) => {
      const found = new CandidateRows();
      for (const { dateOfBirth, familyKey } of blocks.byBirthAndFamily) {
        found.add(statements.get('byBirthAndFamily').all([dateOfBirth, familyKey]));
      }
      for (const { familyKey, givenKey, datesOfBirth } of byNames(blocks.byFullName)) {
        const [first = '', ...near] = datesOfBirth;
        // By itself: the date that was asked for must not be cut in a crowd of others.
        found.add(statements.get('byFullName').all([first, familyKey, givenKey]));
        if (near.length === 0) continue;
        found.add(statements.get('byNamesAndBirths').all([familyKey, givenKey, JSON.stringify(near)]));
      }
      const { byBirthAndPostCode: birth, byPostCodeAndName: name } = blocks;
      if (birth !== undefined) {
        found.add(statements.get('byBirthAndPostCode').all([birth.dateOfBirth, birth.postCodeKey]));
      }
      if (name !== undefined) {
        found.add(statements.get('byPostCodeAndName').all([name.postCodeKey, name.familyKey, name.givenKey]));
      }
      return found.candidates;
    });
  }
}

function find(statements: PreparedStatements, uln: Uln): Learner | undefined {
  const row = statements.get('learnerByUln').get(uln);
  return row === undefined ? undefined : learnerOf(row);
}
