import { expect } from 'chai';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { describeService, type DescribedService } from '../../src/contract/description.js';
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
/** Either of a named type, or with fields of its own. */
interface ElementFact {
  type?: string;
  nillable?: true;
  fields?: FieldFact[];
}
interface SchemaFact {
  namespace: string;
  elements?: Record<string, ElementFact>;
  types?: Record<string, TypeFact>;
  enumerations?: Record<string, string[]>;
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
      ...(attribute(found, 'type') === ''
        ? { fields: type(one(found, 'xs:complexType'), formDefault).fields }
        : { type: name(found, 'type') }),
      ...(attribute(found, 'nillable') === 'true' ? { nillable: true as const } : {}),
    },
  ]);
  const enumerations = find(element, 'xs:simpleType').map((found): [string, string[]] => [
    attribute(found, 'name'),
    find(found, 'xs:restriction/xs:enumeration').map((value) => attribute(value, 'value')),
  ]);
  const types = find(element, 'xs:complexType').map((found): [string, TypeFact] => [
    attribute(found, 'name'),
    type(found, formDefault),
  ]);
  return {
    namespace: attribute(element, 'targetNamespace'),
    ...(elements.length === 0 ? {} : { elements: Object.fromEntries<ElementFact>(elements) }),
    ...(types.length === 0 ? {} : { types: Object.fromEntries<TypeFact>(types) }),
    ...(enumerations.length === 0 ? {} : { enumerations: Object.fromEntries<string[]>(enumerations) }),
  };
}

/** @param partName what a part is called, by the element that it names */
function service(root: XmlElement, partName: (element: string) => string): ServiceFact {
  const port = one(root, 'wsdl:service/wsdl:port');
  const messages = new Map(
    find(root, 'wsdl:message').map((message) => {
      const part = one(message, 'wsdl:part');
      expect(attribute(part, 'name')).to.equal(partName(attribute(part, 'element').split(':')[1] ?? ''));
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

/** .NET's own schema, which every service of its kind has beside those of the facts. */
const SERIALIZATION = 'http://schemas.microsoft.com/2003/10/Serialization/';

const dataContractPart = (element: string): string => (element === 'DomainFault' ? 'detail' : 'parameters');
const services = [
  { name: 'LearnerService', partName: (element: string) => element, further: [] },
  { name: 'LearnerServiceR9', partName: dataContractPart, further: [SERIALIZATION] },
  { name: 'ExternalService', partName: dataContractPart, further: [] },
] as const satisfies readonly {
  name: DescribedService;
  partName: (element: string) => string;
  further: readonly string[];
}[];

for (const { name: serviceName, partName, further } of services) {
  describe(`The published description of ${serviceName}`, () => {
    const document = XmlDocument.fromString(describeService(serviceName, 'http://127.0.0.1/x'));
    after(() => {
      document.dispose();
    });
    const facts = readFact(serviceName) as ServiceFact & { style?: string; transport?: string };

    it('has the service, port and operations of the facts', () => {
      const { schemas: _, style: _style, transport: _transport, ...expected } = facts;
      const { schemas: _schemas, ...found } = service(document.root, partName);
      expect(found).to.deep.equal(expected);
    });

    for (const expected of facts.schemas) {
      it(`has the elements and types of ${expected.namespace}, field by field in their order`, () => {
        const found = service(document.root, partName).schemas.find(
          ({ namespace }) => namespace === expected.namespace,
        );
        expect(found).to.deep.equal(expected);
        // The order of fields is in arrays; so much for the rest.
        expect(JSON.stringify(found)).to.have.lengthOf(JSON.stringify(expected).length);
      });
    }

    it('has no other schemas', () => {
      const expected = [...facts.schemas.map(({ namespace }) => namespace), ...further];
      const found = service(document.root, partName).schemas.map(({ namespace }) => namespace);
      expect(found).to.have.members(expected);
    });

    it('is document/literal over HTTP throughout', () => {
      const binding = one(document.root, 'wsdl:binding/soap:binding');
      expect(attribute(binding, 'style')).to.equal('document');
      expect(attribute(binding, 'transport')).to.equal('http://schemas.xmlsoap.org/soap/http');
      const uses = find(document.root, 'wsdl:binding//soap:body | wsdl:binding//soap:fault').map((found) =>
        attribute(found, 'use'),
      );
      expect(uses).to.deep.equal(Array(3 * facts.operations.length).fill('literal'));
    });

    it('declares no prefix outside its root and the roots of its schemas', () => {
      const elsewhere = find(document.root, '//*[not(self::xs:schema)]').filter(
        (element) => !element.isSameNode(document.root) && Object.keys(element.nsDeclarations).length > 0,
      );
      expect(elsewhere.map((element) => element.name)).to.deep.equal([]);
    });

    it('says of each operation what it is for', () => {
      expect(find(document.root, 'wsdl:portType/wsdl:operation/wsdl:documentation')).to.have.lengthOf(
        facts.operations.length,
      );
    });
  });
}

describe('The published description of LearnerServiceR9', () => {
  it('gives names of abilities to share the numbers that .NET has for them', () => {
    const document = XmlDocument.fromString(describeService('LearnerServiceR9', 'http://127.0.0.1/x'));
    try {
      const numbers = find(
        document.root,
        '//xs:simpleType[@name="AbilityToShare"]//xs:enumeration/xs:annotation/xs:appinfo/*',
      ).map((found) => `${found.namespaceUri}${found.name} ${found.content}`);
      expect(numbers).to.deep.equal([-1, 0, 1].map((number) => `${SERIALIZATION}EnumerationValue ${number}`));
    } finally {
      document.dispose();
    }
  });
});
