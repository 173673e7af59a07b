import { expect } from 'chai';
import { createRegister } from '../../src/register/register.js';
import { caller, deedsOnStore, tess } from './deeds-on-store.js';

describe('Updating a learner', () => {
  it('keeps others from taking the five details that it gives up only when it is done', async () => {
    const { register, registered } = await deedsOnStore({ findBeforeRegister: false });
    const uln = await registered(tess);
    expect(await register.registerLearner(tess, caller())).to.include({ reason: 'personExists' });
    const moved = { lastKnownPostCode: 'ZT2 2BB' };
    const update = { uln, versionNumber: 1, details: moved };
    expect(await register.updateLearner(update, caller())).to.deep.equal({ responseCode: 'WSRC0006' });
    expect(await register.registerLearner({ ...tess, ...moved }, caller())).to.include({
      reason: 'personExists',
    });
    expect(await register.registerLearner(tess, caller())).to.include({ responseCode: 'WSRC0005' });
  });

  it('refuses the five details of somebody else, and changes nothing', async () => {
    const { register, registered, parts, audit } = await deedsOnStore();
    await registered(tess);
    const other = await registered({ ...tess, givenName: 'Boris', gender: '1' });
    const before = await parts.learners.findByUln(other);
    const details = { givenName: 'TESS', gender: '2' } as const;
    const outcome = await register.updateLearner({ uln: other, versionNumber: 1, details }, caller());
    expect(outcome).to.deep.equal({ responseCode: 'WSRC0021' });
    expect(await parts.learners.findByUln(other)).to.deep.equal(before);
    expect((await audit()).at(-1)).to.deep.include({ outcome: 'WSRC0021', ulns: [other] });
  });

  it('finds the learner by the new name, and no more by the old one', async () => {
    const { register, registered } = await deedsOnStore();
    const uln = await registered(tess);
    const details = { familyName: 'Otherwise', lastKnownPostCode: 'ZT3 3DD' };
    await register.updateLearner({ uln, versionNumber: 1, details }, caller());
    const found = await register.findByDemographics({ ...tess, ...details }, caller());
    expect(found).to.include({ responseCode: 'WSRC0004' });
    expect(await register.findByDemographics(tess, caller())).to.include({ responseCode: 'WSRC0001' });
  });

  it('does not touch a linked learner', async () => {
    const { register, registered, parts, audit } = await deedsOnStore();
    const master = await registered(tess);
    const linked = await registered({ ...tess, gender: '9' });
    const [entry] = await audit();
    if (entry === undefined) throw new Error('No entry');
    expect(await parts.learners.link(linked, master, entry)).to.equal('linked');
    const update = { uln: linked, versionNumber: 2, details: { title: 'Ms' } };
    expect(await register.updateLearner(update, caller())).to.deep.equal({ responseCode: 'WSRC0022' });
    expect(await parts.learners.findByUln(linked)).not.to.have.property('title');
  });

  it('does not touch a learner that is linked while the update is on its way', async () => {
    const { parts, registered, audit } = await deedsOnStore();
    const master = await registered(tess);
    const uln = await registered({ ...tess, gender: '9' });
    const [entry] = await audit();
    if (entry === undefined) throw new Error('No entry');
    const { learners } = parts;
    const linkedMeanwhile: typeof learners = {
      ...learners,
      async exactUlns(key) {
        await learners.link(uln, master, entry);
        return learners.exactUlns(key);
      },
    };
    const update = { uln, versionNumber: 1, details: { title: 'Ms' } };
    const outcome = await createRegister({ ...parts, learners: linkedMeanwhile }).updateLearner(
      update,
      caller(),
    );
    expect(outcome).to.deep.equal({ responseCode: 'WSRC0022' });
    expect(await learners.findByUln(uln)).to.include({ masterUln: master, versionNumber: 1 });
    expect((await audit()).at(-1)).to.deep.include({ outcome: 'WSRC0022', ulns: [uln] });
  });
});
