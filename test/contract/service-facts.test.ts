import { expect } from 'chai';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { describeService } from '../../src/contract/description.js';
import { readFact } from './schema-files.js';

const NAMESPACES = {
  wsdl: 'http://schemas.xmlsoap.org/wsdl/',
  soap: 'http://schemas.xmlsoap.org/wsdl/soap/',
  xs: 'http://www.w3.org/2001/XMLSchema',
};

interface FieldFact {
  name: string;
  type: string;
  occurs: string;
  nillable?: true;
  form?: 'unqualified';
}
interface TypeFact {
  abstract?: true;
  extends?: string;
  fields: FieldFact[];
}
interface ElementFact {
  type: string;
  nillable?: true;
}
interface SchemaFact {
  namespace: string;
  elements?: Record<string, ElementFact>;
  types: Record<string, TypeFact>;
}
interface ServiceFact {
  service: string;
  port: string;
  portType: string;
  binding: string;
  targetNamespace: string;
  operations: {
    name: string;
    soapAction: string;
    input: string;
    output: string;
    fault: { name: string; element: string };
  }[];
  schemas: SchemaFact[];
}

function find(from: XmlElement, xpath: string): XmlElement[] {
  return from.find(xpath, NAMESPACES).filter((node) => node instanceof XmlElement);
}

function one(from: XmlElement, xpath: string): XmlElement {
  const [found, ...more] = find(from, xpath);
  if (found === undefined || more.length > 0) throw new Error(`There is not just one ${xpath}.`);
  return found;
}

function attribute(element: XmlElement, name: string): string {
  return element.attr(name)?.value ?? '';
}

/** `{namespace}local`, and `xs:local` for what is built in. */
function name(element: XmlElement, attributeName: string): string {
  const [prefix = '', local = ''] = attribute(element, attributeName).split(':');
  const namespace = element.namespaceForPrefix(prefix) ?? '';
  return namespace === NAMESPACES.xs ? `xs:${local}` : `{${namespace}}${local}`;
}

function field(element: XmlElement, formDefault: string): FieldFact {
  const max = attribute(element, 'maxOccurs') || '1';
  const form = attribute(element, 'form') || formDefault;
  return {
    name: attribute(element, 'name'),
    type: name(element, 'type'),
    occurs: `${attribute(element, 'minOccurs') || '1'}..${max === 'unbounded' ? '*' : max}`,
    ...(form === 'qualified' ? {} : { form: 'unqualified' as const }),
    ...(attribute(element, 'nillable') === 'true' ? { nillable: true as const } : {}),
  };
}

function type(element: XmlElement, formDefault: string): TypeFact {
  const [extension] = find(element, 'xs:complexContent/xs:extension');
  return {
    ...(attribute(element, 'abstract') === 'true' ? { abstract: true as const } : {}),
    ...(extension === undefined ? {} : { extends: name(extension, 'base') }),
    fields: find(extension ?? element, 'xs:sequence/xs:element').map((found) => field(found, formDefault)),
  };
}

function schema(element: XmlElement): SchemaFact {
  const formDefault = attribute(element, 'elementFormDefault') || 'unqualified';
  const elements = find(element, 'xs:element').map((found): [string, ElementFact] => [
    attribute(found, 'name'),
    {
      type: name(found, 'type'),
      ...(attribute(found, 'nillable') === 'true' ? { nillable: true as const } : {}),
    },
  ]);
  const types = find(element, 'xs:complexType').map((found): [string, TypeFact] => [
    attribute(found, 'name'),
    type(found, formDefault),
  ]);
  return {
    namespace: attribute(element, 'targetNamespace'),
    ...(elements.length === 0 ? {} : { elements: Object.fromEntries<ElementFact>(elements) }),
    types: Object.fromEntries<TypeFact>(types),
  };
}

function service(root: XmlElement): ServiceFact {
  const port = one(root, 'wsdl:service/wsdl:port');
  const messages = new Map(
    find(root, 'wsdl:message').map((message) => {
      const part = one(message, 'wsdl:part');
      expect(attribute(part, 'name')).to.equal(attribute(part, 'element').split(':')[1]);
      return [`{${attribute(root, 'targetNamespace')}}${attribute(message, 'name')}`, name(part, 'element')];
    }),
  );
  const message = (from: XmlElement): string => messages.get(name(from, 'message')) ?? 'none';
  const bindings = find(root, 'wsdl:binding/wsdl:operation');
  return {
    service: attribute(one(root, 'wsdl:service'), 'name'),
    port: attribute(port, 'name'),
    portType: attribute(one(root, 'wsdl:portType'), 'name'),
    binding: attribute(one(root, 'wsdl:binding'), 'name'),
    targetNamespace: attribute(root, 'targetNamespace'),
    operations: find(root, 'wsdl:portType/wsdl:operation').map((operation, index) => {
      const bound = bindings[index];
      if (bound === undefined) throw new Error('An operation is not bound.');
      const fault = one(operation, 'wsdl:fault');
      expect(attribute(bound, 'name')).to.equal(attribute(operation, 'name'));
      expect(attribute(one(bound, 'wsdl:fault/soap:fault'), 'name')).to.equal(attribute(fault, 'name'));
      return {
        name: attribute(operation, 'name'),
        soapAction: attribute(one(bound, 'soap:operation'), 'soapAction'),
        input: message(one(operation, 'wsdl:input')),
        output: message(one(operation, 'wsdl:output')),
        fault: { name: attribute(fault, 'name'), element: message(fault) },
      };
    }),
    schemas: find(root, 'wsdl:types/xs:schema').map(schema),
  };
}

describe('The published description of LearnerService', () => {
  const document = XmlDocument.fromString(describeService('LearnerService', 'http://127.0.0.1/x'));
  after(() => {
    document.dispose();
  });
  const facts = readFact('LearnerService') as ServiceFact & { style?: string; transport?: string };

  it('has the service, port and operations of the facts', () => {
    const { schemas: _, style: _style, transport: _transport, ...expected } = facts;
    const { schemas: _schemas, ...found } = service(document.root);
    expect(found).to.deep.equal(expected);
  });

  for (const expected of facts.schemas) {
    it(`has the elements and types of ${expected.namespace}, field by field in their order`, () => {
      const found = service(document.root).schemas.find(({ namespace }) => namespace === expected.namespace);
      expect(found).to.deep.equal(expected);
      expect(JSON.stringify(found?.types)).to.have.lengthOf(JSON.stringify(expected.types).length);
    });
  }

  it('has no other schemas', () => {
    expect(service(document.root).schemas).to.have.lengthOf(facts.schemas.length);
  });

  it('is document/literal over HTTP throughout', () => {
    const binding = one(document.root, 'wsdl:binding/soap:binding');
    expect(attribute(binding, 'style')).to.equal('document');
    expect(attribute(binding, 'transport')).to.equal('http://schemas.xmlsoap.org/soap/http');
    const uses = find(document.root, 'wsdl:binding//soap:body | wsdl:binding//soap:fault').map((found) =>
      attribute(found, 'use'),
    );
    expect(uses).to.deep.equal(Array(30).fill('literal'));
  });

  it('declares no prefix outside its root and the roots of its schemas', () => {
    const elsewhere = find(document.root, '//*[not(self::xs:schema)]').filter(
      (element) => !element.isSameNode(document.root) && Object.keys(element.nsDeclarations).length > 0,
    );
    expect(elsewhere.map((element) => element.name)).to.deep.equal([]);
  });

  it('says of each operation what it is for', () => {
    expect(find(document.root, 'wsdl:portType/wsdl:operation/wsdl:documentation')).to.have.lengthOf(10);
  });
});
