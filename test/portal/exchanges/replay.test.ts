import { expect } from 'chai';
import { runRegister, type RunningRegister } from '../../running-register.js';
import { tokenOf, Visitor, type Shown } from '../visitor.js';
import { byUln } from './requests.js';

describe('sending a kept request again', () => {
  let register: RunningRegister;
  let visitor: Visitor;
  let address: string;

  before(async () => {
    register = await runRegister();
    visitor = new Visitor(register.origin);
    await visitor.signIn('TSTLP1');
    await register.send(byUln({ givenName: 'Eleanora' }));
    const { body } = await visitor.get('/exchanges');
    address = /href="(\/exchanges\/[0-9a-z]{18})"/.exec(body)?.[1] ?? '';
  });
  after(() => register.stop());

  const messageOf = ({ body }: Shown): string =>
    (/<textarea[^>]*>([^]*?)<\/textarea>/.exec(body)?.[1] ?? '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');

  it('offers the request with its password masked', async () => {
    const message = messageOf(await visitor.get(`${address}/replay`));
    expect(message).to.include('<OrgPassword>****************</OrgPassword>');
    expect(message).to.include('<GivenName>Eleanora</GivenName>');
  });

  it('sends it edited, through the services, and shows what differs', async () => {
    const request = messageOf(await visitor.get(`${address}/replay`)).replace('Eleanora', 'Eleanor');
    const sent = await visitor.submit(`${address}/replay`, `${address}/replay`, {
      request,
      password: 'Test-Provider-01',
    });
    expect(sent.status).to.equal(303);
    expect(sent.location).to.match(/^\/exchanges\/[0-9a-z]{18}\?beside=[0-9a-z]{18}$/);
    const { body } = await visitor.get(sent.location ?? '');
    expect(body).to.include('Beside the earlier one');
    expect(body).to.match(/FindLearnerByULN\/GivenName<[^]*?Eleanora[^]*?Eleanor</);
    expect(body).to.match(/ResponseCode<[^]*?WSRC0001[^]*?WSRC0004</);
    expect(body).to.not.include('Test-Provider-01');
    const entries = await register.store.audit.list({ organisationRef: 'TSTLP1', limit: 10 });
    expect(entries.map(({ outcome }) => outcome)).to.include('WSRC0004');
  });

  it('asks for the password, and does not keep it', async () => {
    const page = await visitor.get(`${address}/replay`);
    const without = await visitor.post(`${address}/replay`, {
      _csrf: tokenOf(page),
      request: messageOf(page),
    });
    expect(without.status).to.equal(400);
    expect(without.body).to.include('Enter the password of the organisation').and.include('<title>Error: ');
    const tooLong = await visitor.post(`${address}/replay`, {
      _csrf: tokenOf(page),
      request: ' ',
      password: 'Test-Provider-01',
    });
    expect(tooLong.status).to.equal(400);
    expect(tooLong.body).to.not.include('Test-Provider-01');
  });

  it('says what became of one with a wrong password', async () => {
    const page = await visitor.get(`${address}/replay`);
    const sent = await visitor.post(`${address}/replay`, {
      _csrf: tokenOf(page),
      request: messageOf(page),
      password: 'Wrong-Password-1',
    });
    expect(sent.status).to.equal(303);
    expect((await visitor.get(sent.location ?? '')).body).to.include('WSEC0005');
  });

  it('takes no form from elsewhere', async () => {
    const page = await visitor.get(`${address}/replay`);
    const forged = await visitor.post(`${address}/replay`, {
      request: messageOf(page),
      password: 'Test-Provider-01',
    });
    expect(forged.status).to.equal(403);
  });

  it('lets an organisation send only so many in a minute', async () => {
    const page = await visitor.get(`${address}/replay`);
    const fields = { _csrf: tokenOf(page), request: messageOf(page), password: 'Test-Provider-01' };
    let status = 303;
    for (let count = 0; count < 40 && status === 303; count++) {
      ({ status } = await visitor.post(`${address}/replay`, fields));
    }
    expect(status).to.equal(429);
  });
});
