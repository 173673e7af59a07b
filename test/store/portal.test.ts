import { expect } from 'chai';
import type { Store } from '../../src/store/store.js';
import { eachDatabase } from './databases.js';

eachDatabase('What the web pages keep in the store', (newDatabase) => {
  let store: Store;
  let another: Store;
  const at = (minute: number): Date => new Date(Date.UTC(2026, 8, 1, 9, minute));

  before(async () => {
    const database = await newDatabase();
    ({ store } = database);
    another = await database.open();
  });

  it('are sessions, until they expire, for every copy of the service', async () => {
    const session = { data: '{"cookie":{},"name":"Ï"}', expiresAt: at(30) };
    await store.portalSessions.keep('one', session);
    expect(await another.portalSessions.find('one', at(29))).to.deep.equal(session);
    expect(await store.portalSessions.find('one', at(30))).to.equal(undefined);
    expect(await store.portalSessions.find('other', at(0))).to.equal(undefined);
  });

  it('replaces, extends and removes a session', async () => {
    await store.portalSessions.keep('two', { data: 'first', expiresAt: at(10) });
    await store.portalSessions.keep('two', { data: 'second', expiresAt: at(20) });
    await store.portalSessions.extend('two', at(40));
    await store.portalSessions.extend('never kept', at(40));
    expect(await store.portalSessions.find('two', at(35))).to.deep.equal({
      data: 'second',
      expiresAt: at(40),
    });
    expect(await store.portalSessions.find('never kept', at(35))).to.equal(undefined);
    await store.portalSessions.remove('two');
    expect(await store.portalSessions.find('two', at(0))).to.equal(undefined);
  });

  it('removes those that have expired, and no other', async () => {
    await store.clear();
    for (const minute of [5, 10, 15]) {
      await store.portalSessions.keep(`until ${minute}`, { data: '', expiresAt: at(minute) });
    }
    expect(await store.portalSessions.removeExpired(at(10))).to.equal(2);
    expect(await store.portalSessions.removeExpired(at(10))).to.equal(0);
    expect(await store.portalSessions.find('until 15', at(14))).not.to.equal(undefined);
  });

  it('is one secret, whoever is first', async () => {
    const secrets = await Promise.all(
      ['a', 'b', 'c', 'd'].map((fresh, index) =>
        (index % 2 === 0 ? store : another).portalSettings.sessionSecret(fresh),
      ),
    );
    expect(new Set(secrets).size).to.equal(1);
    expect(await store.portalSettings.sessionSecret('later')).to.equal(secrets[0]);
  });

  it("is the administrator's password, set once by a start and always by the operator", async () => {
    const { portalSettings } = store;
    expect(await portalSettings.passwordHash()).to.equal(undefined);
    expect(await portalSettings.setPasswordHash('first', true)).to.equal('set');
    expect(await portalSettings.setPasswordHash('second', true)).to.equal('kept');
    expect(await portalSettings.passwordHash()).to.equal('first');
    expect(await portalSettings.setPasswordHash('third', false)).to.equal('set');
    expect(await another.portalSettings.passwordHash()).to.equal('third');
  });

  it('counts failed attempts of all copies together, locks, and forgets them', async () => {
    await store.portalSettings.clearFailedAttempts();
    await Promise.all(
      Array.from({ length: 8 }, (_each, index) =>
        (index % 2 === 0 ? store : another).portalSettings.recordFailedAttempt(at(0), 10, 60),
      ),
    );
    expect(await store.portalSettings.lockout()).to.deep.equal({ failures: 8 });
    await store.portalSettings.recordFailedAttempt(at(0), 10, 60);
    expect(await another.portalSettings.recordFailedAttempt(at(0), 10, 60)).to.deep.equal({
      failures: 10,
      lockedUntil: at(1),
    });
    expect(await store.portalSettings.recordFailedAttempt(at(2), 10, 60)).to.deep.equal({ failures: 1 });
    await store.portalSettings.recordFailedAttempt(at(2), 2, 60);
    expect((await store.portalSettings.lockout()).lockedUntil).to.deep.equal(at(3));
    await store.portalSettings.setPasswordHash('fourth', false);
    expect(await store.portalSettings.lockout()).to.deep.equal({ failures: 0 });
  });
});
