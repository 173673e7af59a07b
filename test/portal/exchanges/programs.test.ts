import { expect } from 'chai';
import { z } from 'zod';
import { runRegister, type RunningRegister } from '../../running-register.js';
import { Visitor } from '../visitor.js';
import { byUln, verification } from './requests.js';

const listSchema = z.object({
  exchanges: z.array(z.looseObject({ id: z.string(), code: z.string(), operation: z.string().nullable() })),
  after: z.string().nullable(),
});
const oneSchema = z.looseObject({
  problems: z.array(z.looseObject({ advice: z.string(), line: z.number().optional() })),
  request: z.looseObject({ line: z.string(), body: z.string() }),
  response: z.looseObject({ status: z.number(), body: z.string() }),
});

describe('exchanges for programs', () => {
  let register: RunningRegister;
  const authorization = `Basic ${Buffer.from('TSTLP1:Test-Provider-01').toString('base64')}`;

  before(async () => {
    register = await runRegister();
  });
  after(() => register.stop());

  const get = async (path: string): Promise<unknown> => {
    const { status, body } = await new Visitor(register.origin).get(path, { authorization });
    expect(status, body).to.equal(200);
    return JSON.parse(body) as unknown;
  };
  const list = async (asked = ''): Promise<z.output<typeof listSchema>> =>
    listSchema.parse(await get(`/test/exchanges${asked}`));

  it('asks who is there', async () => {
    const { status, headers } = await new Visitor(register.origin).get('/test/exchanges');
    expect(status).to.equal(401);
    expect(headers.get('www-authenticate')).to.match(/^Basic/);
  });

  it('gives heads oldest first, and from where a program left off', async () => {
    expect(await list()).to.deep.equal({ exchanges: [], after: null });
    await register.send(byUln());
    const first = await list();
    expect(first.exchanges.map(({ code }) => code)).to.deep.equal(['WSRC0004']);
    await register.send(verification());
    await register.send(byUln({ givenName: 'Other' }));
    const second = await list(`?after=${first.after ?? ''}`);
    expect(second.exchanges.map(({ code }) => code)).to.deep.equal(['WSRC0003', 'WSRC0001']);
    const third = await list(`?after=${second.after ?? ''}`);
    expect(third).to.deep.equal({ exchanges: [], after: second.after });
  });

  it('filters, and goes on after what did not fit', async () => {
    const before = (await list()).after ?? '';
    await register.send(byUln());
    await register.send(verification());
    await register.send(byUln());
    const found = await list(`?after=${before}&operation=verifyLearner`);
    expect(found.exchanges.map(({ operation }) => operation)).to.deep.equal(['verifyLearner']);
    expect((await list(`?after=${found.after ?? ''}`)).exchanges).to.deep.equal([]);
    const limited = await list(`?after=${before}&code=WSRC0004&limit=1`);
    expect(limited.exchanges).to.have.length(1);
    expect((await list(`?after=${limited.after ?? ''}&code=WSRC0004`)).exchanges).to.have.length(1);
    const text = await list(`?after=${before}&text=otherperson`);
    expect(text.exchanges.map(({ operation }) => operation)).to.deep.equal(['verifyLearner']);
  });

  it('gives one with its bodies and problems, without the password', async () => {
    await register.send(byUln({ uln: '1' }));
    const { exchanges } = await list('?limit=1');
    const one = oneSchema.parse(await get(`/test/exchanges/${exchanges[0]?.id ?? ''}`));
    expect(one.request.body).to.include('<ULN>1</ULN>').and.not.include('Test-Provider-01');
    expect(one.request.line).to.equal('POST /LearnerService.svc HTTP/1.1');
    expect(one.response.status).to.equal(500);
    expect(one.problems).to.have.length(1);
    expect(one.problems[0]?.line).to.equal(8);
    expect(one.problems[0]?.advice).to.equal('ULN must be ten digits, the first not 0.');
  });

  it('says what it does not understand', async () => {
    for (const asked of ['?limit=0', '?limit=many', '?from=someday']) {
      const { status, body } = await new Visitor(register.origin).get(`/test/exchanges${asked}`, {
        authorization,
      });
      expect(status, asked).to.equal(400);
      expect(JSON.parse(body), asked).to.include({ error: 'badRequest' });
    }
  });
});
