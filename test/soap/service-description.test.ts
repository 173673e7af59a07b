import { expect } from 'chai';
import { html, page, pageHeaders } from '../../src/soap/html.js';
import { createServiceDescription } from '../../src/soap/service-description.js';

const address = 'http://127.0.0.1:8080/LearnerService.svc';
const answer = createServiceDescription({
  serviceName: 'LearnerService',
  environment: 'test',
  operations: [
    { name: 'learnerByULN', supported: true },
    { name: 'submitVerifyBatch', supported: false },
  ],
  describe: (at) => `<definitions address="${at}"/>`,
});

describe('A service asked by GET', () => {
  for (const query of ['wsdl', 'WSDL', 'Wsdl=', 'singleWsdl', 'singlewsdl', 'SINGLEWSDL=x', 'a=b&wsdl']) {
    it(`gives its description, with the address in it, for ?${query}`, () => {
      expect(answer(query, address)).to.deep.equal({
        kind: 'wsdl',
        body: `<definitions address="${address}"/>`,
      });
    });
  }

  for (const query of ['', 'xsd=xsd0', 'notwsdl', 'wsdl2', 'a=wsdl', 'disco']) {
    it(`gives the page for people for ?${query}`, () => {
      expect(answer(query, address).kind).to.equal('page');
    });
  }

  it('names on its page the operations, the description and the environment', () => {
    const { body } = answer('', address);
    expect(body).to.contain('<code>learnerByULN</code></li>');
    expect(body).to.contain('<code>submitVerifyBatch</code> (not yet supported');
    expect(body).to.contain(`href="${address}?wsdl"`).and.to.contain(`href="${address}?singleWsdl"`);
    expect(body).to.contain('href="http://127.0.0.1:8080/docs/interface-specification.md"');
    expect(body).to.contain('TEST ENVIRONMENT').and.to.contain('<title>TEST: LearnerService</title>');
  });
});

describe('A page', () => {
  it('escapes what is not markup', () => {
    const bad = `"><script>alert('&')</script>`;
    const body = page(bad, 'test', html`<p title="${bad}">${[html`<b>${bad}</b>`]}${3}</p>`);
    expect(body).not.to.contain('<script').and.not.to.contain("alert('");
    expect(body).to.contain('<b>&#34;&#62;&#60;script&#62;');
  });

  it('does not say TEST in the live environment', () => {
    const body = page('Any', 'live', html`<p>Text</p>`);
    expect(body).to.contain('Live environment').and.not.to.match(/TEST/);
  });

  it('lets a browser load nothing but its own style', () => {
    const policy = pageHeaders['Content-Security-Policy'];
    expect(policy).to.match(/^default-src 'none'; style-src 'sha256-[\w+/]{43}='/);
  });
});
