import type { Gender } from '../domain/learner.js';
import type { Uln } from '../domain/uln.js';
import type { Candidate } from '../register/ports.js';
import { text, type Row } from './values.js';

/** Gathers name rows from several blocks, each row once: a learner stands in more than one block. */
export class CandidateRows {
  readonly candidates: Candidate[] = [];
  readonly #seen = new Set<string>();

  /** Rows with the columns of `learner_name`: date of birth, family, given, gender, postcode, ULN. */
  add(rows: readonly Row[]): void {
    for (const row of rows) {
      const key = row.join('\n');
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const [dateOfBirth, familyKey, givenKey, gender, postCodeKey, uln] = row;
      this.candidates.push({
        uln: text(uln) as Uln,
        givenKey: text(givenKey),
        familyKey: text(familyKey),
        dateOfBirth: text(dateOfBirth),
        gender: text(gender) as Gender,
        postCodeKey: text(postCodeKey),
      });
    }
  }
}
