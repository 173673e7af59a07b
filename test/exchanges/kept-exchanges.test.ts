/** What a running register keeps of real traffic, and for whom. */
import { expect } from 'chai';
import { gzipSync } from 'node:zlib';
import type { Exchange, ExchangeOwner } from '../../src/register/exchange-ports.js';
import { openStore } from '../../src/store/open-store.js';
import { fillTestStore, newTestStore, runRegister, type RunningRegister } from '../running-register.js';
import { StandingClock } from '../standing-clock.js';
import { newOptions } from '../store/databases.js';
import { logOf, written } from './log-of.js';

const lp1: ExchangeOwner = { organisationRef: 'TSTLP1' };
const lp2: ExchangeOwner = { organisationRef: 'TSTLP2' };
const PASSWORD = 'Test-Provider-01';
const STARS = '*'.repeat(16);

function find(password = PASSWORD, ref = 'TSTLP1', ukprn = '90000001'): string {
  return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:find="http://api.lrs.miap.gov.uk/findmsg">
  <soapenv:Body>
    <find:FindLearnerByULN>
      <FindType>FUL</FindType>
      <OrganisationRef>${ref}</OrganisationRef>
      <UKPRN>${ukprn}</UKPRN>
      <OrgPassword>${password}</OrgPassword>
      <UserName>Terry Testuser</UserName>
      <ULN>9900002074</ULN>
      <FamilyName>Newaddress</FamilyName>
      <GivenName>Movita</GivenName>
    </find:FindLearnerByULN>
  </soapenv:Body>
</soapenv:Envelope>`;
}

describe('A running register', () => {
  let register: RunningRegister;

  before(async () => {
    register = await runRegister();
  });

  after(() => register.stop());

  afterEach(async () => {
    await written();
    for (const { owner } of await register.store.exchanges.sizes())
      await register.store.exchanges.remove(owner, '~', 1000);
  });

  async function keptFor(owner: ExchangeOwner): Promise<readonly Exchange[]> {
    await written();
    return logOf(register.store.exchanges).after(owner, undefined, 100);
  }

  it('keeps an answered request for its organisation, as it came and went, without the password', async () => {
    const answer = await register.send(find(), {
      'X-Correlation-Id': 'mine',
      Authorization: 'Basic abcdefgh',
    });
    const [kept, ...more] = await keptFor(lp1);
    expect(more).to.deep.equal([]);
    expect(kept).to.include({
      service: 'LearnerService',
      operation: 'learnerByULN',
      code: 'WSRC0004',
      status: 200,
      correlationId: 'mine',
      requestLine: 'POST /LearnerService.svc HTTP/1.1',
      callerAddress: '127.0.0.1',
    });
    expect(kept?.at.getTime()).to.be.closeTo(register.clock.now().getTime(), 2000);
    expect(kept?.request.toString()).to.equal(find(STARS));
    expect(kept?.requestBytes).to.equal(kept?.request.length);
    expect(kept?.response.toString()).to.equal(answer.body);
    expect(kept?.responseHeaders.slice(0, 2)).to.deep.equal(['Content-Type', 'text/xml; charset=utf-8']);
    const headers = kept?.requestHeaders ?? [];
    expect(headers[headers.indexOf('Authorization') + 1]).to.equal('Basic ********');
    expect(await keptFor('nobody')).to.deep.equal([]);
    expect(await keptFor(lp2)).to.deep.equal([]);
  });

  it('keeps what was sent with gzip as it was before', async () => {
    await register.send(gzipSync(find()), { 'Content-Encoding': 'gzip' });
    const [kept] = await keptFor(lp1);
    expect(kept?.request.toString()).to.equal(find(STARS));
  });

  it('keeps a message that no schema accepts for the organisation whose password it has', async () => {
    const broken = find().replace('</find:FindLearnerByULN>', '<Nonsense/></find:FindLearnerByULN>');
    await register.send(broken);
    const [kept] = await keptFor(lp1);
    expect(kept?.code).to.equal('WSEC0001');
    expect(kept?.request.toString()).to.equal(broken.replace(PASSWORD, STARS));
    await register.send(find().slice(0, -60));
    const all = await keptFor(lp1);
    expect(all).to.have.lengthOf(2);
  });

  it('gives the organisation the head alone when the password was wrong, and nobody all of it', async () => {
    await register.send(find('Wrong-Password-1'));
    await written();
    const [head] = await logOf(register.store.exchanges).headsAfter(lp1, undefined, 10);
    expect(head).to.include({ code: 'WSEC0005', unproved: true, requestBytes: 0, responseBytes: 0 });
    const [own] = await keptFor(lp1);
    expect(own?.request).to.have.lengthOf(0);
    expect(own?.response).to.have.lengthOf(0);
    expect(own?.requestHeaders).to.deep.equal([]);
    const [whole] = await keptFor('nobody');
    expect(whole?.request.toString()).to.equal(find(STARS));
  });

  it('keeps what never came to SOAP for nobody', async () => {
    await register.send('{}', { 'Content-Type': 'application/json' });
    await register.send(Buffer.from('no gzip'), { 'Content-Encoding': 'gzip' });
    await register.send('<a/>');
    await fetch(register.url, { method: 'PUT', body: 'x' });
    const kept = await keptFor('nobody');
    expect(kept.map(({ status }) => status)).to.deep.equal([415, 500, 500, 405]);
    expect(kept.map(({ request }) => request.toString())).to.deep.equal(['', 'no gzip', '<a/>', '']);
    expect(kept[0]?.response.toString()).to.contain('Content-Type is');
  });
});

describe('What a register keeps', () => {
  it('is seen by another copy on the same database', async () => {
    const options = await newOptions('postgres');
    const store = await fillTestStore(await openStore(options), new StandingClock());
    const another = await openStore(options);
    const one = await runRegister({ store });
    try {
      const sent = Array.from({ length: 40 }, () => one.send(find()));
      await Promise.all(sent);
      await written();
      const later = new Date(one.clock.now().getTime() + 2000);
      const log = logOf(another.exchanges, later);
      expect(await log.after(lp1, undefined, 100)).to.have.lengthOf(40);
      expect(await log.after(lp2, undefined, 100)).to.deep.equal([]);
    } finally {
      await one.stop();
      await another.close();
      await store.close();
    }
  });

  it('is written when it stops, and counted in the metrics', async () => {
    const store = await newTestStore('sqlite', new StandingClock());
    const register = await runRegister({ store });
    await register.send(find());
    await register.stop();
    expect(await logOf(store.exchanges).after(lp1, undefined, 10)).to.have.lengthOf(1);
    const again = await runRegister({ store });
    await again.send(find());
    await written();
    const metrics = await (await fetch(`${again.origin}/metrics`)).text();
    expect(metrics).to.match(/^learner_register_exchanges_kept_total 1$/m);
    expect(metrics).to.match(/^learner_register_exchanges_lost_total 0$/m);
    await again.stop();
    await store.close();
  });

  for (const settings of [{ inspector: 'off' }, { environment: 'live' }] as const) {
    it(`is nothing with ${JSON.stringify(settings)}`, async () => {
      const store = await newTestStore('sqlite', new StandingClock());
      const register = await runRegister({ store, settings });
      await register.send(find());
      await register.send('<a/>');
      await register.send('{}', { 'Content-Type': 'application/json' });
      const metrics = await (await fetch(`${register.origin}/metrics`)).text();
      await register.stop();
      expect(await store.exchanges.sizes()).to.deep.equal([]);
      expect(metrics).to.not.contain('exchanges');
      await store.close();
    });
  }
});
