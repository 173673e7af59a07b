/** What is the same for all three services: their addresses, pages, descriptions and figures. */
import { expect } from 'chai';
import { post } from '../post.js';
import { runRegister, type RunningRegister } from '../running-register.js';

const services = {
  LearnerService: { operations: 10, fault: '<faultcode>soapenv:Server</faultcode>' },
  LearnerServiceR9: { operations: 5, fault: '<faultcode>s:Client</faultcode>' },
  ExternalService: { operations: 2, fault: '<faultcode>s:Client</faultcode>' },
} as const;

describe('The three services over HTTP', () => {
  let register: RunningRegister;
  before(async () => {
    register = await runRegister();
  });
  after(() => register.stop());

  const at = (target: string, method = 'GET', body = ''): ReturnType<typeof post> =>
    post(`${register.origin}${target}`, body, { method });

  for (const [service, { operations, fault }] of Object.entries(services)) {
    it(`${service} shows its operations on a page, all of them supported`, async () => {
      const { status, body } = await at(`/${service}.svc`);
      expect(status).to.equal(200);
      expect(body.match(/<li><code>/g)).to.have.lengthOf(operations);
      expect(body).not.to.contain('not yet supported');
    });

    it(`${service} gives its description with the address that was used, in any case of ?wsdl and ?singleWsdl`, async () => {
      for (const query of ['wsdl', 'WSDL', 'singleWsdl', 'singlewsdl']) {
        const { body, headers } = await at(`/${service}.svc?${query}`);
        expect(headers['content-type']).to.equal('text/xml; charset=utf-8');
        expect(body).to.contain(`<soap:address location="${register.origin}/${service}.svc"/>`);
        expect(body.match(/<soap:operation /g)).to.have.lengthOf(operations);
      }
    });

    it(`${service} takes a POST with any query, and answers what it cannot read with a fault of its own form`, async () => {
      for (const target of [
        `/${service}.svc`,
        `/${service}.svc?singlewsdl`,
        `/${service.toLowerCase()}.SVC/?x=y`,
      ]) {
        const { status, body, headers } = await at(target, 'POST', '<a/>');
        expect(status).to.equal(500);
        expect(headers['content-type']).to.equal('text/xml; charset=utf-8');
        expect(body).to.contain(':VersionMismatch</faultcode>');
      }
      const empty = await at(`/${service}.svc`, 'POST', '');
      expect(empty.body).to.contain(fault).and.to.contain('<ErrorCode>WSEC0001</ErrorCode>');
      const put = await at(`/${service}.svc`, 'PUT', '');
      expect(put.status).to.equal(405);
      expect(put.body).to.contain('UnsupportedHttpVerb');
    });

    it(`${service} is on the front page and has figures of its own`, async () => {
      expect((await at('/')).body).to.contain(`href="/${service}.svc?wsdl"`);
      const { body } = await at('/metrics');
      expect(body).to.contain(
        `learner_register_requests_total{service="${service}",operation="none",code="WSEC0001"}`,
      );
      expect(body).to.contain(`learner_register_requests_in_flight{service="${service}"} 0`);
    });
  }
});
