import { expect } from 'chai';
import { runRegister, type RunningRegister } from '../running-register.js';
import { StandingClock } from '../standing-clock.js';
import { temporaryFolder } from '../whole/served.js';
import { codeOf } from '../tls/tls-register.js';
import {
  answer,
  appliedIn,
  apply,
  approve,
  collegesAnswers,
  credentialsIn,
  errorsOf,
  findBy,
  newAdministrator,
  patient,
  vendorsAnswers,
  type Applied,
} from './applicant.js';
import { Visitor, tokenOf, type Fields } from './visitor.js';

describe('Applying for access', () => {
  let register: RunningRegister;
  let administrator: Visitor;
  const visitor = (): Visitor => new Visitor(register.origin);

  before(async () => {
    register = await runRegister({ settings: { dataDir: temporaryFolder(), ...patient } });
    administrator = await newAdministrator(register);
  });

  after(() => register.stop());

  it('asks a vendor for whom, and others not', async () => {
    const vendor = visitor();
    expect((await vendor.get('/apply')).body).to.include('Start now');
    const { customers: _, ...withoutCustomers } = vendorsAnswers;
    const { kind, organisation, contact, product } = withoutCustomers;
    const beforeIt = { kind, organisation, contact, product } as Readonly<Record<string, Fields>>;
    expect((await answer(vendor, '/apply', beforeIt)).location).to.equal('/apply/customers');
    const college = visitor();
    const { operations: _o, agreement: _a, ...start } = collegesAnswers;
    expect((await answer(college, '/apply', start)).location).to.equal('/apply/operations');
    const offered = (await college.get('/apply/operations')).body;
    expect(offered).to.include('value="register"').and.not.include('value="achievements"');
    expect((await college.get('/apply/customers')).location).to.equal('/apply/operations');
  });

  it('leads to the first open question, whatever is asked for', async () => {
    const somebody = visitor();
    for (const page of ['/apply/agreement', '/apply/check', '/apply/operations'])
      expect((await somebody.get(page)).location, page).to.equal('/apply/kind');
    expect((await somebody.submit('/apply/kind', '/apply/agreement', { agreed: 'yes' })).location).to.equal(
      '/apply/kind',
    );
    expect((await somebody.get('/apply/sent')).location).to.equal('/apply');
  });

  const refused: readonly (readonly [page: string, fields: Fields, errors: readonly string[]])[] = [
    ['kind', {}, ['Select what your organisation is']],
    ['kind', { applicant: 'operator' }, ['Select what your organisation is']],
    [
      'organisation',
      { organisationName: ' ', ukprn: '' },
      ['Enter your organisation&#39;s name', 'Enter your organisation&#39;s UKPRN'],
    ],
    [
      'organisation',
      { organisationName: 'x'.repeat(201), ukprn: '1000123' },
      ['The name must have at most 200 characters', 'A UKPRN has eight digits, like 10001234'],
    ],
    [
      'organisation',
      { organisationName: 'Evil\u0000College', ukprn: '10001234' },
      ['Enter ordinary letters, digits and punctuation'],
    ],
    [
      'contact',
      { contactName: '', emailAddress: 'not an address', telephone: 'call me' },
      [
        'Enter the name of a person',
        'Enter an e-mail address in the correct format, like name@example.com',
        'Enter a telephone number, like 01632 960 001 or +44 808 157 0192',
      ],
    ],
    [
      'product',
      {},
      ['Enter the product&#39;s name', 'Enter the product&#39;s version, or 0 if there is none yet'],
    ],
    ['operations', {}, ['Select what your product will do']],
    ['operations', { rights: ['find', 'achievements'] }, ['Select what your product will do']],
    ['operations', { rights: 'learnerAccess' }, ['Select what your product will do']],
    ['agreement', { agreed: 'no' }, ['Tick the box to say that you will use fictitious data only']],
  ];

  it('says on each page what is wrong, linked to its field', async () => {
    const somebody = visitor();
    for (const page of Object.keys(collegesAnswers)) {
      for (const [, fields, errors] of refused.filter(([name]) => name === page)) {
        const shown = await somebody.submit(`/apply/${page}`, `/apply/${page}`, fields);
        expect(shown.status, page).to.equal(400);
        expect(errorsOf(shown), page).to.deep.equal(errors);
        expect(shown.body).to.match(/<title[^>]*>\s*Error: /);
        for (const [, id] of shown.body.matchAll(/<a href="#([\w-]+)">/g))
          expect(shown.body, id).to.match(new RegExp(`id="${String(id)}"`));
      }
      await answer(somebody, '/apply', { [page]: collegesAnswers[page] ?? {} });
    }
    expect((await somebody.get('/apply/check')).body).to.include('Imaginary Town College');
  });

  it('lets answers be changed, and asks anew for what hangs on them', async () => {
    const somebody = visitor();
    await answer(somebody, '/apply', vendorsAnswers);
    const name = { organisationName: 'Another Name', ukprn: '' };
    expect((await answer(somebody, '/apply', { organisation: name })).location).to.equal('/apply/check');
    expect(
      (await answer(somebody, '/apply', { kind: { applicant: 'awardingOrganisation' } })).location,
    ).to.equal('/apply/organisation');
    const own = { organisationName: 'Another Name', ukprn: '10001235' };
    expect((await answer(somebody, '/apply', { organisation: own })).location).to.equal('/apply/operations');
  });

  it('shows hostile text as text, to the applicant and to the administrator', async () => {
    const hostile = '<script>alert(1)</script>{{ 7 * 7 }}"\' onload=x';
    const somebody = visitor();
    const applied = await apply(somebody, {
      ...vendorsAnswers,
      organisation: { organisationName: hostile, ukprn: '' },
      product: { productName: hostile, productVersion: '<b>1' },
    });
    const pages = [
      await somebody.get(applied.link),
      await administrator.get('/administration/applications'),
      await administrator.get(`/administration/applications/${applied.reference}`),
    ];
    for (const { status, body } of pages) {
      expect(status).to.equal(200);
      expect(body).to.include('&lt;script&gt;alert(1)').and.not.include('<script>alert');
      expect(body).to.include('{{ 7 * 7 }}');
    }
  });

  it('takes a form only with its token', async () => {
    const somebody = visitor();
    await somebody.get('/apply/kind');
    expect((await somebody.post('/apply/kind', { applicant: 'vendor' })).status).to.equal(403);
    await answer(somebody, '/apply', vendorsAnswers);
    expect((await somebody.post('/apply/check', {})).status).to.equal(403);
    const { waiting } = await register.store.applications.counts();
    expect((await somebody.post('/apply/check', { _csrf: 'x'.repeat(32) })).status).to.equal(403);
    expect((await register.store.applications.counts()).waiting).to.equal(waiting);
  });

  it('is sent once by two clicks, and both lead to the same confirmation', async () => {
    const somebody = visitor();
    await answer(somebody, '/apply', vendorsAnswers);
    const token = tokenOf(await somebody.get('/apply/check'));
    const before = (await register.store.applications.counts()).waiting;
    const clicks = await Promise.all([1, 2, 3].map(() => somebody.post('/apply/check', { _csrf: token })));
    for (const { status, location } of clicks) expect([status, location]).to.deep.equal([303, '/apply/sent']);
    expect((await register.store.applications.counts()).waiting).to.equal(before + 1);
    const again = await somebody.submit('/apply/kind', '/apply/check', {});
    expect(again.location).to.equal('/apply/sent');
    const { link } = appliedIn(await somebody.get('/apply/sent'));
    expect((await visitor().get(link)).body).to.include('Waiting');
  });

  it('shows an application to nobody without its link', async () => {
    const own = await apply(visitor());
    const other = visitor();
    await apply(other);
    for (const path of [
      `/applications/${own.reference}`,
      `/applications/${'A'.repeat(43)}`,
      `/administration/applications/${own.reference}`,
      `${own.link}x`,
    ]) {
      const { status, body } = await other.get(path);
      expect([303, 404], path).to.include(status);
      expect(body).not.to.include('Fictional Systems');
    }
    const kept = await register.store.applications.byReference(own.reference);
    expect(kept?.applicationId).to.match(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(kept)).not.to.include(own.link.slice(-43));
    const page = await visitor().get(own.link);
    expect(page.headers.get('referrer-policy')).to.equal('no-referrer');
    expect(page.headers.get('cache-control')).to.equal('no-store');
  });

  it('is declined with a reason, which the applicant reads', async () => {
    const applied = await apply(visitor());
    const page = `/administration/applications/${applied.reference}`;
    const without = await administrator.submit(page, `${page}/decline`, { reason: ' ' });
    expect(errorsOf(without)).to.deep.equal(['Enter the reason, for the applicant to read']);
    await administrator.submit(page, `${page}/decline`, { reason: 'Not <b>this</b> time' });
    const { body } = await visitor().get(applied.link);
    expect(body).to.include('Declined').and.include('Not &lt;b&gt;this&lt;/b&gt; time');
    const late = await administrator.submit('/administration/organisations/TSTLP1', `${page}/approve`, {});
    expect(late.location).to.equal(page);
    expect((await administrator.get(page)).body).to.include('Somebody has decided this application already.');
  });

  it('is decided by the administrator alone', async () => {
    const applied = await apply(visitor());
    const page = `/administration/applications/${applied.reference}`;
    const college = visitor();
    await college.signIn('TSTLP1');
    for (const somebody of [visitor(), college]) {
      const { status } = await somebody.submit('/apply/kind', `${page}/approve`, {});
      expect([303, 403]).to.include(status);
    }
    expect((await register.store.applications.byReference(applied.reference))?.status).to.equal('waiting');
    const { body } = await college.get('/administration');
    expect(body).not.to.include('Applications for access');
  });

  it('is refused when one address sends too many, and keeps what was filled in', async () => {
    const own = await runRegister({ settings: { dataDir: temporaryFolder(), ...patient } });
    try {
      const somebody = new Visitor(own.origin);
      await answer(somebody, '/apply', collegesAnswers);
      const token = tokenOf(await somebody.get('/apply/check'));
      const flood = new Visitor(own.origin);
      const theirs = tokenOf(await flood.get('/apply/kind'));
      for (let sent = 0; sent < 30; sent += 1)
        expect((await flood.post('/apply/check', { _csrf: theirs })).status).to.equal(303);
      const refusal = await somebody.post('/apply/check', { _csrf: token });
      expect(refusal.status).to.equal(429);
      expect((await somebody.get('/apply/check')).body).to.include('Imaginary Town College');
      expect((await own.store.applications.counts()).waiting).to.equal(0);
    } finally {
      await own.stop();
    }
  });
});

for (const database of ['sqlite', 'postgres'] as const) {
  describe(`Credentials of an approved application (${database})`, () => {
    let register: RunningRegister;
    let administrator: Visitor;
    const clock = new StandingClock();
    const visitor = (): Visitor => new Visitor(register.origin);

    before(async () => {
      register = await runRegister({ database, clock, settings: { dataDir: temporaryFolder(), ...patient } });
      administrator = await newAdministrator(register);
    });

    after(() => register.stop());

    const approved = async (answers = vendorsAnswers): Promise<Applied> => {
      const applied = await apply(visitor(), answers);
      await approve(administrator, applied);
      return applied;
    };

    it('are not there before the approval, and work after it', async () => {
      const applied = await apply(visitor());
      expect((await visitor().get(applied.link)).body).not.to.include('Show credentials once');
      const early = await visitor().submit('/apply/kind', `${applied.link}/credentials`, {});
      expect(early.status).to.equal(409);
      expect(early.body).to.include('has not decided yet');
      await approve(administrator, applied);
      const somebody = visitor();
      const shown = await somebody.submit(applied.link, `${applied.link}/credentials`, {});
      const [provider, awarding] = credentialsIn(shown);
      if (provider === undefined || awarding === undefined)
        throw new Error('Two organisations were expected');
      for (const { organisationRef, ukprn, password } of [provider, awarding]) {
        expect(organisationRef).to.match(/^TST[A-HJ-NP-Z2-9]{3}$/);
        expect(ukprn).to.match(/^99\d{6}$/);
        expect(password).to.match(/^[A-Za-z2-9]{16}$/);
      }
      expect(codeOf((await register.send(findBy(provider))).body)).to.equal('WSRC0004');
      expect(codeOf((await register.send(findBy(awarding))).body)).to.equal('WSEC0006');
      const stored = await register.store.organisations.byRef(awarding.organisationRef);
      expect([...(stored?.rights ?? [])]).to.have.members(['verify', 'achievements']);
      const signedIn = visitor();
      await signedIn.signIn(provider.organisationRef, provider.password);
      expect(await signedIn.signedInAs()).to.equal('Fictional Systems (as a learning provider)');
    });

    it('are shown once, also to two clicks at once', async () => {
      const applied = await approved();
      const somebody = visitor();
      const token = tokenOf(await somebody.get(applied.link));
      const clicks = await Promise.all(
        [1, 2, 3].map(() => somebody.post(`${applied.link}/credentials`, { _csrf: token })),
      );
      const shown = clicks.filter(({ status }) => status === 200);
      expect(shown).to.have.length(1);
      expect(clicks.filter(({ status }) => status === 409)).to.have.length(2);
      const [first] = credentialsIn(shown[0] ?? clicks[0] ?? (await somebody.get('/')));
      if (first === undefined) throw new Error('No credentials');
      expect(codeOf((await register.send(findBy(first))).body)).to.equal('WSRC0004');
      const { body } = await visitor().get(applied.link);
      expect(body).to.include('were shown on').and.not.include(first.password);
      const again = await somebody.post(`${applied.link}/credentials`, { _csrf: token });
      expect(again.status).to.equal(409);
      expect(again.body).not.to.include(first.password);
      expect(codeOf((await register.send(findBy(first))).body)).to.equal('WSRC0004');
      expect(register.log.join('')).not.to.include(first.password);
    });

    it('are offered for two weeks, and again when the administrator says so', async () => {
      const applied = await approved(collegesAnswers);
      const page = `/administration/applications/${applied.reference}`;
      clock.advance({ minutes: 14 * 24 * 60 + 1 });
      administrator = await newAdministrator(register);
      expect((await visitor().get(applied.link)).body).to.include(
        'the time to have the credentials shown is',
      );
      const late = await visitor().submit('/apply/kind', `${applied.link}/credentials`, {});
      expect(late.status).to.equal(409);
      await administrator.submit(page, `${page}/offer`, {});
      const shown = await visitor().submit(applied.link, `${applied.link}/credentials`, {});
      const [first] = credentialsIn(shown);
      if (first === undefined) throw new Error('No credentials');
      await administrator.submit(page, `${page}/offer`, {});
      const [second] = credentialsIn(await visitor().submit(applied.link, `${applied.link}/credentials`, {}));
      if (second === undefined) throw new Error('No credentials');
      expect(second.organisationRef).to.equal(first.organisationRef);
      expect(codeOf((await register.send(findBy(second))).body)).to.equal('WSRC0004');
      expect(codeOf((await register.send(findBy(first))).body)).to.equal('WSEC0005');
    });
  });
}
