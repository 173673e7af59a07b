import { expect } from 'chai';
import { startPostgres, type PostgresServer } from '../../../bench/postgres-server.js';
import { achievementPartsOn, batchPartsOn } from '../../../src/batch-worker-parts.js';
import { registerOn } from '../../../src/bootstrap.js';
import { loadConfig, type Config } from '../../../src/config.js';
import { usualRights } from '../../../src/domain/organisation.js';
import type { Uln } from '../../../src/domain/uln.js';
import { openStore } from '../../../src/store/open-store.js';
import type { Store } from '../../../src/store/store.js';
import { caller, tess } from '../../register/deeds-on-store.js';
import { registerBatch } from '../../register/batch/batch-register.js';
import { StandingClock } from '../../standing-clock.js';
import { entry, keysOf, learner, uln } from '../people.js';
import { startStandby, type Standby } from './standby.js';

/** Longer than this suite takes, and short enough to wait for. */
const LONG = 600;
const SHORT = 1;

describe('A read replica', () => {
  let server: PostgresServer;
  let standby: Standby;
  const stores: Store[] = [];
  let next = 1_000_000_001;

  before(async function () {
    this.timeout(60_000);
    server = await startPostgres();
    const store = await openStore({ kind: 'postgres', url: server.url, environment: 'test' });
    await store.migrations.up();
    await store.close();
    standby = await startStandby(server);
  });

  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close();
    if (standby.isRunning()) await standby.resume();
  });

  after(async function () {
    this.timeout(60_000);
    await standby.stop();
    await server.stop();
  });

  async function open(staleSeconds: number, url = standby.url(server.url)): Promise<Store> {
    const replica = { url, staleSeconds };
    const store = await openStore({ kind: 'postgres', url: server.url, environment: 'test', replica });
    stores.push(store);
    return store;
  }

  async function added(store: Store): Promise<Uln> {
    next += 1;
    const person = learner({ uln: uln(next), familyName: `Copied ${String(next)}` });
    await store.learners.register(person, keysOf(store.personKeys, person), entry());
    return person.uln;
  }

  async function until(reached: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; !(await reached()); tries += 1) {
      if (tries === 100) throw new Error('It never came');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const isFound = async (store: Store, of: Uln) => (await store.finds.findByUln(of)) !== undefined;

  /** Until it has shown what the primary had written at a look: two looks at most, while nobody writes. */
  async function beInUse(store: Store): Promise<void> {
    await added(store);
    await new Promise((resolve) => setTimeout(resolve, 1200));
  }

  /** Finds read the replica: what is added after it was stopped is not seen. */
  async function standStill(store: Store): Promise<Uln> {
    await beInUse(store);
    await standby.pause();
    let missed = await added(store);
    await until(async () => {
      missed = await added(store);
      return !(await isFound(store, missed));
    });
    return missed;
  }

  it('answers finds with data as old as allowed, while everything else reads the primary', async () => {
    const store = await open(LONG);
    const missed = await standStill(store);
    expect(await store.finds.findByUln(missed)).to.equal(undefined);
    expect(await store.finds.findByUlns([missed])).to.deep.equal(new Map());
    expect(await store.learners.findByUln(missed)).to.include({ uln: missed });
    await standby.resume();
    await until(() => isFound(store, missed));
  });

  it('is left alone once it lags by more than allowed, and used again when it has caught up', async () => {
    const store = await open(SHORT);
    await beInUse(store);
    await standby.pause();
    const missed = await added(store);
    expect(await isFound(store, missed)).to.equal(false);
    const paused = performance.now();
    await until(() => isFound(store, missed));
    expect(performance.now() - paused).to.be.lessThan(SHORT * 1000 + 5000);
    // From then on the primary answers each find.
    for (let each = 0; each < 5; each += 1) expect(await isFound(store, await added(store))).to.equal(true);
    await standby.resume();
    await standStill(store);
  });

  it('says for how long it has not been known to show all', async () => {
    const store = await open(SHORT);
    await beInUse(store);
    expect(store.replicaStaleSeconds()).to.be.lessThan(SHORT + 1);
    await standby.pause();
    await added(store);
    await until(() => Promise.resolve((store.replicaStaleSeconds() ?? 0) > SHORT + 1));
    await standby.resume();
    await until(() => Promise.resolve((store.replicaStaleSeconds() ?? 9) < SHORT));
    const alone = await openStore({ kind: 'postgres', url: server.url, environment: 'test' });
    stores.push(alone);
    expect(alone.replicaStaleSeconds()).to.equal(undefined);
  });

  it('is not asked about certificates: one that is bound or revoked counts at once', async () => {
    const store = await open(LONG);
    await standStill(store);
    const fingerprint = 'ab'.repeat(32);
    const kind = 'learningProvider';
    const organisation = {
      organisationRef: 'COPIED',
      ukprn: '90000009',
      name: 'Copied College',
      kind,
    } as const;
    await store.organisations.add({ ...organisation, rights: usualRights(kind), status: 'active' }, 'hash');
    await store.certificates.add({
      fingerprint,
      organisationRef: 'COPIED',
      subject: 'CN=Copied',
      issuer: 'CN=Authority',
      serialNumber: '0A',
      notBefore: new Date('2026-01-01'),
      notAfter: new Date('2027-01-01'),
      boundBy: 'operator',
      boundAt: new Date('2026-09-01'),
    });
    expect(await store.certificates.byFingerprint(fingerprint)).to.have.length(1);
    await store.certificates.revoke(fingerprint, new Date(), 'test');
    const [bound] = await store.certificates.byFingerprint(fingerprint);
    expect(bound?.revokedAt).to.be.an.instanceOf(Date);
    // Finds did read the replica meanwhile.
    expect(await isFound(store, await added(store))).to.equal(false);
  });

  it('that cannot be reached costs no answer', async () => {
    const gone = new URL(server.url);
    gone.port = '1';
    const store = await open(LONG, gone.href);
    const own = await added(store);
    for (let each = 0; each < 5; each += 1) expect(await isFound(store, own)).to.equal(true);
  });

  it('is not believed when it follows no primary', async () => {
    const store = await open(LONG, server.url);
    const own = await added(store);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(await isFound(store, own)).to.equal(true);
  });

  it('plays no part in registrations, updates, batches and what opens the way to them', async () => {
    const store = await open(LONG);
    const missed = await standStill(store);
    const clock = new StandingClock();
    const config = settings();
    const register = registerOn(store, config, clock);
    // Finds by ULN do read it.
    const search = { uln: missed, givenName: 'Testina', familyName: `Copied ${String(next)}` };
    expect(await register.findByUln(search, caller())).to.include({ responseCode: 'WSRC0001' });

    expect(await register.findByDemographics(tess, caller())).to.include({ responseCode: 'WSRC0001' });
    const first = await register.registerLearner(tess, caller());
    if (!('uln' in first)) throw new Error(JSON.stringify(first));
    expect(await register.findByDemographics(tess, caller())).to.include({ responseCode: 'WSRC0004' });
    expect(await register.registerLearner(tess, caller())).to.include({ reason: 'personExists' });
    const update = { uln: first.uln, versionNumber: 1, details: { title: 'Ms' } };
    expect(await register.updateLearner(update, caller())).to.deep.equal({ responseCode: 'WSRC0006' });

    const parts = batchPartsOn(store, config, clock);
    expect(parts.learners).to.equal(store.learners);
    expect(achievementPartsOn(store, config, clock).learners).to.equal(store.learners);
    const { givenName, familyName, dateOfBirth, gender, lastKnownPostCode } = tess;
    const fields = { givenName, familyName, dateOfBirth, gender, lastKnownPostCode };
    const [again] = await registerBatch(parts, [fields]);
    // The batch meets the person who was registered a moment ago.
    expect(again).to.include({ uln: first.uln });
  });

  it('answers finds by demographics too, where they open no way to a registration', async () => {
    const store = await open(LONG);
    await standStill(store);
    const register = registerOn(store, settings({ findBeforeRegister: 'off' }), new StandingClock());
    const person = {
      ...tess,
      givenName: 'Quentin',
      familyName: 'Unfollowed',
      dateOfBirth: '1999-12-30',
      lastKnownPostCode: 'ZT8 8QQ',
    };
    const outcome = await register.registerLearner(person, caller());
    expect(outcome).to.include({ responseCode: 'WSRC0005' });
    expect(await register.findByDemographics(person, caller())).to.include({ responseCode: 'WSRC0001' });
  });

  it('that goes away in the middle costs no answer', async () => {
    const store = await open(LONG);
    const missed = await standStill(store);
    await standby.stop();
    expect(await isFound(store, missed)).to.equal(true);
    expect(await isFound(store, await added(store))).to.equal(true);
  });
});

function settings(flags: Readonly<Record<string, string>> = {}): Config {
  const loaded = loadConfig({ env: {}, flags });
  if (!loaded.ok) throw new Error('The settings are wrong');
  return loaded.config;
}
