import { expect } from 'chai';
import { XmlDocument } from 'libxml2-wasm';
import { describeService } from '../../src/contract/description.js';

const NAMESPACES = { soap: 'http://schemas.xmlsoap.org/wsdl/soap/', xs: 'http://www.w3.org/2001/XMLSchema' };

describe('Describing a service', () => {
  it('carries the address it was given, whatever is in it', () => {
    for (const address of [
      'https://register.example/LearnerService.svc',
      'http://[::1]:8080/a?b=1&c="<$&>\'',
    ]) {
      const document = XmlDocument.fromString(describeService('LearnerService', address));
      try {
        expect(document.eval('string(//soap:address/@location)', NAMESPACES)).to.equal(address);
      } finally {
        document.dispose();
      }
    }
  });

  it('differs in nothing but the address from call to call', () => {
    const first = describeService('LearnerService', 'http://one.example/');
    const second = describeService('LearnerService', 'http://two.example/');
    expect(first.replace('one.example', 'two.example')).to.equal(second);
  });

  for (const service of ['LearnerService', 'LearnerServiceR9', 'ExternalService'] as const) {
    it(`is complete in itself for ${service}: each namespace imported is there, and no other file is named`, () => {
      const document = XmlDocument.fromString(describeService(service, 'http://127.0.0.1/'));
      try {
        const imported = document.find('//xs:import/@namespace', NAMESPACES).map((node) => node.content);
        const there = document.find('//xs:schema/@targetNamespace', NAMESPACES).map((node) => node.content);
        expect(imported).not.to.deep.equal([]);
        expect(there).to.include.members(imported);
        expect(document.find('//@schemaLocation')).to.deep.equal([]);
      } finally {
        document.dispose();
      }
    });
  }
});
