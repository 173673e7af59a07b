import { expect } from 'chai';
import { learnerSearchKeys } from '../../src/domain/demographics.js';
import { newLearner } from '../../src/domain/registration.js';
import { parseUln } from '../../src/domain/uln.js';
import { auditEntry } from '../../src/register/deeds.js';
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
});
