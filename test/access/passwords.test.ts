import { expect } from 'chai';
import fc from 'fast-check';
import { hashPassword, verifyPassword } from '../../src/access/password-hash.js';
import { generatePassword, isPublishedPassword, passwordProblem } from '../../src/access/password-rules.js';
import { RecentlyUsed } from '../../src/access/recently-used.js';
import { answerDelay, UnknownAttempts } from '../../src/access/slowdown.js';
import { VerifiedPasswords } from '../../src/access/verified-passwords.js';
import { lightCost } from './organisations-in-memory.js';

const organisation = { organisationRef: 'AAA111', revision: 1 };

describe('password hashes', () => {
  it('are argon2id with 19 MiB, two passes and one lane, different each time', async () => {
    const [one, two] = await Promise.all([
      hashPassword('Correct-Horse-16'),
      hashPassword('Correct-Horse-16'),
    ]);
    expect(one).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.to.equal(two);
    expect(await verifyPassword(one, 'Correct-Horse-16')).to.equal(true);
    expect(await verifyPassword(one, 'correct-horse-16')).to.equal(false);
  });

  it('agree with their password, whatever its characters, and not with another', async () => {
    const passwords = fc.string({ unit: 'binary', minLength: 16, maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(passwords, passwords, async (password, other) => {
        const hash = await hashPassword(password, lightCost);
        expect(await verifyPassword(hash, password)).to.equal(true);
        expect(await verifyPassword(hash, other)).to.equal(other === password);
      }),
      { numRuns: 50 },
    );
  });

  it('that are none are never agreed with', async () => {
    expect(await verifyPassword('', '')).to.equal(false);
    expect(await verifyPassword('Correct-Horse-16', 'Correct-Horse-16')).to.equal(false);
  });
});

describe('password rules', () => {
  it('ask for exactly sixteen characters, not all blank, that XML can carry', () => {
    expect(passwordProblem('Correct-Horse-16')).to.equal(undefined);
    expect(passwordProblem('é'.repeat(16))).to.equal(undefined);
    expect(passwordProblem('😀'.repeat(16))).to.equal(undefined);
    expect(passwordProblem('Correct-Horse-1')).to.contain('15 characters');
    expect(passwordProblem('Correct-Horse-167')).to.contain('17 characters');
    expect(passwordProblem(' '.repeat(16))).to.contain('blank');
    expect(passwordProblem('Correct-Horse\r\n6')).to.contain('control');
    expect(passwordProblem('Correct-Horse-1\uD800')).to.contain('XML');
  });

  it('are kept by every generated password, and none comes twice', () => {
    const generated = Array.from({ length: 1000 }, generatePassword);
    expect(generated.map(passwordProblem).filter((problem) => problem !== undefined)).to.deep.equal([]);
    expect(new Set(generated).size).to.equal(1000);
  });

  it('know a published password', () => {
    expect(isPublishedPassword('Correct-Horse-16', ['x', 'Correct-Horse-16'])).to.equal(true);
    expect(isPublishedPassword('correct-horse-16', ['x', 'Correct-Horse-16'])).to.equal(false);
  });
});

describe('remembered passwords', () => {
  it('are distinguished by organisation, revision and password, and by process', () => {
    const verified = new VerifiedPasswords(10, 60);
    const digest = verified.digest(organisation, 'pw');
    expect(verified.digest({ ...organisation }, 'pw')).to.equal(digest);
    expect(verified.digest({ ...organisation, revision: 2 }, 'pw')).not.to.equal(digest);
    expect(verified.digest({ ...organisation, organisationRef: 'BBB222' }, 'pw')).not.to.equal(digest);
    expect(verified.digest(organisation, 'pW')).not.to.equal(digest);
    expect(new VerifiedPasswords(10, 60).digest(organisation, 'pw')).not.to.equal(digest);
  });

  it('never exceed their number; the longest unused goes first', () => {
    const verified = new VerifiedPasswords(2, 60);
    const [one, two, three] = ['1', '2', '3'].map((password) => verified.digest(organisation, password));
    if (one === undefined || two === undefined || three === undefined) throw new Error('three digests');
    verified.remember(one, 0);
    verified.remember(two, 0);
    expect(verified.recall(one, 1)).to.equal('fresh');
    verified.remember(three, 1);
    expect(verified.recall(two, 1)).to.equal('unknown');
    expect(verified.recall(one, 1)).to.equal('fresh');
    expect(verified.counts).to.deep.equal({ hits: 2, misses: 1, entries: 2 });
  });

  it('are stale after their time, though used in between, and when the clock went back', () => {
    const verified = new VerifiedPasswords(2, 60);
    const digest = verified.digest(organisation, 'pw');
    verified.remember(digest, 1000);
    expect(verified.recall(digest, 60_000)).to.equal('fresh');
    expect(verified.recall(digest, 61_001)).to.equal('stale');
    expect(verified.recall(digest, 999)).to.equal('stale');
  });
});

describe('a map of what was used of late', () => {
  it('never exceeds its size and always holds the newest half', () => {
    const names = fc.array(fc.nat(30).map(String), { maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), names, (size, used) => {
        const map = new RecentlyUsed<string>(size);
        for (const name of used) {
          if (map.get(name) === undefined) map.set(name, name);
          expect(map.size).to.be.at.most(size);
        }
        const newest = [...new Set(used.toReversed())].slice(0, Math.floor(size / 2));
        for (const name of newest) expect(map.get(name)).to.equal(name);
      }),
    );
  });

  it('forgets what is deleted', () => {
    const map = new RecentlyUsed<number>(4);
    map.set('a', 1);
    map.delete('a');
    expect(map.get('a')).to.equal(undefined);
    expect(map.size).to.equal(0);
  });
});

describe('the slowdown', () => {
  it('doubles from 100 ms to two seconds', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 5000].map((failures) => answerDelay(failures, 3));
    expect(delays).to.deep.equal([0, 0, 0, 100, 200, 400, 800, 1600, 2000, 2000]);
  });

  it('counts attempts on unknown organisations in bounded memory', () => {
    const attempts = new UnknownAttempts(2);
    expect([attempts.add('a'), attempts.add('a'), attempts.add('b'), attempts.add('a')]).to.deep.equal([
      1, 2, 1, 3,
    ]);
    expect(attempts.add('c')).to.equal(1);
    expect(attempts.add('a')).to.equal(4);
    expect(attempts.add('b')).to.equal(1);
  });
});
