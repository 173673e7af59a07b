import { expect } from 'chai';
import fc from 'fast-check';
import { challengeStatuses, isOpen, mayBecome } from '../../src/domain/data-challenge.js';
import {
  listChallenges,
  openChallenge,
  resolveChallenge,
  showChallenge,
  type ChallengeDecision,
  type ChallengeToOpen,
} from '../../src/register/data-challenges.js';
import { openStore } from '../../src/store/open-store.js';
import type { Store } from '../../src/store/store.js';
import { StandingClock } from '../standing-clock.js';
import { newOptions } from '../store/databases.js';
import { addLearners, eventToImport, moment, recorded } from '../store/events.js';
import { entry, uln } from '../store/people.js';
import { caller } from './deeds-on-store.js';

describe('A data challenge', () => {
  const clock = new StandingClock();
  const master = uln('6100000001');
  const linked = uln('6100000002');
  let store: Store;
  let eventId: number;
  let events = 0;
  let subjects = 0;

  before(async () => {
    store = await openStore(await newOptions('sqlite'));
    await store.migrations.up();
    await addLearners(store, [master, linked]);
    await store.learners.link(linked, master, entry());
  });
  after(() => store.close());
  beforeEach(async () => {
    const reference = `event-${(events += 1)}`;
    const given = eventToImport({ uln: linked, reference, recorded: recorded({ grade: 'B' }) });
    await store.eventImports.store([given], { fingerprint: 'file', rowsDone: 1 }, moment());
    eventId = (await eventNow(reference)).eventId;
  });

  const eventNow = async (reference = `event-${events}`) =>
    (await store.events.liveEvents([linked])).find((each) => each.reference === reference) ?? expect.fail();
  const lastAudit = async () => (await store.audit.list({ limit: 1 }))[0] ?? expect.fail();
  const open = (of: Partial<ChallengeToOpen> = {}, operation = 'challenge open') =>
    openChallenge(
      { ...store, clock },
      { uln: master, eventId, details: 'The certificate says A.', supplied: { grade: 'A' }, ...of },
      caller({ operation, organisationRef: 'TSTLP1' }),
    );
  const opened = async (of: Partial<ChallengeToOpen> = {}) => {
    const outcome = await open(of);
    return 'challenge' in outcome ? outcome.challenge : expect.fail(outcome.refusal);
  };
  const decide = async (referenceNo: string, decision: Partial<ChallengeDecision> = {}) => {
    const given = { status: 'Accepted', words: 'So it is.', ...decision } as const;
    const operation = 'challenge resolve';
    const outcome = await resolveChallenge({ ...store, clock }, referenceNo, given, caller({ operation }));
    return 'challenge' in outcome ? outcome.challenge : outcome.refusal;
  };

  it('is about the record that holds the event, whichever record of the person was named', async () => {
    const challenge = await opened();
    expect(challenge).to.deep.include({
      uln: linked,
      kind: 'event',
      status: 'New',
      createdDate: '2026-03-02',
      organisationRef: 'TSTLP1',
      original: { grade: 'B' },
      supplied: { grade: 'A' },
    });
    expect((await eventNow()).underDataChallenge).to.equal(true);
    const audited = await lastAudit();
    expect([audited.outcome, [...audited.ulns].sort()]).to.deep.equal(['New', [master, linked]]);
  });

  it('is refused when there is nothing it could be about, and the audit says so', async () => {
    const cases = [
      [{ uln: uln('6999999999') }, 'unknownLearner'],
      [{ eventId: 999_999 }, 'unknownEvent'],
      [{ supplied: { grade: 'B' } }, 'sameValues'],
    ] as const;
    for (const [of, refusal] of cases) {
      expect(await open(of)).to.deep.equal({ refusal });
      expect((await lastAudit()).outcome).to.equal(refusal);
    }
    expect((await eventNow()).underDataChallenge).to.equal(false);
  });

  it('that is accepted makes the event say what was wanted', async () => {
    const { referenceNo } = await opened({ supplied: { grade: 'A', subject: '' } });
    expect(await decide(referenceNo)).to.deep.include({ status: 'Accepted', resolvedDate: '2026-03-02' });
    expect(await eventNow()).to.deep.include({
      version: 2,
      underDataChallenge: false,
      recorded: recorded({ grade: 'A', subject: '' }),
    });
    expect((await lastAudit()).outcome).to.equal('Accepted');
  });

  it('that is accepted may make the event say something else, or go', async () => {
    await decide((await opened()).referenceNo, { event: { grade: 'A*' } });
    expect((await eventNow()).recorded.grade).to.equal('A*');
    await decide((await opened({ supplied: {} })).referenceNo, { event: 'withdrawn' });
    expect((await store.events.liveEvents([linked])).map((each) => each.eventId)).not.to.include(eventId);
  });

  it('that is accepted must change something, and no other one may', async () => {
    const { referenceNo } = await opened({ supplied: {} });
    expect(await decide(referenceNo)).to.equal('needsCorrection');
    expect(await decide(referenceNo, { remedy: 'linked' })).to.equal('changesNothing');
    const refused = { status: 'Rejected', event: 'withdrawn' } as const;
    expect(await decide(referenceNo, refused)).to.equal('changesNothing');
    expect((await lastAudit()).outcome).to.equal('changesNothing');
    expect((await eventNow()).underDataChallenge).to.equal(true);
  });

  it('of a number says what was done about it once it is accepted', async () => {
    const outcome = await openChallenge(
      { ...store, clock },
      { uln: master, details: 'Two numbers.', supplied: {} },
      caller(),
    );
    if (!('challenge' in outcome)) return expect.fail(outcome.refusal);
    const { referenceNo, kind } = outcome.challenge;
    expect(kind).to.equal('uln');
    expect(await decide(referenceNo)).to.equal('needsRemedy');
    expect(await decide(referenceNo, { remedy: 'linked', event: 'withdrawn' })).to.equal('changesNothing');
    const resolved = await decide(referenceNo, { remedy: 'linked' });
    expect(resolved).to.deep.include({ status: 'Accepted', resolution: 'linked: So it is.' });
  });

  it('is handed on once and decided once', async () => {
    const { referenceNo } = await opened();
    expect(await decide(referenceNo, { status: 'With AO' })).to.include({ status: 'With AO' });
    expect(await decide(referenceNo, { status: 'With AO' })).to.equal('notOpen');
    expect(await decide(referenceNo, { status: 'Closed' })).to.include({ status: 'Closed' });
    for (const status of ['With AO', 'Accepted', 'Rejected', 'Closed'] as const)
      expect(await decide(referenceNo, { status })).to.equal('notOpen');
    expect(await decide('DC-999999')).to.equal('notFound');
  });

  it('is in the audit whenever somebody looks at it', async () => {
    const { referenceNo } = await opened();
    const looking = caller({ operation: 'challenge list' });
    const listed = await listChallenges({ ...store, clock }, { uln: linked, limit: 1 }, looking);
    expect(listed.map((each) => each.referenceNo)).to.deep.equal([referenceNo]);
    expect(await lastAudit()).to.deep.include({ outcome: 'listed', ulns: [linked] });
    const shown = await showChallenge({ ...store, clock }, referenceNo, caller());
    expect(shown?.referenceNo).to.equal(referenceNo);
    expect(await lastAudit()).to.deep.include({ outcome: 'shown', ulns: [linked] });
    expect(await showChallenge({ ...store, clock }, 'DC-999999', caller())).to.equal(undefined);
    expect(await lastAudit()).to.deep.include({ outcome: 'notFound', ulns: [] });
  });

  it('marks its event exactly as long as one is open, in whatever order they are opened and decided', async () => {
    const status = fc.constantFrom(...challengeStatuses.filter((each) => each !== 'New'));
    const step = fc.oneof(fc.constant('open' as const), fc.record({ which: fc.nat(3), status }));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const all: { referenceNo: string; status: (typeof challengeStatuses)[number] }[] = [];
        for (const each of steps) {
          if (each === 'open')
            all.push({ ...(await opened({ supplied: { subject: `Subject ${(subjects += 1)}` } })) });
          else {
            const of = all[each.which];
            if (of === undefined) continue;
            const answer = await decide(of.referenceNo, { status: each.status });
            expect(typeof answer === 'string').to.equal(!mayBecome(of.status, each.status));
            if (typeof answer !== 'string') of.status = answer.status;
          }
          const isMarked = (await eventNow()).underDataChallenge;
          expect(isMarked).to.equal(all.some((one) => isOpen(one.status)));
        }
        for (const one of all) if (isOpen(one.status)) await decide(one.referenceNo, { status: 'Closed' });
        expect((await eventNow()).underDataChallenge).to.equal(false);
      }),
      { numRuns: 25 },
    );
  });
});
