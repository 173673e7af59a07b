import { expect } from 'chai';
import { hashPassword } from '../../src/access/password-hash.js';
import { openStore } from '../../src/store/open-store.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { StandingClock } from '../standing-clock.js';
import { fillTestStore } from '../running-register.js';
import { newOptions } from '../store/databases.js';
import { Visitor, tokenOf } from './visitor.js';

const cheap = { memoryCost: 1024, timeCost: 2 };

describe('Sessions of the web pages', () => {
  let register: RunningRegister;
  const visitor = (): Visitor => new Visitor(register.origin);

  before(async () => {
    register = await runRegister({ settings: { portalIdleMinutes: '30', portalSessionHours: '2' } });
  });

  after(() => register.stop());

  it('begin with a form, not with a look at a page', async () => {
    const somebody = visitor();
    await somebody.get('/');
    await somebody.get('/nothing-here');
    expect(somebody.cookieHeaders).to.deep.equal([]);
    await somebody.get('/sign-in');
    expect(somebody.cookieHeaders).to.have.length(1);
  });

  it('have a cookie that scripts and other sites cannot use', async () => {
    const somebody = visitor();
    await somebody.signIn('TSTLP1');
    for (const header of somebody.cookieHeaders) {
      expect(header).to.match(/^learner-register=s%3A[^;]+; Path=\/; HttpOnly; SameSite=Lax$/);
    }
  });

  it('get a new id at sign-in, and the old one stands for nobody', async () => {
    const somebody = visitor();
    await somebody.get('/sign-in');
    const planted = new Map(somebody.cookies);
    const { status, location } = await somebody.signIn('TSTLP1');
    expect([status, location]).to.deep.equal([303, '/']);
    expect(somebody.cookies).not.to.deep.equal(planted);
    const attacker = visitor();
    for (const [name, value] of planted) attacker.cookies.set(name, value);
    expect(await attacker.signedInAs()).to.equal(undefined);
    expect(await somebody.signedInAs()).to.equal('Fictional Park College');
  });

  it('are not taken from somebody who makes up an id', async () => {
    const somebody = visitor();
    somebody.cookies.set('learner-register', 's%3Amade-up.AAAA');
    expect(await somebody.signedInAs()).to.equal(undefined);
  });

  it('end at sign-out for whoever kept the cookie', async () => {
    const somebody = visitor();
    await somebody.signIn('TSTLP1');
    const kept = new Map(somebody.cookies);
    const { status, location } = await somebody.submit('/', '/sign-out', {});
    expect([status, location]).to.deep.equal([303, '/']);
    const thief = visitor();
    for (const [name, value] of kept) thief.cookies.set(name, value);
    expect(await thief.signedInAs()).to.equal(undefined);
  });

  it('end after a while without use, and go on when they are used', async () => {
    const somebody = visitor();
    await somebody.signIn('TSTAO1');
    register.clock.advance({ minutes: 29 });
    expect(await somebody.signedInAs()).to.equal('Imaginary Awards');
    register.clock.advance({ minutes: 29 });
    expect(await somebody.signedInAs()).to.equal('Imaginary Awards');
    register.clock.advance({ minutes: 31 });
    expect(await somebody.signedInAs()).to.equal(undefined);
  });

  it('end after some hours, however busy', async () => {
    const somebody = visitor();
    await somebody.signIn('TSTAO1');
    for (let minutes = 0; minutes < 100; minutes += 20) {
      register.clock.advance({ minutes: 20 });
      expect(await somebody.signedInAs(), `after ${minutes + 20} minutes`).to.equal('Imaginary Awards');
    }
    register.clock.advance({ minutes: 20 });
    expect(await somebody.signedInAs()).to.equal(undefined);
  });

  it('end when the password counts no more, and stay while it still does', async () => {
    const { organisations } = register.store;
    const somebody = visitor();
    await somebody.signIn('TSTOT1');
    await organisations.setPassword('TSTOT1', await hashPassword('Another-Pass--01', cheap), true);
    expect(await somebody.signedInAs()).to.equal('Samplesworth Careers Advice');
    await organisations.setPassword('TSTOT1', await hashPassword('Another-Pass--02', cheap), false);
    expect(await somebody.signedInAs()).to.equal(undefined);
  });

  it('end when the organisation is disabled, and do not come back with it', async () => {
    const { organisations } = register.store;
    const somebody = visitor();
    await somebody.signIn('TSTAO2');
    await organisations.setStatus('TSTAO2', 'disabled');
    expect(await somebody.signedInAs()).to.equal(undefined);
    await organisations.setStatus('TSTAO2', 'active');
    expect(await somebody.signedInAs()).to.equal(undefined);
  });

  it('keep in the store neither the id nor the password', async () => {
    const somebody = visitor();
    await somebody.signIn('TSTLP1');
    const [value] = somebody.cookies.values();
    const id = /^s%3A([^.]+)\./.exec(value ?? '')?.[1] ?? '';
    expect(id.length).to.be.greaterThan(20);
    expect(await register.store.portalSessions.find(id, register.clock.now())).to.equal(undefined);
    expect(register.log.join('\n')).not.to.include(id).and.not.to.include('Test-Provider-01');
  });

  it('refuse a form without the token of the session, and do nothing', async () => {
    const somebody = visitor();
    const fields = { organisation: 'TSTLP1', password: 'Test-Provider-01' };
    for (const token of [{}, { _csrf: '' }, { _csrf: tokenOf(await visitor().get('/sign-in')) }]) {
      const { status, body } = await somebody.post('/sign-in', { ...fields, ...token });
      expect(status).to.equal(403);
      expect(body).to.include('Send the form again');
    }
    expect(await somebody.signedInAs()).to.equal(undefined);
    await somebody.signIn('TSTLP1');
    expect((await somebody.post('/sign-out', {})).status).to.equal(403);
    expect(await somebody.signedInAs()).to.equal('Fictional Park College');
  });
});

describe('Sessions of the web pages on HTTPS', () => {
  it('have a cookie that never goes over HTTP', async () => {
    const register = await runRegister({ settings: { publicUrl: 'https://register.example.org' } });
    try {
      const somebody = new Visitor(register.origin);
      await somebody.signIn('TSTLP1');
      expect(somebody.cookieHeaders.length).to.be.greaterThan(0);
      for (const header of somebody.cookieHeaders) {
        expect(header).to.match(/^__Host-learner-register=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      }
      const { body } = await somebody.get('/');
      expect(body).to.include('https://register.example.org/LearnerService.svc');
    } finally {
      await register.stop();
    }
  });
});

describe('Sessions of the web pages on two copies of the service', () => {
  it('are the same on both', async function () {
    this.timeout(60_000);
    const clock = new StandingClock();
    const options = await newOptions('postgres');
    const stores = [await fillTestStore(await openStore(options), clock), await openStore(options)];
    const copies = await Promise.all(stores.map((store) => runRegister({ store, clock })));
    const [first, second] = copies;
    if (first === undefined || second === undefined) throw new Error('There are two copies');
    try {
      const somebody = new Visitor(first.origin);
      await somebody.signIn('TSTLP1');
      const elsewhere = new Visitor(second.origin);
      for (const [name, value] of somebody.cookies) elsewhere.cookies.set(name, value);
      expect(await elsewhere.signedInAs()).to.equal('Fictional Park College');
      await elsewhere.submit('/', '/sign-out', {});
      expect(await somebody.signedInAs()).to.equal(undefined);
    } finally {
      for (const copy of copies) await copy.stop();
      for (const store of stores) await store.close();
    }
  });
});
