import { expect } from 'chai';
import { searchKeyOf } from '../../src/domain/demographics.js';
import type { Learner } from '../../src/domain/learner.js';
import {
  conclude,
  narrow,
  rankCandidates,
  resolveLinked,
  type NarrowingDetails,
  type RankedCandidate,
} from '../../src/domain/matching.js';
import type { Uln } from '../../src/domain/uln.js';
import { ada, learner, rowsOf, ulnNumber } from './people.js';

const search = searchKeyOf(ada);

function found(learners: readonly Learner[]): readonly RankedCandidate[] {
  return rankCandidates(
    search,
    learners.flatMap((each) => rowsOf(each, each.uln)),
  );
}

function byUln(learners: readonly Learner[]): ReadonlyMap<Uln, Learner> {
  return new Map(learners.map((each) => [each.uln, each]));
}

function moved(number: number, details: Partial<Learner> = {}): Learner {
  return learner({ uln: ulnNumber(number), lastKnownPostCode: 'LU4 9QZ', ...details });
}

function narrowed(learners: readonly Learner[], details: NarrowingDetails): readonly Uln[] {
  return narrow(found(learners), byUln(learners), details).map((candidate) => candidate.uln);
}

describe('optional details', () => {
  const mail = moved(1, { emailAddress: 'Ada@Example.test' });
  const otherMail = moved(2, { emailAddress: 'someone@example.test' });
  const noMail = moved(3);

  it('drop those whose stored value is another, and keep those who have none', () => {
    const left = narrowed([mail, otherMail, noMail], { emailAddress: 'ada@example.TEST ' });
    expect(left).to.deep.equal([mail.uln, noMail.uln]);
  });

  const table: readonly (readonly [NarrowingDetails, Partial<Learner>, boolean])[] = [
    [{ placeOfBirth: 'saint-denis' }, { placeOfBirth: 'Saint Denis' }, true],
    [{ placeOfBirth: 'Luton' }, { placeOfBirth: 'Leeds' }, false],
    [{ schoolAtAge16: "St. Mary's" }, { schoolAtAge16: 'St Marys' }, true],
    [{ schoolAtAge16: 'Hill' }, { schoolAtAge16: 'Dale' }, false],
    [{ previousFamilyName: 'Former' }, { previousFamilyName: 'FORMER' }, true],
    [{ previousFamilyName: 'Former' }, { previousFamilyName: 'Else' }, false],
    [{ previousFamilyName: 'Former' }, { previousFamilyName: 'Else', familyNameAtAge16: 'Former' }, true],
    [{ previousFamilyName: '' }, { previousFamilyName: 'Else' }, true],
    [
      { placeOfBirth: 'Luton', emailAddress: 'a@b.test' },
      { placeOfBirth: 'Luton', emailAddress: 'c@d.test' },
      false,
    ],
  ];
  for (const [stated, stored, kept] of table) {
    it(`${JSON.stringify(stated)} ${kept ? 'keep' : 'drop'} ${JSON.stringify(stored)}`, () => {
      expect(narrowed([moved(1, stored), moved(2)], stated).includes(ulnNumber(1))).to.equal(kept);
    });
  }

  it('bring too many down to some', () => {
    const crowd = Array.from({ length: 14 }, (_, number) =>
      moved(number, { placeOfBirth: number < 5 ? 'Luton' : 'Leeds' }),
    );
    expect(conclude(found(crowd)).kind).to.equal('tooMany');
    expect(narrowed(crowd, { placeOfBirth: 'Luton' })).to.have.length(5);
    expect(conclude(narrow(found(crowd), byUln(crowd), { placeOfBirth: 'Luton' })).kind).to.equal('possible');
  });

  it('never undo a single exact match, and decide between two', () => {
    const one = learner({ uln: ulnNumber(1), placeOfBirth: 'Leeds' });
    const two = learner({ uln: ulnNumber(2), placeOfBirth: 'Luton' });
    expect(narrowed([one, moved(3)], { placeOfBirth: 'Luton' })).to.include(one.uln);
    expect(narrowed([one, two], { placeOfBirth: 'Luton' })).to.deep.equal([two.uln]);
  });
});

describe('linked candidates', () => {
  const master = learner({ uln: ulnNumber(9), linkedUlns: [ulnNumber(1), ulnNumber(2)] });
  const linked = (number: number): Learner =>
    learner({ uln: ulnNumber(number), learnerStatus: '2', masterUln: master.uln });

  it('are answered with their master, and say whose row matched', () => {
    const people = [linked(1)];
    const [only, ...others] = resolveLinked(found(people), byUln(people));
    expect(others).to.deep.equal([]);
    expect(only).to.include({ uln: master.uln, matchedUln: ulnNumber(1), exact: true });
  });

  it('are one person, however many of them match', () => {
    const people = [linked(2), linked(1)];
    expect(conclude(found(people)).kind).to.equal('possible');
    expect(conclude(resolveLinked(found(people), byUln(people)))).to.deep.include({
      kind: 'exact',
      ulns: [master.uln],
    });
  });

  it('give way to a master that matched as well', () => {
    const people = [linked(1), master, linked(2)];
    expect(resolveLinked(found(people), byUln(people)).map((each) => each.matchedUln)).to.deep.equal([
      master.uln,
    ]);
  });

  it('come before a master that matched less well', () => {
    const people = [linked(1), { ...master, lastKnownPostCode: 'LU4 9QZ' }];
    const [best] = resolveLinked(found(people), byUln(people));
    expect(best).to.include({ uln: master.uln, matchedUln: ulnNumber(1), exact: true });
  });

  it('are dropped when deleted or without a record', () => {
    const deleted = learner({ uln: ulnNumber(4), learnerStatus: '0' });
    const gone = learner({ uln: ulnNumber(5) });
    expect(resolveLinked(found([deleted, gone]), byUln([deleted]))).to.deep.equal([]);
  });
});
