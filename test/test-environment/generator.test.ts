/** Learners made up on demand. */
import { expect } from 'chai';
import fc from 'fast-check';
import { hasValidCheckDigit } from '../../src/domain/uln.js';
import { addGenerated, lineOf, take } from '../../src/test-environment/generator/add-generated.js';
import {
  generatePeople,
  LARGEST_SEED,
  MOST_GENERATED,
} from '../../src/test-environment/generator/generate-people.js';
import { familyBeginnings, familyEndings } from '../../src/test-environment/generator/name-parts.js';
import { sentinelFamilyName } from '../../src/domain/sentinel.js';
import { readJsonLines } from '../../src/cli/import/read-json-lines.js';
import { learnerOfRow } from '../../src/cli/import/learner-of-row.js';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillTestStore } from '../running-register.js';
import { StandingClock } from '../standing-clock.js';
import { eachDatabase } from '../store/databases.js';

const seeds = fc.integer({ min: 0, max: LARGEST_SEED });

describe('Generated people', () => {
  it('are the same for the same seed, and a longer list begins with the shorter', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 60 }), (seed, count) => {
        const people = take(generatePeople(seed), count);
        expect(take(generatePeople(seed), count + 5).slice(0, count)).to.deep.equal(people);
      }),
    );
  });

  it('are others for another seed', () => {
    const [one, two] = [1, 2].map((seed) => take(generatePeople(seed), 200).map(({ uln }) => uln));
    expect(one?.filter((uln) => two?.includes(uln))).to.have.length.below(3);
  });

  it('are fictitious and valid: number, names, address, mail, age', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { uln, details } of take(generatePeople(seed), 40)) {
          expect(uln).to.match(/^990[1-9]/);
          expect(hasValidCheckDigit(uln)).to.equal(true);
          expect(familyBeginnings.some((part) => details.familyName.startsWith(part))).to.equal(true);
          expect(familyEndings.some((part) => details.familyName.endsWith(part))).to.equal(true);
          expect(details.familyName).to.not.equal(sentinelFamilyName);
          expect(details.lastKnownPostCode).to.match(/^ZT\d{2} \d[A-Z]{2}$/);
          expect(details.dateOfBirth >= '1990-01-01' && details.dateOfBirth < '2012-01-01').to.equal(true);
          if (details.emailAddress !== undefined)
            expect(details.emailAddress).to.match(/^[a-z]+\.[a-z]+@generated\.test$/);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('never have a number or the five details twice, however many there are', () => {
    const people = take(generatePeople(99), MOST_GENERATED);
    const five = people.map(
      ({ details: { givenName, familyName, dateOfBirth, gender, lastKnownPostCode } }) =>
        [givenName, familyName, dateOfBirth, gender, lastKnownPostCode].join(),
    );
    expect(new Set(five).size).to.equal(MOST_GENERATED);
    expect(new Set(people.map(({ uln }) => uln)).size).to.equal(MOST_GENERATED);
  });

  it('are lines that "learner import" takes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'learner-register-generated-'));
    const file = join(folder, 'learners.jsonl');
    const people = take(generatePeople(3), 50);
    writeFileSync(file, people.map((person) => `${JSON.stringify(lineOf(person))}\n`).join(''));
    try {
      const settings = { today: '2026-03-02', anyCheckDigit: false, random: { integer: () => 0 } };
      let rows = 0;
      for await (const batch of readJsonLines(file, false)) {
        if ('failure' in batch) throw new Error(batch.failure.problem);
        for (const row of batch.rows) {
          expect(learnerOfRow(row, settings as never)).to.not.have.property('reasons');
          rows += 1;
        }
      }
      expect(rows).to.equal(50);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

eachDatabase('Generated people in a register', (newDatabase) => {
  it('are added once, can be found, and leave the published ones as they are', async function () {
    this.timeout(60_000);
    const { store } = await newDatabase();
    await fillTestStore(store, new StandingClock());
    const before = (await store.counts()).learners;
    expect(await addGenerated(store, 300, 7)).to.equal(300);
    expect(await addGenerated(store, 300, 7)).to.equal(0);
    expect(await addGenerated(store, 350, 7)).to.equal(50);
    expect(await addGenerated(store, 300, 8)).to.be.within(299, 300);
    expect((await store.counts()).learners).to.be.within(before + 649, before + 650);
    const [first] = take(generatePeople(7), 1);
    if (first === undefined) throw new Error('Nobody is generated');
    const found = await store.learners.findByUln(first.uln);
    expect(found).to.include({ familyName: first.details.familyName, versionNumber: 1 });
  });
});
