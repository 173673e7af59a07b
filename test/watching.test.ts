import { expect } from 'chai';
import type { Figure } from '../src/http/metrics.js';
import { sealAudit } from '../src/register/audit/seal-audit.js';
import { watchRegister } from '../src/watching.js';
import { newTestStore, runRegister } from './running-register.js';
import { StandingClock } from './standing-clock.js';
import { entry } from './store/people.js';

function valueOf(figures: readonly Figure[], name: string): number | undefined {
  const read = figures.find((figure) => figure.name === `learner_register_${name}`)?.read();
  return typeof read === 'number' ? read : read?.[0]?.value;
}

describe('The watch over a register', () => {
  it('says whether the database is ready', async () => {
    let isReady = true;
    const clock = new StandingClock();
    const store = await newTestStore('sqlite', clock);
    const { auditChain } = store;
    const stub = { auditChain, replicaStaleSeconds: () => undefined, ready: () => Promise.resolve(isReady) };
    const watch = watchRegister({ store: stub, clock, everyMs: 10_000 });
    await watch.look();
    expect(valueOf(watch.figures, 'database_ready')).to.equal(1);
    isReady = false;
    await watch.look();
    expect(valueOf(watch.figures, 'database_ready')).to.equal(0);
    stub.ready = () => Promise.reject(new Error('gone'));
    await watch.look();
    expect(valueOf(watch.figures, 'database_ready')).to.equal(0);
    watch.stop();
    await store.close();
  });

  it('says how old the oldest audit entry without a seal is', async () => {
    const clock = new StandingClock();
    const store = await newTestStore('sqlite', clock);
    const watch = watchRegister({ store, clock });
    const unsealed = async (): Promise<number | undefined> => {
      await watch.look();
      return valueOf(watch.figures, 'audit_unsealed_seconds');
    };
    await store.audit.record(entry({ at: clock.now() }));
    clock.advance({ minutes: 3 });
    expect(await unsealed()).to.be.at.least(180);
    const parts = { chain: store.auditChain, clock, graceMs: 0 };
    await sealAudit(parts);
    clock.advance({ seconds: 1 });
    await sealAudit(parts);
    expect(await unsealed()).to.equal(0);
    watch.stop();
    await store.close();
  });

  it('says when the newest backup was made, and nothing when there is none, or no replica', async () => {
    const clock = new StandingClock();
    const store = await newTestStore('sqlite', clock);
    const backup: { made?: Date } = {};
    const watch = watchRegister({ store, clock, newestBackup: () => Promise.resolve(backup.made) });
    await watch.look();
    expect(valueOf(watch.figures, 'newest_backup_time_seconds')).to.equal(undefined);
    expect(valueOf(watch.figures, 'replica_stale_seconds')).to.equal(undefined);
    backup.made = new Date('2026-09-01T02:00:00Z');
    await watch.look();
    expect(valueOf(watch.figures, 'newest_backup_time_seconds')).to.equal(backup.made.getTime() / 1000);
    watch.stop();
    await store.close();
  });

  it('looks by itself when a register starts, and is on /metrics', async () => {
    const register = await runRegister();
    const text = await (await fetch(`${register.origin}/metrics`)).text();
    await register.stop();
    expect(text).to.match(/^learner_register_database_ready 1$/m);
    expect(text).to.match(/^learner_register_audit_unsealed_seconds \d/m);
    expect(text).not.to.match(/^learner_register_replica_stale_seconds/m);
  });
});
