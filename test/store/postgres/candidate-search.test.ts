import { expect } from 'chai';
import { candidateBlocks } from '../../../src/domain/candidate-blocks.js';
import { candidatesOfAll } from '../../../src/store/postgres/candidate-search.js';
import { FEW_OF_NAMES } from '../../../src/store/statements.js';
import type { Row } from '../../../src/store/values.js';

const search = candidateBlocks({
  givenKey: 'ADA',
  familyKey: 'TESTWELL',
  dateOfBirth: '2001-02-03',
  gender: '2',
  postCodeKey: 'ZZ11AA',
});

/** What a search asks the database by, when that answers the first question with these rows. */
async function questions(rows: readonly Row[]): Promise<readonly string[]> {
  const asked: string[] = [];
  await candidatesOfAll(
    {
      readWith: ({ name }) => {
        asked.push(name);
        return Promise.resolve(asked.length === 1 ? rows : []);
      },
    },
    [search, search],
  );
  return asked;
}

describe('Searching candidates in PostgreSQL', () => {
  it('asks once where nobody meets a crowd', async () => {
    expect(await questions([])).to.deep.equal(['candidatesTogether']);
  });

  it('asks again for what a crowd of the same names hides', async () => {
    const last: Row = [1, '1990-01-01', 'TESTWELL', 'ADA', '2', 'ZZ22BB', '1000000001', FEW_OF_NAMES + 1];
    expect(await questions([last])).to.deep.equal(['candidatesTogether', 'candidatesInCrowds']);
  });
});
