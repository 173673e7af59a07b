import { expect } from 'chai';
import { learnerSearchKeys } from '../../src/domain/demographics.js';
import { newLearner } from '../../src/domain/registration.js';
import { parseUln } from '../../src/domain/uln.js';
import { auditEntry } from '../../src/register/deeds.js';
import { lookByDemographics } from '../../src/register/find-by-demographics.js';
import { learnerKeys } from '../../src/register/learner-keys.js';
import { caller, deedsOnStore, tess } from './deeds-on-store.js';

describe('Finding a learner by demographics', () => {
  it('gives the possible match that stands behind a deleted exact one', async () => {
    const { register, parts, clock, registered } = await deedsOnStore();
    const moved = await registered({ ...tess, lastKnownPostCode: 'ZT9 9ZZ' });
    const uln = parseUln('9900099000');
    if (uln === undefined) throw new Error('no ULN');
    const deleted = { ...newLearner(tess, uln, clock.today()), learnerStatus: '0' } as const;
    const keys = learnerKeys(parts, learnerSearchKeys(tess));
    const entry = auditEntry(caller(), clock.now(), 'WSRC0005', [uln]);
    expect(await parts.learners.register(deleted, keys, entry)).to.equal('registered');

    const outcome = await register.findByDemographics(tess, caller());
    expect(outcome.responseCode).to.equal('WSRC0003');
    expect(outcome.found.map(({ learner }) => learner.uln)).to.deep.equal([moved]);
  });

  it('comes to the same whether somebody is expected or nobody', async () => {
    const { parts, registered } = await deedsOnStore();
    await registered(tess);
    await registered({ ...tess, lastKnownPostCode: 'ZT9 9ZZ' });
    await registered({ ...tess, givenName: 'Moved', lastKnownPostCode: 'ZT9 9ZZ' });
    // Two hundred share the date of birth and the family name: the block that holds the last of them is cut.
    const crowd = { ...tess, familyName: 'Crowd' };
    const names = Array.from(
      { length: 205 },
      (_, at) => `Given${String.fromCharCode(65 + (at % 26))}${'x'.repeat(at / 26)}`,
    );
    for (const givenName of names) await registered({ ...crowd, givenName });
    const codes: string[] = [];
    for (const search of [
      tess,
      { ...tess, givenName: 'Moved' },
      { ...tess, dateOfBirth: '1999-09-09', familyName: 'Nobody' },
      ...names.map((givenName) => ({ ...crowd, givenName })),
    ]) {
      const [usual, quick] = [
        await lookByDemographics(parts, search, caller()),
        await lookByDemographics(parts, search, caller(), 'nobody'),
      ];
      expect(quick.outcome).to.deep.equal(usual.outcome);
      codes.push(usual.outcome.responseCode);
    }
    expect(codes.slice(0, 3)).to.deep.equal(['WSRC0004', 'WSRC0003', 'WSRC0001']);
    expect(new Set(codes.slice(3))).to.deep.equal(new Set(['WSRC0004']));
  });
});
