import { expect } from 'chai';
import { hasValidCheckDigit } from '../../src/domain/uln.js';
import { createRegister } from '../../src/register/register.js';
import { caller, deedsOnStore, tess } from './deeds-on-store.js';

describe('Registering a learner', () => {
  const noRecentFind = { responseCode: 'WSRC0021', reason: 'noRecentFind' };

  it('needs a find by the same organisation', async () => {
    const { register } = await deedsOnStore();
    await register.findByDemographics(tess, caller({ organisationRef: 'OTHER1' }));
    expect(await register.registerLearner(tess, caller())).to.deep.equal(noRecentFind);
    await register.findByDemographics(tess, caller());
    expect(await register.registerLearner(tess, caller())).to.include({ responseCode: 'WSRC0005' });
  });

  it('needs a find by the same five details, each of them', async () => {
    const { register } = await deedsOnStore();
    const others = [
      { givenName: 'Tessa' },
      { familyName: 'Examples' },
      { dateOfBirth: '2005-01-30' },
      { gender: '9' },
      { lastKnownPostCode: 'ZT1 1AB' },
    ] as const;
    for (const other of others) {
      await register.findByDemographics({ ...tess, ...other }, caller());
      expect(await register.registerLearner(tess, caller()), JSON.stringify(other)).to.deep.equal(
        noRecentFind,
      );
    }
  });

  it('waits after a find that gave a possible match, and leaves that learner as it was', async () => {
    const { register, clock, registered, parts } = await deedsOnStore();
    const twin = { ...tess, gender: '1' } as const;
    const uln = await registered(tess);
    await register.findByDemographics(twin, caller());
    const tooSoon = { responseCode: 'WSRC0021', reason: 'tooSoonAfterPossible' };
    clock.advance({ seconds: 9 });
    expect(await register.registerLearner(twin, caller())).to.deep.equal(tooSoon);

    const stored = await parts.learners.findByUln(uln);
    expect(stored?.versionNumber).to.equal(1);
    clock.advance({ seconds: 1 });
    expect(await register.registerLearner(twin, caller())).to.include({ responseCode: 'WSRC0005' });
  });

  it('counts a find until its window has passed', async () => {
    const { register, clock } = await deedsOnStore({ findWindowMinutes: 5 });
    await register.findByDemographics(tess, caller());
    clock.advance({ minutes: 5, seconds: 1 });
    expect(await register.registerLearner(tess, caller())).to.deep.equal(noRecentFind);
    await register.findByDemographics(tess, caller());
    clock.advance({ minutes: 5 });
    expect(await register.registerLearner(tess, caller())).to.include({ responseCode: 'WSRC0005' });
  });

  it('records a refusal, and leaves no other trace', async () => {
    const { register, audit } = await deedsOnStore();
    await register.registerLearner(tess, caller({ operation: 'registerSingleLearner' }));
    expect(await register.findByDemographics(tess, caller())).to.include({ responseCode: 'WSRC0001' });
    const [refusal] = await audit();
    expect(refusal).to.deep.include({ operation: 'registerSingleLearner', outcome: 'WSRC0021', ulns: [] });
  });

  it('records who did it, and no name or date of the learner', async () => {
    const { registered, audit, parts } = await deedsOnStore();
    const uln = await registered(tess);
    const entries = await audit();
    expect(entries.map(({ outcome, ulns }) => [outcome, ...ulns])).to.deep.equal([
      ['WSRC0001'],
      ['WSRC0005', uln],
    ]);
    const [find, registration] = entries;
    expect(find?.personKey).to.match(/^[0-9a-f]{32}$/);
    expect(registration).not.to.have.property('personKey');
    expect(registration?.at).to.deep.equal(parts.clock.now());
    expect(JSON.stringify(entries)).not.to.match(/tess|example|2005-01-31|ZT1/i);
  });

  it('draws again when a number is taken', async () => {
    const { parts, registered } = await deedsOnStore({ findBeforeRegister: false });
    const first = await registered(tess);
    const stem = Number(first.slice(0, 9)) - 100_000_000;
    const draws = [stem, stem, 7];
    const register = createRegister({ ...parts, random: { integer: () => draws.shift() ?? 0 } });
    const outcome = await register.registerLearner({ ...tess, givenName: 'Boris' }, caller());
    expect(outcome).to.deep.equal({ responseCode: 'WSRC0005', uln: '1000000078' });
    expect('uln' in outcome && hasValidCheckDigit(outcome.uln)).to.equal(true);
  });
});
