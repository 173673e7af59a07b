import { expect } from 'chai';
import { nearDates } from '../../src/domain/near-date.js';
import fc from 'fast-check';
import type { SearchKey } from '../../src/domain/demographics.js';
import { searchKeyOf } from '../../src/domain/demographics.js';
import {
  candidateBlocks,
  matchDemographics,
  rankCandidates,
  type Candidate,
  type CandidateBlocks,
} from '../../src/domain/matching.js';
import { ada, anyPair, anySearchKey, rowsOf, ulnNumber } from './people.js';

const search = searchKeyOf(ada);

/** That many learners who differ from Ada in nothing but the postcode. */
function moved(count: number): readonly Candidate[] {
  return Array.from({ length: count }, (_, number) => ({
    ...search,
    postCodeKey: 'LU49QZ',
    uln: ulnNumber(number + 1),
  }));
}

const crowd = fc.array(
  fc.tuple(anySearchKey, fc.nat(8)).map(([key, number]) => ({ ...key, uln: ulnNumber(number) })),
  { maxLength: 30 },
);

describe('matching by demographics', () => {
  it('finds none among nobody, or among strangers', () => {
    expect(matchDemographics(search, [])).to.deep.equal({ kind: 'none' });
    const stranger = { ...search, familyKey: 'OTHER', dateOfBirth: '1990-01-01', uln: ulnNumber(1) };
    expect(matchDemographics(search, [stranger])).to.deep.equal({ kind: 'none' });
  });

  it('finds the one exact match, whoever else may match', () => {
    const result = matchDemographics(search, [...moved(30), ...rowsOf(ada)]);
    expect(result)
      .to.include({ kind: 'exact' })
      .and.to.deep.include({ ulns: [ulnNumber(0)] });
  });

  it('finds a learner by other names', () => {
    const married = { ...ada, familyName: 'Married', previousFamilyName: 'Testwell' };
    expect(matchDemographics(search, rowsOf(married)).kind).to.equal('exact');
  });

  it('tells of two exact matches as possible, and of no others', () => {
    const twice = [...rowsOf(ada, ulnNumber(7)), ...moved(30), ...rowsOf(ada, ulnNumber(3))];
    const result = matchDemographics(search, twice);
    expect(result).to.deep.include({ kind: 'possible', ulns: [ulnNumber(3), ulnNumber(7)] });
  });

  it('tells of a single possible match', () => {
    expect(matchDemographics(search, moved(1))).to.deep.include({ kind: 'possible', ulns: [ulnNumber(1)] });
  });

  it('tells of ten, and says that eleven are too many', () => {
    expect(matchDemographics(search, moved(10)).kind).to.equal('possible');
    expect(matchDemographics(search, moved(11))).to.deep.equal({ kind: 'tooMany', count: 11 });
  });

  it('counts learners, not name rows', () => {
    const named = {
      ...ada,
      lastKnownPostCode: 'LU4 9QZ',
      preferredGivenName: 'Adah',
      previousFamilyName: 'Former',
    };
    const rows = Array.from({ length: 10 }, (_, number) => rowsOf(named, ulnNumber(number))).flat();
    expect(rows).to.have.length(40);
    expect(matchDemographics(search, rows)).to.have.property('ulns').with.length(10);
  });

  it('puts the best first, and tells how each agrees', () => {
    const sounds = { ...search, givenKey: 'ADAH', postCodeKey: 'LU49QZ', uln: ulnNumber(1) };
    const nearDate = { ...search, dateOfBirth: '2004-03-13', uln: ulnNumber(2) };
    const gender = { ...search, gender: '9', uln: ulnNumber(3) } as const;
    const result = matchDemographics(search, [sounds, nearDate, gender]);
    expect(result).to.deep.include({ kind: 'possible', ulns: [ulnNumber(3), ulnNumber(2), ulnNumber(1)] });
    if (result.kind !== 'possible') return;
    expect(result.explanations.map((each) => each.dateOfBirth)).to.deep.equal(['equal', 'oneDigit', 'equal']);
    expect(result.explanations[0]).to.include({ gender: 'unknown', givenName: 'equal' });
  });

  it('does not depend on the order of the candidates', () => {
    const shuffled = crowd.chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      ),
    );
    fc.assert(
      fc.property(anySearchKey, shuffled, (key, [rows, others]) => {
        expect(matchDemographics(key, others)).to.deep.equal(matchDemographics(key, rows));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same exact match however many others are there', () => {
    fc.assert(
      fc.property(anySearchKey, crowd, (key, rows) => {
        const others = rows.filter((row) => !isEqual(row, key));
        const result = matchDemographics(key, [...others, { ...key, uln: ulnNumber(99) }]);
        expect(result).to.deep.include({ kind: 'exact', ulns: [ulnNumber(99)] });
      }),
      { numRuns: 500 },
    );
  });

  it('never says more than ten, nor none of someone, and each learner once', () => {
    fc.assert(
      fc.property(anySearchKey, crowd, (key, rows) => {
        const ranked = rankCandidates(key, rows);
        const ulns = ranked.map((candidate) => candidate.uln);
        expect(new Set(ulns).size).to.equal(ulns.length);
        const result = matchDemographics(key, rows);
        if (result.kind === 'none') expect(ranked).to.deep.equal([]);
        if (result.kind === 'possible') expect(result.ulns.length).to.be.within(1, 10);
        if (result.kind === 'tooMany') expect(result.count).to.be.above(10);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the blocks read for candidates', () => {
  it('hold everybody who satisfies the rule', () => {
    let kept = 0;
    fc.assert(
      fc.property(anyPair, ([one, other]) => {
        if (rankCandidates(one, [{ ...other, uln: ulnNumber(0) }]).length === 0) return;
        kept++;
        expect(isInside(candidateBlocks(one), other)).to.equal(true);
      }),
      { numRuns: 5000 },
    );
    expect(kept).to.be.above(500);
  });

  it('name the family name, and the given name for transposed names', () => {
    expect(candidateBlocks(search).byBirthAndFamily).to.deep.equal([
      { dateOfBirth: '2004-03-12', familyKey: 'TESTWELL' },
      { dateOfBirth: '2004-03-12', familyKey: 'ADA' },
    ]);
    expect(candidateBlocks({ ...search, givenKey: 'TESTWELL' }).byBirthAndFamily).to.have.length(1);
  });

  it('hold the postcode, unless it is a placeholder', () => {
    expect(candidateBlocks(search)).to.have.property('byBirthAndPostCode');
    expect(candidateBlocks(search).bySameNames).to.have.property('postCodeKey');
    const nowhere = candidateBlocks({ ...search, postCodeKey: 'ZZ999ZZ' });
    expect(nowhere).to.not.have.property('byBirthAndPostCode');
    expect(nowhere.bySameNames).to.not.have.property('postCodeKey');
  });

  it('name each full name once, and two at most', () => {
    fc.assert(
      fc.property(anySearchKey, (key) => {
        const names = candidateBlocks(key).byFullName.map((name) => JSON.stringify(name));
        expect(new Set(names).size).to.equal(names.length);
        expect(names.length).to.be.below(3);
      }),
    );
  });
});

function isEqual(one: SearchKey, other: SearchKey): boolean {
  return (
    one.givenKey === other.givenKey &&
    one.familyKey === other.familyKey &&
    one.dateOfBirth === other.dateOfBirth &&
    one.gender === other.gender &&
    one.postCodeKey === other.postCodeKey
  );
}

/** What the store does with blocks, on one row. */
function isInside(blocks: CandidateBlocks, row: SearchKey): boolean {
  const { byBirthAndPostCode: place, bySameNames } = blocks;
  const { nearBirth, postCodeKey } = bySameNames;
  return (
    blocks.byBirthAndFamily.some((b) => b.dateOfBirth === row.dateOfBirth && b.familyKey === row.familyKey) ||
    blocks.byFullName.some(
      (b) =>
        b.dateOfBirth === row.dateOfBirth && b.familyKey === row.familyKey && b.givenKey === row.givenKey,
    ) ||
    (place?.dateOfBirth === row.dateOfBirth && place.postCodeKey === row.postCodeKey) ||
    (bySameNames.familyKey === row.familyKey &&
      bySameNames.givenKey === row.givenKey &&
      (postCodeKey === row.postCodeKey ||
        (nearBirth !== undefined && nearDates(nearBirth).includes(row.dateOfBirth))))
  );
}
