import { expect } from 'chai';
import type { AccessResult } from '../../src/access/authenticate.js';
import type {
  LearnerServiceRequests,
  LearnerServiceResponses,
} from '../../src/contract/generated/learner-service.js';
import type { MessageOf, ReadResult } from '../../src/contract/read-result.js';
import { usualRights, type Organisation, type Right } from '../../src/domain/organisation.js';
import type { NeededRight, Operation, OperationContext } from '../../src/operations/operation.js';
import { createFaults } from '../../src/soap/fault.js';
import { learnerServiceHead, type RequestHead } from '../../src/soap/request-head.js';
import { createSoapService, type SoapServiceParts } from '../../src/soap/soap-service.js';

type Message = MessageOf<LearnerServiceRequests, keyof LearnerServiceRequests>;
type Parts = SoapServiceParts<LearnerServiceRequests, LearnerServiceResponses>;

const organisation: Organisation = {
  organisationRef: 'TEST01',
  ukprn: '90000001',
  name: 'A college that does not exist',
  kind: 'learningProvider',
  rights: usualRights('learningProvider'),
  status: 'active',
};
const head = { organisationRef: 'test01', orgPassword: 'sixteen letters.', userName: 'A. User' };
const find: Message = {
  operation: 'learnerByULN',
  request: { ...head, findType: 'FUL', uln: '1000000000', givenName: 'Any', familyName: 'Body' },
};

/** An operation that answers always the same, and keeps what it was asked. */
function answering<Request, Response>(
  right: Right,
  response: Response,
): Operation<Request, Response> & { asked: [Request, OperationContext][] } {
  const asked: [Request, OperationContext][] = [];
  return {
    right,
    asked,
    handle(request, context) {
      asked.push([request, context]);
      return Promise.resolve({ ok: true, response });
    },
  };
}

function service(message: ReadResult<Message>, changes: Partial<Parts> = {}) {
  const reported: { error: unknown; correlationId: string; operation: string | undefined }[] = [];
  const authenticated: [RequestHead, NeededRight][] = [];
  const learnerByULN = answering<
    LearnerServiceRequests['learnerByULN'],
    LearnerServiceResponses['learnerByULN']
  >('find', {
    responseCode: 'WSRC0001',
  });
  const soap = createSoapService<LearnerServiceRequests, LearnerServiceResponses>({
    reader: { read: () => message },
    headOf: learnerServiceHead,
    authenticate(sent, right): Promise<AccessResult> {
      authenticated.push([sent, right]);
      return Promise.resolve({ ok: true, organisation });
    },
    operations: {
      learnerByULN,
      learnerByDemographics: 'notSupported',
      registerSingleLearner: 'notSupported',
      updateSingleLearner: 'notSupported',
      submitBatchRegistration: 'notSupported',
      getBatchRegistrationOutput: 'notSupported',
      submitVerifyBatch: 'notSupported',
      getVerifyBatchOutput: 'notSupported',
      retrieveULNs: answering('retrieve', {}),
      verifyLearner: answering('verify', { verifiedLearner: { responseCode: 'WSRC0004' } }),
    },
    write: (operation, response) => `<${operation}>${JSON.stringify(response)}</${operation}>`,
    faults: createFaults({ timeZone: 'Europe/London', now: () => new Date(0) }),
    reportUnexpected(error, correlationId, operation) {
      reported.push({ error, correlationId, operation });
    },
    ...changes,
  });
  const ask = () => soap.handle(Buffer.from('<x/>'), 'text/xml', 'id-1');
  return { ask, reported, authenticated, learnerByULN };
}

const read = (message: Message): ReadResult<Message> => ({ ok: true, message });

describe('A SOAP request', () => {
  it('goes from reading through access and the operation to the written answer', async () => {
    const { ask, authenticated, learnerByULN, reported } = service(read(find));
    expect(await ask()).to.deep.equal({
      status: 200,
      body: '<learnerByULN>{"responseCode":"WSRC0001"}</learnerByULN>',
      code: 'WSRC0001',
      operation: 'learnerByULN',
      organisationRef: 'TEST01',
    });
    expect(authenticated).to.deep.equal([[find.request, 'find']]);
    const caller = {
      organisationRef: 'TEST01',
      userName: 'A. User',
      operation: 'learnerByULN',
      correlationId: 'id-1',
    };
    expect(learnerByULN.asked).to.deep.equal([[find.request, { organisation, caller }]]);
    expect(reported).to.deep.equal([]);
  });

  it('gives the code that is inside what was verified', async () => {
    const request = { ...head, learnerToVerify: { uln: '1000000000', givenName: 'Any', familyName: 'Body' } };
    const { ask } = service(read({ operation: 'verifyLearner', request }));
    expect((await ask()).code).to.equal('WSRC0004');
  });

  it('gives ANSWERED as the code of a response without one', async () => {
    const { ask } = service(
      read({ operation: 'retrieveULNs', request: { ...head, ulnsToRetrieve: { uln: [] } } }),
    );
    expect((await ask()).code).to.equal('ANSWERED');
  });

  it('gives the code that is in what the first member of a response holds, or is that member', async () => {
    const responses: readonly (readonly [response: object, code: string])[] = [
      [{ result: { responseCode: 'WSEC0208', learnerRecord: {} } }, 'WSEC0208'],
      [{ result: 'WSRC0006' }, 'WSRC0006'],
      [{ result: 'a text' }, 'ANSWERED'],
      [{ result: { list: [{ responseCode: 'WSRC0001' }] } }, 'ANSWERED'],
      [{}, 'ANSWERED'],
    ];
    for (const [response, code] of responses) {
      const { ask, learnerByULN } = service(read(find));
      learnerByULN.handle = () => Promise.resolve({ ok: true, response });
      expect((await ask()).code, JSON.stringify(response)).to.equal(code);
    }
  });

  it('that cannot be read gets the fault of its failure, and nobody is asked for a password', async () => {
    const failure = { kind: 'badlyFormed', problems: [{ text: 'No XML.' }] } as const;
    const { ask, authenticated } = service({ ok: false, failure });
    const answer = await ask();
    expect(answer).to.include({ status: 500, code: 'WSEC0001' }).and.not.to.have.property('operation');
    expect(answer.body).to.contain('No XML.');
    expect(authenticated).to.deep.equal([]);
  });

  it('for an operation that is not supported gets WSEC0002', async () => {
    const { ask } = service(read({ operation: 'getVerifyBatchOutput', request: { ...head, jobId: 1n } }));
    expect(await ask()).to.include({ status: 500, code: 'WSEC0002', operation: 'getVerifyBatchOutput' });
  });

  it('without access gets the code of the refusal and does not reach its operation', async () => {
    const refusal = { ok: false, code: 'WSEC0005', reason: 'wrong password' } as const;
    const { ask, learnerByULN } = service(read(find), { authenticate: () => Promise.resolve(refusal) });
    const answer = await ask();
    expect(answer)
      .to.include({ status: 500, code: 'WSEC0005', reason: 'wrong password' })
      .and.not.to.have.property('organisationRef');
    expect(answer.body).to.contain('OrgPassword is not a password').and.not.to.contain(head.orgPassword);
    expect(learnerByULN.asked).to.deep.equal([]);
  });

  it('that comes while too many passwords are being checked is asked to come back', async () => {
    const refusal = { ok: false, code: 'busy', reason: 'too many' } as const;
    const { ask } = service(read(find), { authenticate: () => Promise.resolve(refusal) });
    const answer = await ask();
    expect(answer).to.include({ status: 503, code: 'BUSY', retryAfterSeconds: 3 });
    expect(answer.body).to.contain('WSEC0999').and.to.contain('Try again');
  });

  it('over its organisation’s limit is asked to come back, and does not reach its operation', async () => {
    const refusal = {
      ok: false,
      code: 'limited',
      reason: 'too many requests',
      retryAfterSeconds: 7,
      organisationRef: 'TEST01',
    } as const;
    const { ask, learnerByULN } = service(read(find), { authenticate: () => Promise.resolve(refusal) });
    const answer = await ask();
    expect(answer).to.include({ status: 429, code: 'LIMITED', retryAfterSeconds: 7 });
    expect(answer.body).to.contain('WSEC0999').and.to.contain('Try again in 7 seconds');
    expect(learnerByULN.asked).to.deep.equal([]);
  });

  it('that its operation refuses gets that fault', async () => {
    const { ask, learnerByULN } = service(read(find));
    learnerByULN.handle = () =>
      Promise.resolve({ ok: false, fault: { code: 'WSEC0001', furtherDetails: 'Too young.' } });
    const answer = await ask();
    expect(answer).to.include({ status: 500, code: 'WSEC0001', organisationRef: 'TEST01' });
    expect(answer.body).to.contain('Too young.');
  });

  for (const [step, changes] of Object.entries<Partial<Parts>>({
    reading: {
      reader: {
        read() {
          throw new Error('SELECT secret FROM reading');
        },
      },
    },
    access: { authenticate: () => Promise.reject(new Error('SELECT secret FROM access')) },
    writing: {
      write() {
        throw new Error('SELECT secret FROM writing');
      },
    },
  })) {
    it(`during whose ${step} a bug shows gets WSEC0999 and the log gets the error`, async () => {
      const { ask, reported } = service(read(find), changes);
      const answer = await ask();
      expect(answer).to.include({ status: 500, code: 'WSEC0999' });
      expect(answer.body).to.contain('id-1').and.not.to.contain('secret');
      expect(reported).to.have.lengthOf(1);
      expect(reported[0]).to.include({ correlationId: 'id-1' });
      expect(String(reported[0]?.error)).to.contain(`FROM ${step}`);
    });
  }

  it('whose operation throws gets WSEC0999 with the operation in the log', async () => {
    const { ask, reported, learnerByULN } = service(read(find));
    learnerByULN.handle = () => Promise.reject(new Error('broken disk'));
    expect((await ask()).body).not.to.contain('disk');
    expect(reported[0]).to.include({ operation: 'learnerByULN' });
  });
});
