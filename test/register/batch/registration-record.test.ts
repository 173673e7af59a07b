/** What becomes of each record of a registration batch, over both databases and in memory. */
import { expect } from 'chai';
import type { RecordResult } from '../../../src/domain/batch.js';
import type { Learner } from '../../../src/domain/learner.js';
import { hasValidCheckDigit } from '../../../src/domain/uln.js';
import { cryptographicRandom } from '../../../src/random.js';
import type { BatchParts } from '../../../src/register/batch/batch-parts.js';
import { registerLearner } from '../../../src/register/register-learner.js';
import { ulnNumber } from '../../domain/people.js';
import { StandingClock } from '../../standing-clock.js';
import { eachDatabase } from '../../store/databases.js';
import { entry } from '../../store/people.js';
import { batchesInMemory, caller, registerBatch, usualSettings } from './batch-register.js';

const ada = {
  givenName: 'Ada',
  familyName: 'Testwell',
  dateOfBirth: '2004-03-12',
  gender: '2',
  lastKnownPostCode: 'CV4 9EE',
} as const;
const names = { givenName: ada.givenName, familyName: ada.familyName };

let people = 0;
/** Somebody whose names, birthday and postcode nobody else has. */
function somebody() {
  people += 1;
  const letters = [...people.toString(9)].map((digit) => 'BDFGKLMPR'.charAt(Number(digit))).join('A');
  const day = String((people % 28) + 1).padStart(2, '0');
  const year = 1950 + (people % 50);
  return {
    ...ada,
    givenName: `Given${letters}`,
    familyName: letters + 'son',
    dateOfBirth: `${year}-01-${day}`,
  };
}

function suite(newParts: () => Promise<BatchParts>): void {
  let parts: BatchParts;

  before(async () => {
    parts = await newParts();
  });

  const one = async (
    fields: Readonly<Record<string, string>>,
    jobType: 'FUL' | 'CHK' = 'FUL',
    settings: Partial<typeof usualSettings> = {},
  ): Promise<RecordResult> => {
    const changed = { ...parts, settings: { ...parts.settings, ...settings } };
    const [result] = await registerBatch(changed, [fields], jobType);
    if (result === undefined) throw new Error('No result');
    return result;
  };
  const registered = async (fields: Readonly<Record<string, string>>): Promise<Learner> => {
    const { code, uln } = await one(fields);
    expect(code).to.equal('RC001');
    const learner = uln === undefined ? undefined : await parts.learners.findByUln(uln);
    if (learner === undefined) throw new Error('Not registered');
    return learner;
  };

  it('a new person gets a ULN: RC001', async () => {
    const person = somebody();
    const learner = await registered({ ...person, title: 'Dr', abilityToShare: '1' });
    expect(hasValidCheckDigit(learner.uln)).to.equal(true);
    expect(learner).to.deep.include({ ...person, title: 'Dr', abilityToShare: '1', verificationType: '0' });
  });

  it('in a job that only checks, a new person is not found: RC009, and nobody is registered', async () => {
    const person = somebody();
    expect(await one(person, 'CHK')).to.deep.equal({ code: 'RC009' });
    expect((await one(person)).code).to.equal('RC001');
  });

  it('a person who is there: RC002, with the ULN, checked or not', async () => {
    const person = somebody();
    const { uln } = await registered(person);
    expect(await one(person)).to.deep.equal({ code: 'RC002', uln });
    expect(await one(person, 'CHK')).to.deep.equal({ code: 'RC002', uln });
  });

  it('a person who is there, with optional details that are new: RC003, and empty ones stay', async () => {
    const person = somebody();
    const { uln } = await registered({ ...person, title: 'Ms', notes: 'Old' });
    expect(await one({ ...person, notes: 'New', title: '', abilityToShare: '1' })).to.deep.equal({
      code: 'RC003',
      uln,
    });
    expect(await parts.learners.findByUln(uln)).to.deep.include({
      title: 'Ms',
      notes: 'New',
      abilityToShare: '1',
      versionNumber: 2,
    });
  });

  it('in a job that only checks, optional details change nothing', async () => {
    const person = somebody();
    const { uln } = await registered(person);
    expect(await one({ ...person, notes: 'New' }, 'CHK')).to.deep.equal({ code: 'RC002', uln });
    expect((await parts.learners.findByUln(uln))?.versionNumber).to.equal(1);
  });

  it('what may not be changed is not: RC002, and says why', async () => {
    const person = somebody();
    const { uln } = await registered({ ...person, abilityToShare: '1' });
    const result = await one({ ...person, abilityToShare: '0', notes: 'New' });
    expect(result).to.deep.equal({
      code: 'RC002',
      uln,
      reason: 'Not updated: AbilityToShare cannot be changed in this way.',
    });
    expect((await parts.learners.findByUln(uln))?.versionNumber).to.equal(1);
  });

  it('a ULN with its names: RC004 when checked, RC002 with nothing new', async () => {
    const person = somebody();
    const { uln } = await registered(person);
    const { givenName, familyName } = person;
    expect(await one({ uln, givenName, familyName }, 'CHK')).to.deep.equal({ code: 'RC004', uln });
    expect(await one({ uln, givenName, familyName })).to.deep.equal({ code: 'RC002', uln });
  });

  it('a ULN with its names and new details: RC003, and the names stay as they are', async () => {
    const person = somebody();
    const { uln } = await registered({ ...person, preferredGivenName: 'Nick' });
    const record = { uln, givenName: 'Nick', familyName: person.familyName, lastKnownPostCode: 'lu49qz' };
    expect(await one(record)).to.deep.equal({ code: 'RC003', uln });
    expect(await parts.learners.findByUln(uln)).to.deep.include({
      givenName: person.givenName,
      lastKnownPostCode: 'LU4 9QZ',
    });
  });

  it('a ULN with a date of birth out of range: RC011 over web services', async () => {
    const { uln, givenName, familyName } = await registered(somebody());
    expect(await one({ uln, givenName, familyName, dateOfBirth: '2020-01-01' })).to.deep.equal({
      code: 'RC011',
      reason: 'DateOfBirth gives an age outside 13 to 110.',
    });
  });

  it('a ULN that would become the same person as another: RC002, and says why', async () => {
    const person = somebody();
    await registered(person);
    const { uln } = await registered({
      ...person,
      lastKnownPostCode: 'LU4 9QZ',
      gender: '1',
      dateOfBirth: '1940-10-17',
    });
    expect(await one({ ...person, uln })).to.deep.equal({
      code: 'RC002',
      uln,
      reason: 'Not updated: another learner has these details.',
    });
  });

  it('a ULN that nobody has: RC009', async () => {
    expect(await one({ ...names, uln: ulnNumber(77) })).to.deep.equal({ code: 'RC009' });
  });

  it('a ULN with the names of somebody else: RC010', async () => {
    const { uln } = await registered(somebody());
    expect(await one({ uln, givenName: 'Quite', familyName: 'Different' })).to.deep.equal({ code: 'RC010' });
  });

  it('a ULN with a wrong check digit: RC009, or RC011 where such a one is a fault', async () => {
    const wrong = { ...names, uln: '2000000007' };
    expect(await one(wrong)).to.deep.equal({ code: 'RC009' });
    expect(await one(wrong, 'FUL', { ulnCheck: 'fault' })).to.deep.equal({
      code: 'RC011',
      reason: 'ULN has a wrong check digit.',
    });
  });

  it('without a ULN and enough details: RC006, with what is missing', async () => {
    expect(await one({ ...somebody(), gender: '', lastKnownPostCode: '' })).to.deep.equal({
      code: 'RC006',
      reason: 'Missing: Gender, LastKnownPostCode.',
    });
  });

  it('somebody too young or too old: RC011 over web services', async () => {
    for (const dateOfBirth of ['2020-01-01', '1890-01-01']) {
      expect(await one({ ...somebody(), dateOfBirth })).to.deep.equal({
        code: 'RC011',
        reason: 'DateOfBirth gives an age outside 13 to 110.',
      });
    }
  });

  it('a bad value: RC011, and names the element', async () => {
    expect(await one({ ...somebody(), gender: 'F' })).to.deep.equal({
      code: 'RC011',
      reason: 'Gender is not 0, 1, 2 or 9.',
    });
  });

  it('a person who may be there: RC007, and nobody is registered', async () => {
    const person = somebody();
    await registered(person);
    const possible = { ...person, lastKnownPostCode: 'LU4 9QZ' };
    const result = { code: 'RC007', reason: '1 possible match(es).' };
    expect(await one(possible)).to.deep.equal(result);
    expect(await one(possible, 'CHK')).to.deep.equal(result);
  });

  it('a person in two records of one job gets one ULN', async () => {
    const person = somebody();
    const [first, second, third] = await registerBatch(parts, [
      person,
      person,
      { ...person, notes: 'Third' },
    ]);
    expect([first?.code, second?.code, third?.code]).to.deep.equal(['RC001', 'RC002', 'RC003']);
    expect(new Set([first?.uln, second?.uln, third?.uln])).to.have.lengthOf(1);
  });

  it('a person whom somebody else registers between the find and the registration: RC002', async () => {
    const person = somebody();
    let hindered = false;
    const hindering: BatchParts = {
      ...parts,
      learners: {
        ...readerOf(parts),
        register: async (learner, keys, audit, progress) => {
          if (!hindered) {
            hindered = true;
            const { settings } = parts;
            const single = { ...parts, settings: { ...settings, findBeforeRegister: false } };
            const details = { ...person, abilityToShare: '0', verificationType: '0' } as const;
            await registerLearner(single, details, { ...caller, organisationRef: 'OTHER1' });
          }
          return parts.learners.register(learner, keys, audit, progress);
        },
        update: (...given) => parts.learners.update(...given),
      },
    };
    const [result] = await registerBatch(hindering, [person]);
    expect(hindered).to.equal(true);
    expect(result?.code).to.equal('RC002');
  });
}

/** The methods of a class instance do not spread. */
function readerOf({ learners }: BatchParts): BatchParts['learners'] {
  return {
    findByUln: (uln) => learners.findByUln(uln),
    findByUlns: (ulns) => learners.findByUlns(ulns),
    exactUlns: (key) => learners.exactUlns(key),
    candidates: (blocks) => learners.candidates(blocks),
    register: (...given) => learners.register(...given),
    update: (...given) => learners.update(...given),
    link: (...given) => learners.link(...given),
    unlink: (...given) => learners.unlink(...given),
  };
}

describe('records of a registration batch (in memory)', () => {
  suite(async () => batchesInMemory().parts);
});

eachDatabase('records of a registration batch', (newDatabase) => {
  suite(async () => {
    const { store } = await newDatabase();
    const { learners, audit, personKeys, batches } = store;
    const clock = new StandingClock();
    const random = cryptographicRandom;
    return {
      learners,
      audit,
      personKeys,
      batches,
      clock,
      random,
      settings: usualSettings,
      batchKeepDays: 90,
    };
  });

  it('linked: RC005 with the master, by ULN and by exact details; only possibly so: RC007', async () => {
    const { store } = await newDatabase();
    const { learners, audit, personKeys, batches } = store;
    const clock = new StandingClock();
    const parts: BatchParts = {
      learners,
      audit,
      personKeys,
      batches,
      clock,
      random: cryptographicRandom,
      settings: usualSettings,
      batchKeepDays: 90,
    };
    const linked = somebody();
    const results = await registerBatch(parts, [linked, somebody()]);
    const [uln, master] = results.map((result) => result.uln);
    if (uln === undefined || master === undefined) throw new Error('Not registered');
    expect(await learners.link(uln, master, entry())).to.equal('linked');

    const { givenName, familyName } = linked;
    const codes = await registerBatch(parts, [
      { uln, givenName, familyName },
      linked,
      { ...linked, lastKnownPostCode: 'LU4 9QZ' },
    ]);
    expect(codes).to.deep.equal([
      { code: 'RC005', uln: master },
      { code: 'RC005', uln: master },
      { code: 'RC007', reason: '1 possible match, which is linked.' },
    ]);
  });
});
