import { expect } from 'chai';
import { hashPassword } from '../../../src/access/password-hash.js';
import { runRegister, type RunningRegister } from '../../running-register.js';
import { Visitor, type Shown } from '../visitor.js';
import { byDemographics, byUln, nearlyMarcus, registration, verification } from './requests.js';

describe('the message inspector', () => {
  let register: RunningRegister;
  let visitor: Visitor;

  before(async () => {
    register = await runRegister();
    visitor = new Visitor(register.origin);
    await visitor.signIn('TSTLP1');
  });
  after(() => register.stop());

  /** Sends it and opens the page of its exchange. */
  async function pageOf(message: string | Buffer, headers: Record<string, string> = {}): Promise<Shown> {
    return visitor.get(await addressOf(message, headers));
  }

  async function addressOf(message: string | Buffer, headers: Record<string, string> = {}): Promise<string> {
    const answer = await register.send(message, headers);
    const id = String(answer.headers['x-correlation-id']);
    const { body } = await visitor.get(`/exchanges?text=${encodeURIComponent(id)}`);
    const [, address] = /<a class="govuk-link" href="(\/exchanges\/[0-9a-z]{18})">/.exec(body) ?? [];
    if (address === undefined) throw new Error('The exchange is not in the list');
    return address;
  }

  it('asks to sign in first, and leads back to the exchange', async () => {
    const address = await addressOf(byUln());
    const stranger = new Visitor(register.origin);
    const asked = await stranger.get(address);
    expect(asked.status).to.equal(303);
    expect(asked.location).to.equal(`/sign-in?return=${encodeURIComponent(address)}`);
  });

  it('lists exchanges newest first, with code, meaning and status', async () => {
    await register.send(byUln());
    await register.send(byUln({ givenName: 'Nobody' }));
    const { body } = await visitor.get('/exchanges');
    const codes = Array.from(body.matchAll(/lr-code-tag">(\w+)</g), ([, code]) => code);
    expect(codes.slice(0, 2)).to.deep.equal(['WSRC0001', 'WSRC0004']);
    expect(body).to.include('No learner matches');
    expect(body).to.match(/data-label="HTTP">200</);
  });

  it('filters by operation, code, service, time and text', async () => {
    await register.send(verification());
    await register.send(byUln());
    const shown = async (asked: string): Promise<readonly (string | undefined)[]> => {
      const { body } = await visitor.get(`/exchanges?${asked}`);
      return Array.from(body.matchAll(/href="\/exchanges\/[0-9a-z]{18}">(\w+)</g), ([, name]) => name);
    };
    expect(new Set(await shown('operation=verifyLearner'))).to.deep.equal(new Set(['verifyLearner']));
    expect(new Set(await shown('text=otherPERSON'))).to.deep.equal(new Set(['verifyLearner']));
    expect(new Set(await shown('code=wsrc0003'))).to.deep.equal(new Set(['verifyLearner']));
    expect(await shown('service=ExternalService')).to.deep.equal([]);
    expect(await shown('from=2100-01-01')).to.deep.equal([]);
    expect(await shown('to=2100-01-01T10:00')).to.not.deep.equal([]);
    const wrong = await visitor.get('/exchanges?from=tomorrow');
    expect(wrong.status).to.equal(400);
    expect(wrong.body).to.include('<title>Error: ').and.include('From must be a day');
  });

  it('pages without a gap', async () => {
    for (let count = 0; count < 53; count++) await register.send(byUln({ givenName: `Page${count}` }));
    const seen: string[] = [];
    let next: string | undefined = '/exchanges?text=%3EPage';
    while (next !== undefined) {
      const { body } = await visitor.get(next);
      seen.push(...Array.from(body.matchAll(/data-exchange="(\w+)"/g), ([, id = '']) => id));
      next = /href="([^"]*before=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).to.have.length(53);
    expect(new Set(seen).size).to.equal(53);
    expect(seen).to.deep.equal([...seen].sort().reverse());
  });

  it('shows the request without its password, the answer, headers and what values mean', async () => {
    const { status, body } = await pageOf(byUln(), { 'X-Product': 'MIS 7.1' });
    expect(status).to.equal(200);
    expect(body).to.not.include('Test-Provider-01');
    expect(body).to.include('&lt;OrgPassword&gt;****************&lt;/OrgPassword&gt;');
    expect(body).to.include('id="request-line-4"');
    expect(body).to.include('12 April 2004').and.include('Female');
    expect(body).to.include('X-Product').and.include('MIS 7.1');
    expect(body).to.include('Exactly one learner');
    expect(body).to.include('Carried out and answered');
  });

  it('says what is wrong with a request, where, and what to do', async () => {
    const { body } = await pageOf(byUln({ uln: '99000010' }));
    expect(body).to.include('ULN must be ten digits, the first not 0.');
    expect(body).to.match(/href="#request-line-8">Line 8, column 7</);
    expect(body).to.include('/Envelope/Body/FindLearnerByULN/ULN');
    expect(body).to.include('<mark class="lr-mark">&lt;ULN&gt;99000010&lt;/ULN&gt;</mark>');
    expect(body).to.include('cvc-pattern-valid');
    expect(body).to.include('Stopped here');
  });

  it('shows a message full of markup as text', async () => {
    const hostile = '</code><script>alert(1)</script>"\' onload=x &#x26;lt;';
    const address = await addressOf(byUln({ familyName: hostile.replaceAll('<', '&lt;') }), {
      'X-Hostile': '<img src=x onerror=alert(1)>',
    });
    for (const path of [address, `${address}/replay`, '/exchanges?text=%3Cscript%3E']) {
      const { body } = await visitor.get(path);
      expect(body, path).to.not.include('<script>alert').and.not.include('<img src=x');
    }
    const notXml = await pageOf(
      `<OrganisationRef>TSTLP1</OrganisationRef><OrgPassword>Test-Provider-01</OrgPassword><script>alert(2)</script>`,
    );
    expect(notXml.status).to.equal(200);
    expect(notXml.body).to.include('&lt;script&gt;alert(2)').and.not.include('<script>alert(2)');
  });

  it('compares what was asked for with each learner of the answer', async () => {
    const { body } = await pageOf(byDemographics(nearlyMarcus));
    expect(body).to.include('How the match was decided');
    expect(body).to.include('Four of the five details agree.');
    expect(body).to.match(/lr-agreement--other">\s*<th[^>]*>Last known postcode</);
    expect(body).to.match(/lr-agreement--same">\s*<th[^>]*>Family name</);
  });

  it('says which flags a verification has, and which details agree', async () => {
    const { body } = await pageOf(verification());
    expect(body).to.include('FAMILY_NAME</code>: The family name differs');
    expect(body).to.match(/lr-agreement--same">\s*<th[^>]*>Date of birth</);
  });

  it('says as of now why a find had nobody, and why a registration was refused', async () => {
    const unknown = {
      ...nearlyMarcus,
      givenName: 'Xanthippe',
      familyName: 'Unheardof',
      postCode: 'CV4 9EE',
      dateOfBirth: '1999-01-31',
    };
    const nobody = await pageOf(byDemographics(unknown));
    expect(nobody.body).to.include('As of now').and.include('No learner agrees in all five details');
    const named = await pageOf(byUln({ givenName: 'Somebody' }));
    expect(named.body).to.include('the names that were sent are not those of the record');
    const unheld = await pageOf(byUln({ uln: '9900099000' }));
    expect(unheld.body).to.include('Nobody has this ULN.');
    const tooEarly = { ...unknown, givenName: 'Xenia' };
    const refused = await pageOf(registration(tooEarly));
    expect(refused.body).to.include('No find by these five details came');
    await register.send(byDemographics(tooEarly));
    const registered = await pageOf(registration(tooEarly));
    expect(registered.body).to.include('WSRC0005');
    const again = await pageOf(registration(tooEarly));
    expect(again.body).to.match(/A learner with the same five details is in the register: ULN \d{10}/);
  });

  it('shows the audit entry, and that there is none where nothing was done', async () => {
    const done = await pageOf(byUln());
    expect(done.body).to.match(/<h2[^>]*id="audit">Audit<\/h2>[^]*?Terry Testuser[^]*?9900001000/);
    const refused = await pageOf(byUln({ uln: '1' }));
    expect(refused.body).to.include('The audit has no entry for this exchange');
  });

  it('leaves no trace in the audit by showing a page', async () => {
    const address = await addressOf(byDemographics(nearlyMarcus));
    const before = (await register.store.audit.list({ limit: 500 })).length;
    await visitor.get(address);
    expect(await register.store.audit.list({ limit: 500 })).to.have.length(before);
  });

  it('shows an organisation nothing of another one', async () => {
    const address = await addressOf(byUln());
    const other = new Visitor(register.origin);
    await other.signIn('TSTAO1');
    for (const path of ['', '/request.xml', '/replay', '/exchange.txt']) {
      const { status, body } = await other.get(address + path);
      expect(status, path).to.equal(404);
      expect(body, path).to.not.include('Testington');
    }
    expect((await other.get('/exchanges')).body).to.not.include(address);
    const id = address.split('/').pop() ?? '';
    const basic = { authorization: `Basic ${Buffer.from('TSTAO1:Test-Awarding-01').toString('base64')}` };
    expect((await new Visitor(register.origin).get(`/test/exchanges/${id}`, basic)).status).to.equal(404);
  });

  it('keeps no bodies of a request with a wrong password, and says why', async () => {
    await register.send(byUln({ familyName: 'Secretlyshown' }, { password: 'Wrong-Password-1' }));
    const { body } = await visitor.get('/exchanges?code=WSEC0005');
    const [, address = ''] = /href="(\/exchanges\/[0-9a-z]{18})"/.exec(body) ?? [];
    const page = await visitor.get(address);
    expect(page.body).to.include('there is no proof that your organisation sent this');
    expect(page.body).to.not.include('Secretlyshown').and.not.include('Wrong-Password');
    expect((await visitor.get(`${address}/request.xml`)).status).to.equal(404);
    expect((await visitor.get(`${address}/replay`)).status).to.equal(404);
  });

  it('shows the administrator what belongs to nobody, and nothing else', async () => {
    const password = 'Administrator-Of-Tests-1';
    const hash = await hashPassword(password, { memoryCost: 1024, timeCost: 2 });
    await register.store.portalSettings.setPasswordHash(hash, false);
    await register.send('<strange/>');
    const administrator = new Visitor(register.origin);
    await administrator.submit('/sign-in/administrator', '/sign-in/administrator', {
      password,
    });
    const { body } = await administrator.get('/exchanges/nobody');
    const [, address = ''] = /href="(\/exchanges\/nobody\/[0-9a-z]{18})"/.exec(body) ?? [];
    const page = await administrator.get(address);
    expect(page.status).to.equal(200);
    expect(page.body).to.include('&lt;strange/&gt;');
    expect((await administrator.get('/exchanges')).status).to.equal(403);
    expect((await visitor.get('/exchanges/nobody')).status).to.equal(403);
    expect((await visitor.get(address)).status).to.equal(403);
  });

  it('gives files with names, as attachments, byte for byte', async () => {
    const message = byUln({ givenName: 'Élodie' });
    const address = await addressOf(message);
    const request = await visitor.get(`${address}/request.xml`);
    expect(request.headers.get('content-type')).to.equal('text/xml; charset=utf-8');
    expect(request.headers.get('content-disposition')).to.match(
      /^attachment; filename="?learnerByULN-\d{8}T\d{6}Z-[0-9a-z]{18}-request\.xml"?$/,
    );
    expect(request.body).to.equal(message.replace('Test-Provider-01', '*'.repeat(16)));
    const response = await visitor.get(`${address}/response.xml`);
    expect(response.body).to.match(/^<soapenv:Envelope.*<ResponseCode>WSRC0001<.*<\/soapenv:Envelope>$/);
    expect((await visitor.get(`${address}/headers.txt`)).body).to.match(
      /^POST \/LearnerService\.svc HTTP\/1\.1\r\n/,
    );
    const all = await visitor.get(`${address}/exchange.txt`);
    expect(all.body).to.include('Élodie').and.include('HTTP/1.1 200').and.include('WSRC0001');
    expect((await visitor.get(`${address}/else.txt`)).status).to.equal(404);
  });

  it('shows bytes that are no text as digits', async () => {
    const bytes = Buffer.from(byUln({ givenName: 'Zo~' }));
    bytes[bytes.indexOf('~')] = 0xeb;
    const { body } = await pageOf(bytes);
    expect(body).to.include('The body is not valid UTF-8');
    expect(body).to.include('000000  3c 73 6f 61 70 65 6e 76');
  });

  it('is nothing to look at when the inspector is off', async () => {
    const off = await runRegister({ settings: { inspector: 'off' } });
    try {
      await off.send(byUln());
      const other = new Visitor(off.origin);
      await other.signIn('TSTLP1');
      expect((await other.get('/exchanges')).status).to.equal(404);
      expect((await other.get('/')).body).to.not.include('href="/exchanges"');
    } finally {
      await off.stop();
    }
  });
});
