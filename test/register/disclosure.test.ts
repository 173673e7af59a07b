/** What a caller learns who knows a ULN and not the person, and what is on record afterwards. */
import { expect } from 'chai';
import type { Learner } from '../../src/domain/learner.js';
import type { Uln } from '../../src/domain/uln.js';
import { learnerKeys } from '../../src/register/learner-keys.js';
import { learnerSearchKeys } from '../../src/domain/demographics.js';
import { entry, learner, uln as ulnOf } from '../store/people.js';
import { caller, deedsOnStore, tess, type DeedsOnStore } from './deeds-on-store.js';

async function store(deeds: DeedsOnStore, stored: Learner): Promise<Uln> {
  const keys = learnerKeys(deeds.parts, learnerSearchKeys(stored));
  const answer = await deeds.parts.learners.register(stored, keys, entry({ ulns: [stored.uln] }));
  expect(answer).to.equal('registered');
  return stored.uln;
}

describe('What is disclosed', () => {
  it('verifying with details that differ tells which, and nothing of the record', async () => {
    const { register, registered, audit } = await deedsOnStore();
    const uln = await registered(tess);
    const outcome = await register.verifyLearner(
      { uln, givenName: 'Boris', familyName: 'Example' },
      caller(),
    );
    expect(outcome).to.deep.equal({ responseCode: 'WSRC0003', failureFlags: ['GIVEN_NAME'] });
    expect((await audit()).at(-1)).to.deep.include({ outcome: 'WSRC0003', ulns: [uln] });
  });

  it('a find by ULN with other names is answered like one for an unknown ULN', async () => {
    const { register, registered, audit } = await deedsOnStore();
    const uln = await registered(tess);
    const names = { givenName: 'Boris', familyName: 'Example' };
    const known = await register.findByUln({ uln, ...names }, caller());
    const unknown = await register.findByUln({ uln: ulnOf('2000000001'), ...names }, caller());
    // The reason is for batches, which may tell them apart; the operation does not pass it on.
    expect(known).to.deep.equal({ responseCode: 'WSRC0001', reason: 'otherNames' });
    expect(unknown).to.deep.equal({ responseCode: 'WSRC0001', reason: 'unknownUln' });
    expect((await audit()).slice(-2).map(({ ulns }) => ulns)).to.deep.equal([[uln], ['2000000001']]);
  });

  it('a deleted learner is found by nobody', async () => {
    const deeds = await deedsOnStore();
    const { register } = deeds;
    const deleted = learner({ ...tess, uln: ulnOf('2000000001'), learnerStatus: '0' });
    const uln = await store(deeds, deleted);
    const none = { responseCode: 'WSRC0001' };
    expect(await register.findByUln({ ...tess, uln }, caller())).to.deep.equal({
      ...none,
      reason: 'unknownUln',
    });
    expect(await register.findByDemographics(tess, caller())).to.include(none);
    expect(await register.verifyLearner({ ...tess, uln }, caller())).to.deep.equal({
      ...none,
      failureFlags: ['DELETED'],
    });
    expect(await register.retrieveUlns([uln], caller())).to.deep.equal({ retrieved: [{ uln, ...none }] });
    expect(await register.updateLearner({ uln, versionNumber: 1, details: {} }, caller())).to.deep.equal({
      responseCode: 'WSRC0019',
    });
  });

  it('a linked learner is answered by its master, and the record names both', async () => {
    const { register, registered, parts, audit } = await deedsOnStore();
    const master = await registered(tess);
    const linked = await registered({ ...tess, givenName: 'Tessa', gender: '9' });
    await parts.learners.link(linked, master, entry({ ulns: [linked, master] }));

    const byUln = await register.findByUln(
      { uln: linked, givenName: 'Tessa', familyName: 'Example' },
      caller(),
    );
    expect(byUln).to.nested.include({
      responseCode: 'WSRC0022',
      'found.learner.uln': master,
      'found.masterSubstituted': true,
    });
    const search = { ...tess, givenName: 'Tessa', gender: '9' } as const;
    const byDetails = await register.findByDemographics(search, caller());
    expect(byDetails.responseCode).to.equal('WSRC0022');
    expect(byDetails.found.map((one) => [one.learner.uln, one.masterSubstituted])).to.deep.equal([
      [master, true],
    ]);
    for (const { ulns } of (await audit()).slice(-2)) expect(ulns).to.deep.equal([linked, master]);

    const own = await register.findByUln({ uln: master, givenName: 'Tess', familyName: 'Example' }, caller());
    expect(own).to.nested.include({ responseCode: 'WSRC0004', 'found.masterSubstituted': false });

    await parts.learners.unlink(linked, entry({ ulns: [linked] }));
    const again = await register.findByUln(
      { uln: linked, givenName: 'Tessa', familyName: 'Example' },
      caller(),
    );
    expect(again).to.nested.include({ responseCode: 'WSRC0004', 'found.learner.uln': linked });
  });

  it('a find by demographics is on record under a key that equal details share', async () => {
    const { register, audit } = await deedsOnStore();
    await register.findByDemographics(tess, caller());
    await register.findByDemographics({ ...tess, givenName: ' TÉSS', lastKnownPostCode: 'zt11aa' }, caller());
    await register.findByDemographics({ ...tess, gender: '1' }, caller());
    const keys = (await audit()).map(({ personKey }) => personKey);
    expect(keys[0]).to.equal(keys[1]);
    expect(keys[2]).not.to.equal(keys[0]);
  });
});
