import { expect } from 'chai';
import { runRegister, type RunningRegister } from '../running-register.js';
import { codeOf } from '../tls/tls-register.js';
import { temporaryFolder } from '../whole/served.js';
import { apply, approve, credentialsIn, errorsOf, findBy, newAdministrator, patient } from './applicant.js';
import { Visitor } from './visitor.js';

describe('The pages of the administrator', () => {
  let register: RunningRegister;
  let administrator: Visitor;
  let college: { readonly organisationRef: string; readonly password: string };

  before(async () => {
    register = await runRegister({ settings: { dataDir: temporaryFolder(), ...patient } });
    administrator = await newAdministrator(register);
    const applied = await apply(new Visitor(register.origin));
    await approve(administrator, applied);
    const shown = await new Visitor(register.origin).submit(applied.link, `${applied.link}/credentials`, {});
    const [first] = credentialsIn(shown);
    if (first === undefined) throw new Error('No credentials');
    college = first;
  });

  after(() => register.stop());

  const pageOf = (): string => `/administration/organisations/${college.organisationRef}`;

  it('are for nobody else', async () => {
    const someone = new Visitor(register.origin);
    await someone.signIn('TSTLP1');
    for (const path of [
      '/administration',
      '/administration/applications',
      '/administration/organisations',
      pageOf(),
      '/administration/live-requests',
    ]) {
      expect((await new Visitor(register.origin).get(path)).location, path).to.match(/^\/sign-in/);
      expect((await someone.get(path)).status, path).to.equal(403);
      expect((await administrator.get(path)).status, path).to.equal(200);
    }
    const { status } = await someone.submit('/certificates/bind', `${pageOf()}/disable`, {});
    expect(status).to.equal(403);
    expect((await register.store.organisations.byRef(college.organisationRef))?.status).to.equal('active');
  });

  it('show an organisation with its contact, and none that is not there', async () => {
    const { body } = await administrator.get(pageOf());
    expect(body).to.include('vera@vendor.test').and.include('Mock MIS 1.0').and.include('Find learners');
    expect((await administrator.get('/administration/organisations/NOBODY')).status).to.equal(404);
    expect((await administrator.get('/administration/applications/AP-XXXXXXXX')).status).to.equal(404);
    expect((await administrator.get('/administration/organisations?page=-1')).status).to.equal(200);
  });

  it('disable and enable', async () => {
    await administrator.submit(pageOf(), `${pageOf()}/disable`, {});
    expect((await administrator.get(pageOf())).body)
      .to.include('Disabled')
      .and.include('Enable');
    register.clock.advance({ seconds: 2 });
    expect(codeOf((await register.send(findBy(college))).body)).to.equal('WSEC0003');
    await administrator.submit(pageOf(), `${pageOf()}/enable`, {});
    register.clock.advance({ seconds: 2 });
    expect(codeOf((await register.send(findBy(college))).body)).to.equal('WSRC0004');
  });

  it('make a new password, beside the one before or in its place', async () => {
    const renew = async (previous: string) => {
      const shown = await administrator.submit(pageOf(), `${pageOf()}/password`, { previous });
      const [made] = credentialsIn(shown);
      if (made === undefined) throw new Error('No password');
      // Every copy of the service looks at organisations anew after a second.
      register.clock.advance({ seconds: 2 });
      return { organisationRef: college.organisationRef, password: made.password };
    };
    expect(errorsOf(await administrator.submit(pageOf(), `${pageOf()}/password`, {}))).to.deep.equal([
      'Select what becomes of the password so far',
    ]);
    const second = await renew('keep');
    for (const each of [college, second])
      expect(codeOf((await register.send(findBy(each))).body)).to.equal('WSRC0004');
    const third = await renew('drop');
    expect(codeOf((await register.send(findBy(third))).body)).to.equal('WSRC0004');
    register.clock.advance({ seconds: 2 });
    for (const each of [college, second])
      expect(codeOf((await register.send(findBy(each))).body)).to.equal('WSEC0005');
    expect((await administrator.get(pageOf())).body).not.to.include(third.password);
  });

  it('write what was done into the audit', async () => {
    const entries = await register.store.audit.list({ organisationRef: 'LOCAL', limit: 50 });
    const done = entries.map(({ operation, outcome }) => `${operation}: ${outcome}`);
    expect(done).to.include.members([
      'application approve: approved',
      'credentials show: shown',
      'organisation disable: disabled',
      'organisation enable: active',
      'organisation password: set',
      'organisation password: replaced',
    ]);
  });
});
