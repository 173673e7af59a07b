import { expect } from 'chai';
import fc from 'fast-check';
import { rights } from '../../src/domain/organisation.js';
import { getTypes, userTypes } from '../../src/domain/plr-access.js';
import type { ReadLearningEventsOutcome } from '../../src/register/read-learning-events.js';
import { caller, type DeedsOnStore } from './deeds-on-store.js';
import { eventIds, hidden, people, plrPopulation, question } from './plr-population.js';

describe('Reading learning events', () => {
  let deeds: DeedsOnStore;
  const asked = caller({ operation: 'GetLearnerLearningEvents', userName: 'A. Adviser' });

  before(async () => {
    deeds = await plrPopulation();
  });

  const read = (of: Partial<ReturnType<typeof question>> & object, who = people.sharing) =>
    deeds.register.readLearningEvents({ ...question(who), ...of }, asked);

  it('gives the events of a learner who shares, without withdrawn ones', async () => {
    const outcome = await read({});
    expect(outcome).to.include({ responseCode: 'WSRC0004', foundUln: people.sharing.uln });
    expect(numbers(outcome)).to.deep.equal([eventIds.sharing]);
  });

  it('gives those of a master and all linked to it, whichever was asked for', async () => {
    const all = [eventIds.linkedToo, eventIds.linked, eventIds.master];
    const byLinked = await read({}, people.linked);
    expect(byLinked).to.include({ responseCode: 'WSRC0022', foundUln: people.master.uln });
    expect(numbers(byLinked)).to.deep.equal(all);
    const byMaster = await read({}, people.master);
    expect(byMaster).to.include({ responseCode: 'WSRC0004', foundUln: people.master.uln });
    expect(numbers(byMaster)).to.deep.equal(all);
  });

  it('takes the names of either record of a link', async () => {
    const { givenName, familyName } = people.master;
    expect((await read({ givenName, familyName }, people.linked)).responseCode).to.equal('WSRC0022');
    expect((await read({ givenName: 'Nobody' }, people.linked)).responseCode).to.equal('WSEC0208');
  });

  it('says WSEC0206 to whoever asks for one who does not share, and WSRC0004 to the learner', async () => {
    for (const who of [people.notSeen, people.optedOut, people.hiddenMaster, people.hiddenLinked]) {
      for (const userType of ['ORG', 'SER', 'Unknown', 'LNR']) {
        expect(await read({ userType }, who)).to.deep.equal({ responseCode: 'WSEC0206' });
      }
      const own = question(who, ['plr', 'learnerAccess'], 'LNR');
      expect((await deeds.register.readLearningEvents(own, asked)).responseCode).to.match(/^WSRC/);
    }
  });

  it('says WSEC0208 when the details are not those of the ULN, shared or not', async () => {
    for (const who of [people.sharing, people.optedOut]) {
      for (const wrong of [
        { givenName: 'Eda' },
        { familyName: 'Other' },
        { dateOfBirth: '2004-03-13' },
        { gender: '1' },
      ]) {
        expect(await read(wrong, who)).to.deep.equal({ responseCode: 'WSEC0208' });
      }
    }
    expect(await read({}, people.deleted)).to.deep.equal({ responseCode: 'WSEC0208' });
    expect(await read({ uln: '5555555554' })).to.deep.equal({ responseCode: 'WSEC0208' });
  });

  it('says WSEC0136 to what cannot be a ULN', async () => {
    for (const uln of ['1234567890', '0123456789', '123', '', 'ABCDEFGHIJ', '９９９９９９９９９９']) {
      expect(await read({ uln }), uln).to.deep.equal({ responseCode: 'WSEC0136' });
    }
  });

  it('says so of a wrong check digit that nobody has, also when told to look such ULNs up', async () => {
    const relaxed = await plrPopulation({ ulnCheck: 'relaxed' });
    const wrong = { ...question(people.sharing), uln: '1234567890' };
    expect(await relaxed.register.readLearningEvents(wrong, asked)).to.deep.equal({
      responseCode: 'WSEC0136',
    });
  });

  it('is on record with its outcome, under every ULN whose events it gave', async () => {
    const latest = async () => {
      const entry = (await deeds.audit()).at(-1);
      deeds.clock.advance({ seconds: 1 });
      return entry;
    };
    deeds.clock.advance({ seconds: 1 });
    await read({}, people.linkedToo);
    expect(await latest()).to.deep.include({
      operation: 'GetLearnerLearningEvents',
      organisationRef: 'TEST01',
      userName: 'A. Adviser',
      outcome: 'WSRC0022',
      ulns: [people.linkedToo.uln, people.master.uln, people.linked.uln],
    });
    await read({}, people.hiddenLinked);
    expect(await latest()).to.deep.include({ outcome: 'WSEC0206', ulns: [people.hiddenLinked.uln] });
    await read({ familyName: 'Other' });
    expect(await latest()).to.deep.include({ outcome: 'WSEC0208', ulns: [people.sharing.uln] });
    await read({ uln: 'x' });
    expect(await latest()).to.deep.include({ outcome: 'WSEC0136', ulns: [] });
  });

  it('gives nothing before its audit entry is durable', async () => {
    const failing = { ...deeds.parts.audit, record: () => Promise.reject(new Error('disk full')) };
    const { createRegister } = await import('../../src/register/register.js');
    const register = createRegister({ ...deeds.parts, audit: failing });
    const outcome = await register.readLearningEvents(question(people.sharing), asked).catch(String);
    expect(outcome).to.equal('Error: disk full');
  });

  it('never gives an event of one who does not share, but on the learner’s behalf', async function () {
    this.timeout(60_000);
    const names = fc.constantFrom('Ada', 'Mia', 'Testwell', 'ADA', '', 'Other');
    const asking = fc.record({
      uln: fc.constantFrom(...Object.values(people).map(({ uln }) => uln as string), '5555555554', 'x'),
      givenName: names,
      familyName: fc.constantFrom('Testwell', 'test-well', '', 'Other'),
      dateOfBirth: fc.constantFrom('', '2004-03-12', '2001-01-01', '1999-01-01'),
      gender: fc.constantFrom('', '0', '1', '2', '9'),
      userType: fc.oneof(fc.constantFrom(...userTypes), fc.string()),
      rights: fc.subarray([...rights]).map((held) => new Set(held)),
      getType: fc.constantFrom(...getTypes),
    });
    await fc.assert(
      fc.asyncProperty(asking, async (one) => {
        const given = numbers(await deeds.register.readLearningEvents(one, asked));
        const onBehalf = one.userType === 'LNR' && one.rights.has('learnerAccess');
        if (!onBehalf) expect(given.filter((number) => hidden.includes(number))).to.deep.equal([]);
        expect(given).to.not.include(7);
        expect(given).to.not.include(eventIds.deleted);
      }),
      { numRuns: 500 },
    );
  });
});

function numbers(outcome: ReadLearningEventsOutcome): readonly number[] {
  return 'events' in outcome ? outcome.events.map(({ eventId }) => eventId) : [];
}
