import { expect } from 'chai';
import { qualificationKey, type Qualification } from '../../src/domain/qualification.js';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';

const diploma: Qualification = {
  reference: '500/4606/8',
  kind: 'qualification',
  title: "Imaginary Diploma of “Testing”, Part 1; O'Hara's",
  qualificationType: 'GCE A Level',
  level: 'Level 3',
  credits: 0,
  awardingOrganisationRef: 'TSTAO1',
  grades: ['A*', 'A', 'B'],
  languages: ['English', 'Welsh'],
  operationalStart: '2010-09-01',
  certificationEnd: '2030-08-31',
};
const unit: Qualification = {
  reference: 'K/501/5773',
  kind: 'unit',
  title: 'A unit',
  credits: 2,
  awardingOrganisationRef: 'TSTAO2',
  grades: [],
  languages: [],
};

eachDatabase('The catalogue of qualifications', (newDatabase) => {
  let store: Store;

  before(async function () {
    this.timeout(60_000);
    ({ store } = await newDatabase());
  });

  afterEach(() => store.clear());

  it('gives back what was put in, however the reference is written', async () => {
    expect(await store.qualifications.store([diploma, unit])).to.deep.equal({ added: 2, replaced: 0 });
    const keys = ['50046068', 'k/501/5773', '999/9999/9'].map(qualificationKey);
    const found = await store.qualifications.find(keys);
    expect([...found.keys()]).to.have.members(keys.slice(0, 2));
    expect(found.get(qualificationKey('500/4606/8'))).to.deep.equal(diploma);
    expect(found.get(qualificationKey('K/501/5773'))).to.deep.equal(unit);
    expect(await store.qualifications.find([])).to.deep.equal(new Map());
  });

  it('counts what is new, what is different, and leaves alone what is the same', async () => {
    await store.qualifications.store([diploma, unit]);
    const changed = { ...unit, title: 'A better unit' };
    expect(await store.qualifications.store([diploma, changed])).to.deep.equal({ added: 0, replaced: 1 });
    expect(await store.qualifications.store([diploma, changed])).to.deep.equal({ added: 0, replaced: 0 });
    const [, listed] = await store.qualifications.list({ limit: 10 });
    expect(listed).to.deep.equal(changed);
  });

  it('lists by reference, by organisation and in pages', async () => {
    await store.qualifications.store([unit, diploma]);
    const references = async (filter: Parameters<typeof store.qualifications.list>[0]) =>
      (await store.qualifications.list(filter)).map(({ reference }) => reference);
    expect(await references({ limit: 10 })).to.deep.equal(['500/4606/8', 'K/501/5773']);
    expect(await references({ limit: 10, offset: 1 })).to.deep.equal(['K/501/5773']);
    expect(await references({ limit: 1 })).to.deep.equal(['500/4606/8']);
    expect(await references({ limit: 10, awardingOrganisationRef: 'TSTAO2' })).to.deep.equal(['K/501/5773']);
  });

  it('knows who awards anything', async () => {
    await store.qualifications.store([diploma]);
    expect(await store.qualifications.awardsAnything('TSTAO1')).to.equal(true);
    expect(await store.qualifications.awardsAnything('TSTAO2')).to.equal(false);
  });
});
