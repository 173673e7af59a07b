import { expect } from 'chai';
import { hashPassword } from '../../src/access/password-hash.js';
import { runRegister, type RunningRegister } from '../running-register.js';
import { Visitor } from './visitor.js';

const administratorsPassword = 'Twelve-Or-More';

describe('Signing in to the web pages', () => {
  let register: RunningRegister;
  const visitor = (): Visitor => new Visitor(register.origin);
  const asAdministrator = (somebody: Visitor, password: string) =>
    somebody.submit('/sign-in/administrator', '/sign-in/administrator', { password });

  before(async () => {
    register = await runRegister({
      settings: {
        lockoutAfter: '3',
        slowdownAfter: '100',
        operatingHours: 'sat 10:00-11:00',
        clientCertificates: 'required',
      },
    });
    const hash = await hashPassword(administratorsPassword, { memoryCost: 1024, timeCost: 2 });
    await register.store.portalSettings.setPasswordHash(hash, false);
  });

  after(() => register.stop());

  it('takes a reference or a UKPRN in letters of either case, at any hour and without a certificate', async () => {
    for (const name of ['TSTAO2', ' tstao2 ', 'test0005']) {
      const somebody = visitor();
      expect((await somebody.signIn(name, 'Test-Awarding-02')).status, name).to.equal(303);
      expect(await somebody.signedInAs()).to.equal('Make-Believe Certification');
    }
  });

  it('does not tell an unknown organisation from a wrong password', async () => {
    const [unknown, wrong] = [
      await visitor().signIn('NOBODY', 'wrong'),
      await visitor().signIn('TSTLP1', 'wrong'),
    ];
    const withoutWhatDiffers = (body: string): string =>
      body.replace(/(?:value|nonce)="[^"]*"/g, '').replace(/"lr-code[\s\S]*/g, '');
    expect([unknown.status, wrong.status]).to.deep.equal([403, 403]);
    expect(withoutWhatDiffers(wrong.body)).to.equal(withoutWhatDiffers(unknown.body));
  });

  it('locks an organisation after wrong passwords, for the services, too', async () => {
    for (let times = 0; times < 3; times += 1) await visitor().signIn('TSTAO1', 'wrong');
    const { status, body } = await visitor().signIn('TSTAO1');
    expect(status).to.equal(403);
    expect(body).to.include('locked for some minutes');
    const { lockedUntil } = await register.store.organisations.lockout('TSTAO1');
    expect(lockedUntil).to.be.an.instanceOf(Date);
  });

  it('lets no disabled organisation in', async () => {
    await register.store.organisations.setStatus('TSTOT1', 'disabled');
    const { status, body } = await visitor().signIn('TSTOT1');
    expect(status).to.equal(403);
    expect(body).not.to.include('Test-Adviser--01');
  });

  it('escapes what was typed', async () => {
    const { body } = await visitor().signIn('"><script>alert(1)</script>', 'wrong');
    expect(body).not.to.include('<script>alert');
    expect(body).to.include('&lt;script&gt;alert(1)');
  });

  it('refuses a form that is too large, before anybody is signed in', async () => {
    const { status, body } = await visitor().signIn('TSTLP1', 'x'.repeat(20_000));
    expect(status).to.equal(413);
    expect(body).to.include('larger than this page takes');
  });

  it('lets the administrator in, and locks after wrong passwords', async () => {
    const somebody = visitor();
    expect((await asAdministrator(somebody, administratorsPassword)).status).to.equal(303);
    expect(await somebody.signedInAs()).to.equal('administrator');
    for (let times = 0; times < 3; times += 1) await asAdministrator(visitor(), 'wrong');
    const { status, body } = await asAdministrator(visitor(), administratorsPassword);
    expect(status).to.equal(403);
    expect(body).to.include('locked out');
    expect(await somebody.signedInAs()).to.equal('administrator');
    register.clock.advance({ seconds: 301 });
    expect((await asAdministrator(visitor(), administratorsPassword)).status).to.equal(303);
  });

  it('signs the administrator out when the password changes', async () => {
    const somebody = visitor();
    await asAdministrator(somebody, administratorsPassword);
    const hash = await hashPassword('Another-Password', { memoryCost: 1024, timeCost: 2 });
    await register.store.portalSettings.setPasswordHash(hash, false);
    expect(await somebody.signedInAs()).to.equal(undefined);
  });
});
