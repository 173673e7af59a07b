import { expect } from 'chai';
import type { Learner } from '../../src/domain/learner.js';
import { caller, type DeedsOnStore } from './deeds-on-store.js';
import { people, plrPopulation, question } from './plr-population.js';

describe('Viewing who looked', () => {
  let deeds: DeedsOnStore;
  const viewing = caller({ operation: 'ViewAudit', userName: 'L. Learner' });
  const nothing = { page: 1, pageCount: 0, totalItems: 0, accesses: [] };

  beforeEach(async () => {
    deeds = await plrPopulation();
    const { organisations } = deeds.store;
    await organisations.add(
      {
        organisationRef: 'TEST01',
        ukprn: '90000001',
        name: 'Imaginary College',
        kind: 'learningProvider',
        rights: new Set(['plr']),
        status: 'active',
      },
      'hash',
    );
  });

  const view = (who: Learner, page = 1) => deeds.register.viewAudit({ ...question(who), page }, viewing);
  const look = (who: Learner, of: Parameters<typeof caller>[0] = {}) =>
    deeds.register.findByUln(who, caller({ operation: 'learnerByULN', ...of }));

  it('tells what was done, when, by whom, newest first, and itself the next time', async () => {
    await look(people.sharing);
    const first = deeds.clock.now();
    deeds.clock.advance({ minutes: 1 });
    await look(people.sharing, { organisationRef: 'GONE01', userName: 'B. User' });
    deeds.clock.advance({ minutes: 1 });
    const outcome = await view(people.sharing);
    expect(outcome).to.deep.include({ page: 1, pageCount: 1, totalItems: 2 });
    expect(outcome.accesses).to.have.length(2);
    expect(outcome.accesses[0]).to.deep.include({
      action: 'learnerByULN',
      organisation: 'GONE01',
      user: 'B. User',
    });
    expect(outcome.accesses[1]).to.deep.equal({
      action: 'learnerByULN',
      at: first,
      organisation: 'Imaginary College',
      user: 'A. User',
    });
    deeds.clock.advance({ minutes: 1 });
    expect((await view(people.sharing)).accesses[0]).to.include({ action: 'ViewAudit', user: 'L. Learner' });
    expect((await deeds.audit()).at(-1)).to.deep.include({ outcome: 'WSRC0004', ulns: [people.sharing.uln] });
  });

  it('counts in what was done to records linked to the learner', async () => {
    await look({ ...people.linked });
    await look({ ...people.linkedToo });
    await look({ ...people.master });
    for (const who of [people.master, people.linked, people.linkedToo]) {
      const { accesses } = await view(who);
      expect(accesses.filter(({ action }) => action === 'learnerByULN')).to.have.length(3);
    }
  });

  it('tells twenty on a page, and no more beyond the last', async () => {
    for (let time = 0; time < 45; time += 1) {
      await look(people.sharing, { userName: `User ${String(time)}` });
      deeds.clock.advance({ seconds: 1 });
    }
    const pages = [];
    // Each view is one more entry, at the front of the next.
    for (const page of [1, 2, 3, 4]) {
      const outcome = await view(people.sharing, page);
      pages.push([outcome.page, outcome.pageCount, outcome.totalItems, outcome.accesses.length]);
    }
    expect(pages).to.deep.equal([
      [1, 3, 45, 20],
      [2, 3, 46, 20],
      [3, 3, 47, 7],
      [4, 3, 48, 0],
    ]);
    expect((await view(people.sharing, 0)).page).to.equal(1);
    expect((await view(people.sharing, -2_147_483_648)).page).to.equal(1);
    expect(await view(people.sharing, 2_147_483_647)).to.deep.include({ totalItems: 51, accesses: [] });
  });

  it('tells nothing to those who may not see the record, and keeps that they asked', async () => {
    await look(people.notSeen);
    deeds.clock.advance({ seconds: 1 });
    expect(await view(people.notSeen)).to.deep.equal(nothing);
    expect((await deeds.audit()).at(-1)).to.deep.include({ outcome: 'WSEC0206', operation: 'ViewAudit' });
    deeds.clock.advance({ seconds: 1 });
    expect(await view({ ...people.sharing, familyName: 'Other' })).to.deep.equal(nothing);
    expect((await deeds.audit()).at(-1)).to.deep.include({ outcome: 'WSEC0208' });
    expect(await view(people.deleted)).to.deep.equal(nothing);
    const own = { ...question(people.notSeen, ['plr', 'learnerAccess'], 'LNR'), page: 1 };
    expect((await deeds.register.viewAudit(own, viewing)).accesses.map(({ action }) => action)).to.include(
      'learnerByULN',
    );
  });
});
