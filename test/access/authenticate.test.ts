import { expect } from 'chai';
import fc from 'fast-check';
import {
  createAccess,
  type Access,
  type AccessEvent,
  type AccessParts,
  type AccessSettings,
  type Credentials,
} from '../../src/access/authenticate.js';
import { createOperatingHours, parseOperatingHours } from '../../src/access/operating-hours.js';
import { verifyPassword } from '../../src/access/password-hash.js';
import { ClockByHand, collegeOf, lightCost, OrganisationsInMemory } from './organisations-in-memory.js';

const right = 'Correct-Horse-16';
const wrong = 'Battery-Staple16';
const settings: AccessSettings = {
  slowdownAfter: 3,
  lockoutAfter: 6,
  lockoutSeconds: 300,
  passwordCacheSize: 100,
  passwordCacheMinutes: 10,
  passwordChecksAtOnce: 4,
};

interface Scene {
  readonly access: Access;
  readonly store: OrganisationsInMemory;
  readonly clock: ClockByHand;
  readonly waits: number[];
  readonly events: AccessEvent[];
  /** How many hashes were computed so far. */
  readonly hashes: () => number;
  /** The code of the answer, or `ok`. */
  readonly outcome: (credentials: Partial<Credentials>, right?: 'find' | 'achievements') => Promise<string>;
}

async function scene(given: Partial<AccessParts> = {}): Promise<Scene> {
  const store = new OrganisationsInMemory();
  await store.addWith(collegeOf('AAA111', '90000001'), right);
  await store.addWith(collegeOf('BBB222', '90000002'), right);
  const clock = new ClockByHand();
  const waits: number[] = [];
  const events: AccessEvent[] = [];
  let hashes = 0;
  const access = createAccess({
    organisations: store,
    clock,
    settings,
    hashCost: lightCost,
    wait: (milliseconds) => Promise.resolve(waits.push(milliseconds)),
    onEvent: (event) => events.push(event),
    verify: (hash, password) => {
      hashes++;
      return verifyPassword(hash, password);
    },
    ...given,
  });
  return {
    access,
    store,
    clock,
    waits,
    events,
    hashes: () => hashes,
    outcome: async (credentials, wanted = 'find') => {
      const result = await access.authenticate({ orgPassword: right, ...credentials }, wanted);
      return result.ok ? 'ok' : result.code;
    },
  };
}

const a = { organisationRef: 'AAA111' };
const b = { organisationRef: 'BBB222' };

async function fail({ outcome }: Scene, times: number): Promise<string[]> {
  const outcomes: string[] = [];
  for (let count = 0; count < times; count++) outcomes.push(await outcome({ ...a, orgPassword: wrong }));
  return outcomes;
}

describe('access: who calls', () => {
  it('knows an organisation by its reference, its UKPRN or both, letters of either case, empty as absent', async () => {
    const { outcome } = await scene();
    expect(await outcome(a)).to.equal('ok');
    expect(await outcome({ organisationRef: 'aaa111' })).to.equal('ok');
    expect(await outcome({ ukprn: '90000001' })).to.equal('ok');
    expect(await outcome({ organisationRef: '', ukprn: '90000001' })).to.equal('ok');
    expect(await outcome({ ...a, ukprn: '' })).to.equal('ok');
    expect(await outcome({ ...a, ukprn: '90000001' })).to.equal('ok');
  });

  it('takes a UKPRN that was put where the reference belongs', async () => {
    const { outcome } = await scene();
    expect(await outcome({ organisationRef: '90000001' })).to.equal('ok');
    expect(await outcome({ organisationRef: '90000001', ukprn: '90000002' })).to.equal('WSEC0003');
  });

  it('answers WSEC0003 when neither is given, both disagree, or the organisation is unknown or disabled', async () => {
    const { outcome, store, access } = await scene();
    expect(await outcome({})).to.equal('WSEC0003');
    expect(await outcome({ organisationRef: '', ukprn: '' })).to.equal('WSEC0003');
    expect(await outcome({ ...a, ukprn: '90000002' })).to.equal('WSEC0003');
    expect(await outcome({ organisationRef: 'ZZZ999' })).to.equal('WSEC0003');
    await store.setStatus('AAA111', 'disabled');
    access.forget('AAA111');
    expect(await outcome(a)).to.equal('WSEC0003');
  });

  it('answers WSEC0006 when the right is missing, after the password was found right', async () => {
    const { outcome } = await scene();
    expect(await outcome(a, 'achievements')).to.equal('WSEC0006');
    expect(await outcome({ ...a, orgPassword: wrong }, 'achievements')).to.equal('WSEC0005');
  });

  it('hands on the organisation without its password hashes', async () => {
    const { access } = await scene();
    const result = await access.authenticate({ ...a, orgPassword: right }, 'find');
    expect(result).to.deep.equal({ ok: true, organisation: collegeOf('AAA111', '90000001') });
  });

  it('answers WSEC0004 outside the operating hours, without a look at the password', async () => {
    const read = parseOperatingHours('Mon-Fri 12:00-18:00');
    if (!read.ok) throw new Error(read.problem);
    const { outcome, clock, hashes } = await scene({
      hours: createOperatingHours(read.schedule, 'Europe/London'),
    });
    expect(await outcome({ ...a, orgPassword: wrong })).to.equal('WSEC0004');
    expect(hashes()).to.equal(0);
    expect(await outcome({ organisationRef: 'ZZZ999' })).to.equal('WSEC0003');
    clock.advance(3 * 3_600_000);
    expect(await outcome(a)).to.equal('ok');
  });

  it('refuses a published password even when it is the stored one', async () => {
    const { outcome } = await scene({ publishedPasswords: new Set([right]) });
    expect(await outcome(a)).to.equal('WSEC0005');
  });
});

describe('access: passwords', () => {
  it('refuses every mutation of a right password', async () => {
    const { outcome } = await scene({ settings: { ...settings, lockoutAfter: 0 } });
    await outcome(a);
    const mutations = fc
      .tuple(fc.nat(16), fc.nat(1), fc.string({ minLength: 0, maxLength: 2, unit: 'binary' }))
      .map(([at, dropped, put]) => right.slice(0, at) + put + right.slice(at + dropped))
      .filter((mutated) => mutated !== right);
    await fc.assert(
      fc.asyncProperty(mutations, async (orgPassword) => {
        expect(await outcome({ ...a, orgPassword })).to.equal('WSEC0005');
      }),
      { numRuns: 300 },
    );
  });

  it('hashes a password once and remembers it', async () => {
    const { outcome, hashes, access } = await scene();
    for (let count = 0; count < 5; count++) expect(await outcome(a)).to.equal('ok');
    expect(hashes()).to.equal(1);
    expect(access.counts.passwordCache).to.deep.equal({ hits: 4, misses: 1, entries: 1 });
  });

  it('asks the store once a second for an organisation, and once for many requests at the same time', async () => {
    const { outcome, store, clock } = await scene();
    await Promise.all(Array.from({ length: 20 }, () => outcome(a)));
    expect(store.reads).to.equal(1);
    clock.advance(1000);
    await outcome(a);
    expect(store.reads).to.equal(2);
  });

  it('hashes once for a hundred identical requests at the same time', async () => {
    const { outcome, hashes, store } = await scene();
    const answers = await Promise.all(Array.from({ length: 100 }, () => outcome(a)));
    expect(new Set(answers)).to.deep.equal(new Set(['ok']));
    expect(hashes()).to.equal(1);
    const refused = await Promise.all(
      Array.from({ length: 100 }, () => outcome({ ...a, orgPassword: wrong })),
    );
    expect(new Set(refused)).to.deep.equal(new Set(['WSEC0005']));
    expect(hashes()).to.equal(2);
    expect((await store.lockout('AAA111')).failures).to.equal(1);
  });

  it('drops a remembered password when another process changed it, within a second', async () => {
    const { outcome, store, clock } = await scene();
    expect(await outcome(a)).to.equal('ok');
    const other = new OrganisationsInMemory();
    await other.addWith(collegeOf('AAA111', '90000001'), wrong);
    const hash = (await other.byRef('AAA111'))?.passwordHashes[0] ?? '';
    await store.setPassword('AAA111', hash, false);
    clock.advance(1000);
    expect(await outcome(a)).to.equal('WSEC0005');
    expect(await outcome({ ...a, orgPassword: wrong })).to.equal('ok');
  });

  it('takes both passwords of an organisation that is changing its password', async () => {
    const { outcome, store, access } = await scene();
    const hash = (await store.byRef('BBB222'))?.passwordHashes[0] ?? '';
    await store.addWith(collegeOf('AAA111', '90000001'), wrong);
    await store.setPassword('AAA111', hash, true);
    access.forget('AAA111');
    expect(await outcome({ ...a, orgPassword: right })).to.equal('ok');
    expect(await outcome({ ...a, orgPassword: wrong })).to.equal('ok');
  });

  it('sees a change of this process at once when told', async () => {
    const { outcome, store, access } = await scene();
    expect(await outcome(a)).to.equal('ok');
    await store.setRights('AAA111', new Set(['verify']));
    access.forget('AAA111');
    expect(await outcome(a)).to.equal('WSEC0006');
  });

  it('checks a remembered password anew after its time', async () => {
    const { outcome, hashes, clock } = await scene();
    await outcome(a);
    clock.advance(10 * 60_000 + 1);
    expect(await outcome(a)).to.equal('ok');
    expect(hashes()).to.equal(2);
  });

  it('works as much for an unknown or disabled organisation as for a wrong password, and as slowly', async () => {
    const known = await scene();
    const unknown = await scene();
    const disabled = await scene();
    await disabled.store.setStatus('AAA111', 'disabled');
    for (let count = 0; count < 5; count++) {
      await known.outcome({ ...a, orgPassword: wrong });
      await unknown.outcome({ organisationRef: 'ZZZ999', orgPassword: wrong });
      await disabled.outcome({ ...a, orgPassword: wrong });
    }
    expect(known.hashes()).to.equal(5);
    expect(unknown.hashes()).to.equal(5);
    expect(disabled.hashes()).to.equal(5);
    expect(known.waits).to.deep.equal([100, 100, 100, 200, 300]);
    expect(unknown.waits).to.deep.equal(known.waits);
    expect(disabled.waits).to.deep.equal(known.waits);
  });
});

describe('access: the lock', () => {
  it('slows down and then locks, for as long as set', async () => {
    const it = await scene();
    expect(await fail(it, 8)).to.deep.equal([...Array<string>(6).fill('WSEC0005'), 'WSEC0006', 'WSEC0006']);
    expect(it.waits).to.deep.equal([100, 100, 100, 200, 300, 500, 500, 500]);
    expect(it.hashes()).to.equal(6);
    expect(await it.outcome(a)).to.equal('WSEC0006');
    it.clock.advance(300_000);
    expect(await it.outcome(a)).to.equal('ok');
    expect((await it.store.lockout('AAA111')).failures).to.equal(0);
  });

  it('never locks when the setting is 0', async () => {
    const it = await scene({ settings: { ...settings, lockoutAfter: 0 } });
    expect(new Set(await fail(it, 30))).to.deep.equal(new Set(['WSEC0005']));
    expect(await it.outcome(a)).to.equal('ok');
  });

  it('keeps a college working that used its password before a stranger made the lock, also after its time', async () => {
    const it = await scene();
    expect(await it.outcome(a)).to.equal('ok');
    await fail(it, 10);
    expect(await it.outcome(a)).to.equal('ok');
    for (let count = 0; count < 3; count++) {
      it.clock.advance(10 * 60_000 + 1);
      await fail(it, 10);
      expect(await it.outcome(a)).to.equal('ok');
      expect(await it.outcome({ ...a, orgPassword: wrong })).to.equal('WSEC0006');
    }
  });

  it('starts counting again after a right password', async () => {
    const it = await scene();
    await fail(it, 5);
    expect(await it.outcome(a)).to.equal('ok');
    expect(await fail(it, 5)).to.deep.equal(Array<string>(5).fill('WSEC0005'));
  });

  it('holds a refusal back to the same moment however long the check took', async () => {
    const clock = new ClockByHand();
    const verify = (): Promise<boolean> => {
      clock.advance(30);
      return Promise.resolve(false);
    };
    const it = await scene({ clock, verify });
    await it.outcome({ ...a, orgPassword: wrong });
    await it.outcome({ organisationRef: 'ZZZ999' });
    expect(it.waits).to.deep.equal([70, 70]);
  });

  it('does not let a remembered password reset the count', async () => {
    const it = await scene();
    await it.outcome(a);
    await fail(it, 5);
    await it.outcome(a);
    expect((await it.store.lockout('AAA111')).failures).to.equal(5);
  });

  it('reports what happened, without anything that a caller typed', async () => {
    const it = await scene();
    await fail(it, 7);
    await it.outcome({ organisationRef: 'ZZZ999' });
    expect(it.events.map(({ kind }) => kind)).to.deep.equal([
      ...Array<string>(5).fill('wrongPassword'),
      'locked',
      'refusedLocked',
      'unknownOrganisation',
    ]);
    expect(JSON.stringify(it.events)).not.to.contain(wrong).and.not.to.contain('ZZZ999');
  });

  it('gives organisation B the same answers whatever is tried on A', async () => {
    const attempt = fc.record({
      organisationRef: fc.constantFrom('AAA111', 'aaa111', 'ZZZ999', '90000001'),
      orgPassword: fc.constantFrom(right, wrong, 'another password'),
    });
    const step = fc.oneof(
      { weight: 3, arbitrary: attempt.map((credentials) => ({ credentials, ofB: false, advance: 0 })) },
      {
        weight: 1,
        arbitrary: fc.record({
          credentials: fc
            .record({ orgPassword: fc.constantFrom(right, wrong) })
            .map((one) => ({ ...b, ...one })),
          ofB: fc.constant(true),
          advance: fc.constantFrom(0, 2000, 400_000),
        }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const attacked = await scene();
        const quiet = await scene();
        for (const { credentials, ofB, advance } of steps) {
          attacked.clock.advance(advance);
          quiet.clock.advance(advance);
          const answer = await attacked.outcome(credentials);
          if (ofB) expect(answer).to.equal(await quiet.outcome(credentials));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('answers B while thousands of passwords are tried on A and on nobody at the same time', async () => {
    const it = await scene({ settings: { ...settings, lockoutAfter: 0 } });
    const flood = Array.from({ length: 2000 }, (_, count) =>
      it.outcome({ organisationRef: count % 2 ? 'AAA111' : 'ZZZ999', orgPassword: `guess number ${count}` }),
    );
    const hashesBefore = it.hashes();
    expect(await it.outcome(b)).to.equal('ok');
    expect(it.hashes() - hashesBefore).to.be.lessThan(12);
    const answers = await Promise.all(flood);
    expect(new Set(answers)).to.deep.equal(new Set(['WSEC0005', 'WSEC0003', 'busy']));
    const busy = answers.filter((answer) => answer === 'busy');
    expect(it.events.filter(({ kind }) => kind === 'busy')).to.have.length(busy.length);
    expect(it.waits.filter((milliseconds) => milliseconds >= 2000)).to.have.length.of.at.least(busy.length);
  });
});

describe('access: whom a message is from that was refused before anybody asked', () => {
  it('tells who it is and whether the password is right, in spite of hours, rights and certificates', async () => {
    const read = parseOperatingHours('Mon-Fri 23:00-23:30');
    if (!read.ok) throw new Error(read.problem);
    const { access } = await scene({ hours: createOperatingHours(read.schedule, 'Europe/London') });
    const known = { organisationRef: 'aaa111', orgPassword: right };
    expect(await access.recognise(known)).to.deep.equal({ organisationRef: 'AAA111', proved: true });
    expect(await access.recognise({ ukprn: '90000002', orgPassword: right })).to.deep.equal({
      organisationRef: 'BBB222',
      proved: true,
    });
    expect(await access.recognise({ ...known, orgPassword: wrong })).to.deep.equal({
      organisationRef: 'AAA111',
      proved: false,
    });
    expect(await access.recognise({ organisationRef: 'ZZZ999', orgPassword: right })).to.equal(undefined);
    expect(await access.recognise({ orgPassword: right })).to.equal(undefined);
  });

  it('counts a wrong password towards the lock, once, and checks no password that is known to be wrong', async () => {
    const { access, store, hashes } = await scene();
    const failures = async (): Promise<number> => (await store.lockout('AAA111')).failures;
    const refused = { organisationRef: 'AAA111', proved: false };
    const given = { organisationRef: 'AAA111', orgPassword: wrong };
    expect(await access.recognise(given, true)).to.deep.equal(refused);
    expect(await access.recognise({ ...given, orgPassword: '' })).to.deep.equal(refused);
    expect([hashes(), await failures()]).to.deep.equal([0, 0]);
    for (let time = 0; time < 5; time += 1) expect(await access.recognise(given)).to.deep.equal(refused);
    expect([hashes(), await failures()]).to.deep.equal([1, 1]);
    for (let time = 0; time < 6; time += 1)
      await access.recognise({ ...given, orgPassword: `Battery-Staple-${time}` });
    const locked = await access.recognise({ ...given, orgPassword: right });
    expect(locked).to.deep.equal(refused);
  });

  it('remembers a right password as an ordinary request does', async () => {
    const { access, hashes } = await scene();
    const given = { organisationRef: 'AAA111', orgPassword: right };
    await access.recognise(given);
    await access.recognise(given);
    await access.authenticate(given, 'none');
    expect(hashes()).to.equal(1);
  });
});
