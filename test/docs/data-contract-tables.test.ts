/** docs/interface-specification.md lists the elements of LearnerServiceR9 and ExternalService as the schemas have them. */
import { expect } from 'chai';
import { externalServiceSpecs } from '../../src/contract/generated/external-service-specs.js';
import { learnerServiceR9Specs } from '../../src/contract/generated/learner-service-r9-specs.js';
import type { FieldSpec, OperationSpec, TypeSpec } from '../../src/contract/spec.js';
import { listCodes } from '../../src/domain/response-code.js';
import { readPage, sectionOf, tableOf } from './page.js';

const page = readPage('docs/interface-specification.md');
const operations: readonly OperationSpec[] = Object.values(learnerServiceR9Specs);
const head = ['invokingOrganisation', 'userType', 'vendorId', 'vendorID', 'language'];

function asRow({ name, min, value }: FieldSpec): readonly string[] {
  return [name, min === 0 ? 'no' : 'yes', value?.name ?? ''];
}

function partOf({ request }: OperationSpec, name: string): TypeSpec {
  const found = request.type.fields.find((field) => field.name === name)?.type;
  if (found === undefined) throw new Error(`${request.element} has no ${name}`);
  return found;
}

describe('docs/interface-specification.md: LearnerServiceR9 and ExternalService', () => {
  for (const { name, request, response } of operations) {
    it(`lists the elements of ${name}, and names those of its answer`, () => {
      const section = sectionOf(page, name);
      const own = request.type.fields.filter((field) => !head.includes(field.name));
      expect(tableOf(section, 'Element')).to.deep.equal(own.map(asRow));
      for (const { name: result } of response.type.fields) expect(section).to.include(`\`${result}\``);
    });

    it(`lists the response codes of ${name} as the table of codes has them`, () => {
      const codes = listCodes()
        .filter(({ form }) => form === 'response' || form === 'answer')
        .filter(({ usedBy, ownUse }) => [...usedBy, ...ownUse].includes(name))
        .map(({ code }) => code);
      const section = sectionOf(page, name);
      const rows = section.includes('| Code |') ? tableOf(section, 'Code').map(([code]) => code) : [];
      expect(rows).to.have.members(codes);
    });
  }

  it('lists who calls ExternalService', () => {
    const rows = tableOf(sectionOf(page, 'The head of ExternalService'), 'Member');
    for (const operation of Object.values(externalServiceSpecs))
      expect(rows).to.deep.equal(partOf(operation, 'invokingUser').fields.map(asRow));
  });

  it('names the members of invokingOrganisation, in their order', () => {
    const section = sectionOf(page, 'invokingOrganisation');
    for (const operation of operations) {
      const names = partOf(operation, 'invokingOrganisation').fields.map(({ name }) => `\`${name}\``);
      expect(section.replaceAll('\n', ' ')).to.include(names.join(', '));
    }
  });

  it('says in which namespace each element of a message is', () => {
    const section = sectionOf(page, 'Namespaces of LearnerServiceR9 and ExternalService');
    const described = tableOf(section, 'Elements').map(([, namespace]) => namespace);
    const used = [...operations, ...Object.values<OperationSpec>(externalServiceSpecs)].flatMap(
      (operation) => [...namespacesOf(operation.request.type), ...namespacesOf(operation.response.type)],
    );
    expect(described).to.include.members(used);
  });
});

function namespacesOf(type: TypeSpec): string[] {
  return type.fields.flatMap((field) => [
    field.namespace,
    ...(field.type === undefined ? [] : namespacesOf(field.type)),
  ]);
}
