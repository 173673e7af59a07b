import type { SearchKey } from '../../domain/demographics.js';
import type { Learner } from '../../domain/learner.js';
import type { Uln } from '../../domain/uln.js';
import type { Candidate, CandidateBlocks, LearnerReader } from '../../register/ports.js';
import { CandidateRows } from '../candidate-rows.js';
import { learnerOf, nameValues } from '../learner-row.js';
import { text, type Row } from '../values.js';
import { settled, type SqliteDatabase } from './sqlite-database.js';

export class SqliteLearnerReader implements LearnerReader {
  constructor(private readonly database: SqliteDatabase) {}

  findByUln(uln: Uln): Promise<Learner | undefined> {
    return settled(() => this.#find(uln));
  }

  findByUlns(ulns: readonly Uln[]): Promise<ReadonlyMap<Uln, Learner>> {
    return settled(() => {
      const found = new Map<Uln, Learner>();
      for (const uln of ulns) {
        const learner = this.#find(uln);
        if (learner !== undefined) found.set(uln, learner);
      }
      return found;
    });
  }

  exactUlns(key: SearchKey): Promise<readonly Uln[]> {
    return settled(() => this.#statement('exactUlns').all(nameValues(key)).map(([uln]) => text(uln) as Uln));
  }

  candidates(blocks: CandidateBlocks): Promise<readonly Candidate[]> {
    return settled(() => {
      const found = new CandidateRows();
      for (const { dateOfBirth, familyKey } of blocks.byBirthAndFamily) {
        found.add(this.#statement('byBirthAndFamily').all([dateOfBirth, familyKey]));
      }
      for (const { dateOfBirth, familyKey, givenKey } of blocks.byFullName) {
        found.add(this.#statement('byFullName').all([dateOfBirth, familyKey, givenKey]));
      }
      const { byBirthAndPostCode: birth, byPostCodeAndName: name } = blocks;
      if (birth !== undefined) {
        found.add(this.#statement('byBirthAndPostCode').all([birth.dateOfBirth, birth.postCodeKey]));
      }
      if (name !== undefined) {
        found.add(this.#statement('byPostCodeAndName').all([name.postCodeKey, name.familyKey, name.givenKey]));
      }
      return found.candidates;
    });
  }

  #find(uln: Uln): Learner | undefined {
    const row: Row | undefined = this.#statement('learnerByUln').get(uln);
    return row === undefined ? undefined : learnerOf(row);
  }

  #statement(name: Parameters<SqliteDatabase['statements']['get']>[0]) {
    return this.database.statements.get(name);
  }
}
