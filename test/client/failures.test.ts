/** What a caller is told when a call fails, and what never stands in it. */
import { expect } from 'chai';
import { createServer, type RequestListener, type Server } from 'node:http';
import { inspect } from 'node:util';
import { publishedTestData } from '../../src/cli/test-data.js';
import {
  ExternalServiceClient,
  LearnerServiceClient,
  LearnerServiceR9Client,
  NoAnswer,
  RegisterFault,
  type ClientOptions,
} from '../../src/client/index.js';
import { runRegister, type RunningRegister } from '../running-register.js';

const { organisations, learners } = publishedTestData();
const provider = organisations.learningProvider;
const { uln, familyName, givenName } = learners.exact;
const find = { findType: 'FUL', uln, familyName, givenName } as const;
const secret = 'Wrong-Password-1';

describe('A call of the typed client that fails', () => {
  let register: RunningRegister;
  const clients: LearnerServiceClient[] = [];
  const servers: Server[] = [];

  before(async () => {
    register = await runRegister({ settings: { organisationRequestsPerSecond: '0' } });
  });

  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  after(() => register.stop());

  const clientOf = (options: Partial<ClientOptions> = {}): LearnerServiceClient => {
    const client = new LearnerServiceClient({ address: register.origin, ...provider, ...options });
    clients.push(client);
    return client;
  };

  /** Anything but a register. */
  const listen = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
  };

  it('throws a fault with its code, its words and the correlation id that was sent', async () => {
    const call = clientOf().learnerByULN({ ...find, givenName: '' }, { correlationId: 'mine-1' });
    const fault = await faultOf(call);
    expect(fault).to.include({
      name: 'RegisterFault',
      operation: 'learnerByULN',
      code: 'WSEC0001',
      correlationId: 'mine-1',
      httpStatus: 500,
      retryAfterSeconds: undefined,
    });
    expect(fault.furtherDetails).to.contain('/Envelope/Body/FindLearnerByULN/GivenName');
    expect(fault.message).to.contain(fault.furtherDetails);
  });

  it('throws WSEC0005 from each service for a wrong password, and shows it nowhere', async () => {
    const options = { address: register.origin, ...provider, orgPassword: secret };
    const record = new LearnerServiceR9Client(options);
    const external = new ExternalServiceClient({
      ...options,
      ...organisations.awardingOrganisation,
      orgPassword: secret,
    });
    const calls = [
      () => clientOf({ orgPassword: secret }).learnerByULN(find),
      () => record.getOrganisation({ orgRef: 'TSTAO1' }),
      () => external.getAchievementBatchJob({ jobId: 1 }),
    ];
    for (const call of calls) {
      const fault = await faultOf(call());
      expect(fault.code).to.equal('WSEC0005');
      expect(fault.description).to.be.a('string').and.not.equal('');
      expect(fault.furtherDetails).to.match(/is not a password of this organisation\.$/);
      expect(inspect(fault, { depth: Infinity, showHidden: true })).to.not.contain(secret);
    }
    record.close();
    external.close();
  });

  it('says when to try again', async () => {
    const limited = await runRegister({ settings: { organisationRequestsPerSecond: '1' } });
    try {
      const client = clientOf({ address: limited.origin });
      const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => client.learnerByULN(find)));
      const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect(refused).to.not.have.lengthOf(0);
      for (const fault of refused) {
        expect(fault).to.be.instanceOf(RegisterFault).and.to.include({ code: 'WSEC0999', httpStatus: 429 });
        expect((fault as RegisterFault).retryAfterSeconds).to.be.within(1, 60);
      }
    } finally {
      await limited.stop();
    }
  });

  it('throws NoAnswer when nobody listens, without the password', async () => {
    const gone = await runRegister();
    await gone.stop();
    const failure = await noAnswerOf(
      clientOf({ address: gone.origin }).learnerByULN(find, { correlationId: 'gone' }),
    );
    expect(failure).to.include({
      systemCode: 'ECONNREFUSED',
      correlationId: 'gone',
      operation: 'learnerByULN',
    });
    expect(inspect(failure, { depth: Infinity, showHidden: true })).to.not.contain(provider.orgPassword);
  });

  it('throws NoAnswer when the answer takes too long, or is given up', async () => {
    const silent = clientOf({ address: await listen(() => undefined), timeoutMilliseconds: 50 });
    expect(await noAnswerOf(silent.learnerByULN(find)))
      .to.have.property('message')
      .that.matches(/in time/);
    const controller = new AbortController();
    const call = silent.learnerByULN(find, { signal: controller.signal, timeoutMilliseconds: 10_000 });
    setTimeout(() => {
      controller.abort();
    }, 20);
    expect(await noAnswerOf(call)).to.have.property('systemCode', 'ERR_CANCELED');
  });

  it('throws NoAnswer with the status when something else answers, and follows nobody elsewhere', async () => {
    const page = await listen((_request, response) => {
      response.writeHead(502, { 'Content-Type': 'text/html' }).end('<html><p>Bad gateway</html>');
    });
    expect(await noAnswerOf(clientOf({ address: page }).learnerByULN(find))).to.include({ httpStatus: 502 });
    const elsewhere = await listen((_request, response) => {
      response.writeHead(307, { Location: `${register.origin}/LearnerService.svc` }).end();
    });
    expect((await noAnswerOf(clientOf({ address: elsewhere }).learnerByULN(find))).message).to.match(
      /none of this/,
    );
    const other = await listen((_request, response) => {
      const body = '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>';
      response.writeHead(200, { 'Content-Type': 'text/xml' }).end(body);
    });
    expect(await noAnswerOf(clientOf({ address: other }).learnerByULN(find))).to.have.property('operation');
  });

  it('throws TypeError for a property that the request does not have, and for an address that is none', async () => {
    const misspelt: typeof find = { ...find, ...{ ULN: uln } };
    const error: unknown = await clientOf()
      .learnerByULN(misspelt)
      .catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(TypeError).with.property('message', 'LearnerByULNRqst has no ULN.');
    expect(() => clientOf({ address: 'register.example' })).to.throw(TypeError);
    expect(() => clientOf({ address: 'ftp://register.example' })).to.throw(TypeError, /https/);
  });

  it('takes the whole address of the service, as the real one is written', async () => {
    const client = clientOf({ address: `${register.origin}/LearnerService.svc` });
    expect((await client.learnerByULN(find)).responseCode).to.equal('WSRC0004');
  });

  it('sends who is at the keyboard, for one call or for all', async () => {
    await clientOf().learnerByULN(find, { userName: 'Somebody Else' });
    const [entry] = await register.store.audit.list({ uln: uln as never, limit: 1 });
    expect(entry).to.have.property('userName', 'Somebody Else');
  });
});

async function failureOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
}

async function faultOf(call: Promise<unknown>): Promise<RegisterFault> {
  const failure = await failureOf(call);
  if (!(failure instanceof RegisterFault)) throw new Error(`This is no fault: ${inspect(failure)}`);
  return failure;
}

async function noAnswerOf(call: Promise<unknown>): Promise<NoAnswer> {
  const failure = await failureOf(call);
  if (!(failure instanceof NoAnswer)) throw new Error(`This is an answer: ${inspect(failure)}`);
  return failure;
}
