import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { generateService } from '../../scripts/generate/generate-service.js';
import { camelCase, kebabCase, pascalCase } from '../../scripts/generate/names.js';
import { learnerServiceSpecs } from '../../src/contract/generated/learner-service-specs.js';
import type { FieldSpec, TypeSpec } from '../../src/contract/spec.js';
import { readFact, repositoryPath } from './schema-files.js';

type FieldFact = readonly [name: string, type: string, occurs: string, nillable?: 'nillable'];
interface ValueFact {
  readonly base: string;
  readonly minLength?: number;
  readonly anyOfPatterns?: readonly string[];
}
interface RequestFacts {
  readonly values: Readonly<Record<string, ValueFact | undefined>>;
  readonly types: Readonly<Record<string, { extends?: string; fields: readonly FieldFact[] } | undefined>>;
}

describe('Names in TypeScript', () => {
  for (const [xml, key] of [
    ['ULN', 'uln'],
    ['UKPRN', 'ukprn'],
    ['OrganisationRef', 'organisationRef'],
    ['LinkedULNs', 'linkedUlns'],
    ['MISIdentifier', 'misIdentifier'],
    ['JobID', 'jobId'],
    ['ULNsToRetrieve', 'ulnsToRetrieve'],
    ['VerifiedULN', 'verifiedUln'],
    ['SchoolAtAge16', 'schoolAtAge16'],
    ['LastKnownAddressLine1', 'lastKnownAddressLine1'],
    ['JobStartedDateTime', 'jobStartedDateTime'],
    ['invokingOrganisation', 'invokingOrganisation'],
    ['vendorID', 'vendorId'],
    ['FoundULN', 'foundUln'],
    ['ukPrn', 'ukPrn'],
    ['FamilyNameAt16', 'familyNameAt16'],
  ] as const) {
    it(`make ${key} of ${xml}`, () => {
      expect(camelCase(xml)).to.equal(key);
    });
  }

  it('begin with a capital for types, and MIAP is a word of its own', () => {
    expect(
      ['MIAPVerifiedLearner', 'MIAPULNsToRetrieve', 'learnerByULN', 'retrieveULNs'].map(pascalCase),
    ).to.deep.equal(['MiapVerifiedLearner', 'MiapUlnsToRetrieve', 'LearnerByUln', 'RetrieveUlns']);
    expect(kebabCase('LearnerService')).to.equal('learner-service');
    expect(kebabCase('LearnerServiceR9')).to.equal('learner-service-r9');
  });
});

describe('The generated files', () => {
  for (const service of ['LearnerService', 'LearnerServiceR9', 'ExternalService']) {
    it(`of ${service} are what the schemas say`, async () => {
      for (const { name, text } of await generateService(service, repositoryPath('wsdl'))) {
        expect(readFileSync(repositoryPath(`src/contract/generated/${name}`), 'utf8'), name).to.equal(text);
      }
    });
  }
});

describe('The request schemas', () => {
  const facts = readFact('LearnerService-requests') as RequestFacts;

  function fieldsOf(type: string): readonly FieldFact[] {
    const fact = facts.types[type];
    if (fact === undefined) throw new Error(`The facts have no ${type}`);
    return [...(fact.extends === undefined ? [] : fieldsOf(fact.extends)), ...fact.fields];
  }

  /** Optional values take empty text: under the same name if that does so anyway, else under that of a sibling. */
  function expectedRule(type: string, occurs: string): string {
    const value = facts.values[type];
    if (value?.base !== 'string' || occurs !== '0..1') return type;
    const takesEmpty = value.anyOfPatterns?.includes('') ?? (value.minLength ?? 0) === 0;
    return takesEmpty ? type : `${type}Nillable`;
  }

  function occurs(field: FieldSpec): string {
    return `${String(field.min)}..${field.max === Infinity ? '*' : String(field.max)}`;
  }

  function compare(type: TypeSpec): void {
    const expected = fieldsOf(type.name);
    expect(type.fields.map(({ name }) => name)).to.deep.equal(expected.map(([name]) => name));
    type.fields.forEach((field, index) => {
      const [name, factType, factOccurs] = expected[index] ?? ['none', '', ''];
      const where = `${type.name}.${name}`;
      expect(field.namespace, where).to.equal('');
      const verifyBatch = type.name === 'VerifyBatchRqst';
      expect(occurs(field), where).to.equal(verifyBatch && name === 'Learner' ? '1..5000' : factOccurs);
      expect(field.nillable, where).to.equal(factOccurs === '0..1');
      if (field.type !== undefined) {
        expect(field.type.name, where).to.equal(factType);
        compare(field.type);
      } else if (verifyBatch && name === 'LearnerRecordCount') {
        expect(field.value, where).to.include({ base: 'int', minInclusive: 1, maxInclusive: 5000 });
      } else {
        expect(field.value?.name, where).to.equal(expectedRule(factType, factOccurs));
        const { anyOfPatterns, ...facets } = facts.values[factType] ?? {};
        if (field.value?.name === factType) expect(field.value, where).to.include(facets);
        expect(field.value?.pattern !== undefined, where).to.equal(anyOfPatterns !== undefined);
      }
    });
  }

  for (const { name, request } of Object.values(learnerServiceSpecs)) {
    it(`ask of ${name} just what the facts say, but that optional values may be nil or empty`, () => {
      compare(request.type);
    });
  }
});

describe('Generating for a service of another make', () => {
  const XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"';
  const TEM = 'http://tempuri.org/';
  const folder = mkdtempSync(join(tmpdir(), 'generate-'));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  before(() => {
    mkdirSync(join(folder, 'requests'));
    mkdirSync(join(folder, 'Sample'));
    const wrapper = (name: string, field: string): string =>
      `<xs:element name="${name}"><xs:complexType><xs:sequence>${field}</xs:sequence></xs:complexType></xs:element>`;
    writeFileSync(
      join(folder, 'Sample.wsdl'),
      `<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" ${XS} xmlns:t="${TEM}" targetNamespace="${TEM}">
        <w:types><xs:schema><xs:import namespace="${TEM}" schemaLocation="Sample/types.xsd"/></xs:schema></w:types>
        <w:message name="In"><w:part name="parameters" element="t:Ask"/></w:message>
        <w:message name="Out"><w:part name="parameters" element="t:AskResponse"/></w:message>
        <w:portType name="P"><w:operation name="Ask"><w:input message="t:In"/><w:output message="t:Out"/></w:operation></w:portType>
      </w:definitions>`,
    );
    writeFileSync(
      join(folder, 'Sample', 'types.xsd'),
      `<xs:schema ${XS} xmlns:t="${TEM}" targetNamespace="${TEM}" elementFormDefault="qualified">
        ${wrapper('AskResponse', '<xs:element name="AskResult" type="t:AskResponse" minOccurs="0" nillable="true"/>')}
        <xs:complexType name="AskResponse"><xs:sequence><xs:element name="ID" type="xs:long"/></xs:sequence></xs:complexType>
      </xs:schema>`,
    );
    writeFileSync(
      join(folder, 'requests', 'envelope-Sample.xsd'),
      `<xs:schema ${XS} xmlns:t="${TEM}" targetNamespace="${TEM}" elementFormDefault="qualified">
        ${wrapper('Ask', '<xs:element name="userType" type="t:UserType"/><xs:element name="page" type="xs:int" minOccurs="0"/>')}
        <xs:simpleType name="UserType"><xs:restriction base="xs:string">
          <xs:enumeration value="LNR"/><xs:enumeration value="ORG"/></xs:restriction></xs:simpleType>
      </xs:schema>`,
    );
  });

  it('knows qualified children, anonymous types, enumerations, and a type called like a message', async () => {
    const [types, specs] = await generateService('Sample', folder);
    expect(types?.name).to.equal('sample.ts');
    expect(types?.text).to.include("readonly userType: 'LNR' | 'ORG';\n  readonly page?: number;");
    expect(types?.text).to.include('interface AskResponse {\n  readonly askResult?: AskResponseOrg;\n}');
    expect(types?.text).to.include('interface AskResponseOrg {\n  readonly id: bigint;\n}');
    expect(specs?.text).to.include(
      `namespace: '${TEM}', min: 0, max: 1, nillable: true, whenAbsent: 'nil', type: askResponseOrgType`,
    );
    expect(specs?.text).to.include('pattern: /^(?:LNR|ORG)$/u');
  });

  it('stops at what it does not understand', async () => {
    const path = join(folder, 'requests', 'envelope-Sample.xsd');
    writeFileSync(path, readFileSync(path, 'utf8').replace('xs:int', 'xs:duration'));
    const outcome = await generateService('Sample', folder).catch((error: unknown) => error);
    expect(String(outcome)).to.include('xs:duration');
  });
});
