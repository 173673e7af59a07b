/** The part of docs/interface-specification.md about LearnerServiceR9: its tables, compared with what the register does. */
import { expect } from 'chai';
import { learnerServiceR9Specs } from '../../src/contract/generated/learner-service-r9-specs.js';
import type { FieldSpec } from '../../src/contract/spec.js';
import { recordedMembers } from '../../src/domain/learning-event.js';
import { briefMembers, getTypes, userTypes } from '../../src/domain/plr-access.js';
import { listCodes } from '../../src/domain/response-code.js';
import { auditPageSize } from '../../src/register/view-audit.js';
import { elementRow } from './element-row.js';
import { readPage, sectionOf, tableOf } from './page.js';

const page = readPage('docs/interface-specification.md');
const operations = [
  'GetLearnerLearningEvents',
  'LearnerByUln',
  'UpdateLearnerSubsetFields',
  'ViewAudit',
] as const;
const head = ['invokingOrganisation', 'userType', 'vendorId', 'vendorID', 'language'];

describe('docs/interface-specification.md: LearnerServiceR9', () => {
  for (const name of operations) {
    it(`lists the elements of ${name} as the schemas have them`, () => {
      const own = learnerServiceR9Specs[name].request.type.fields.filter(
        (field) => !head.includes(field.name),
      );
      expect(tableOf(sectionOf(page, name), 'Element')).to.deep.equal(own.map(elementRow));
    });

    it(`shows a request of ${name}`, () => {
      const shown = page.fences.filter(
        ({ info, text }) => info === 'xml request' && text.includes(`<${name} `),
      );
      expect(shown).to.not.deep.equal([]);
    });
  }

  for (const name of ['GetLearnerLearningEvents', 'LearnerByUln', 'UpdateLearnerSubsetFields'] as const) {
    it(`lists the response codes of ${name} as the table of codes has them`, () => {
      const rows = tableOf(sectionOf(page, name), 'Code').map(([code]) => code);
      const codes = listCodes().filter(
        ({ form, usedBy, ownUse }) =>
          (form === 'response' || form === 'answer') && [...usedBy, ...ownUse].includes(name),
      );
      expect(rows).to.deep.equal(codes.map(({ code }) => code));
    });
  }

  it('lists the elements of the head, and the members of the organisations', () => {
    const section = sectionOf(page, 'The head of LearnerServiceR9');
    const rows = tableOf(section, 'Element').map(([element]) => element);
    expect(rows).to.deep.equal(['invokingOrganisation', 'userType', 'vendorId', 'language']);
    for (const name of ['LearnerByUln', 'GetLearnerLearningEvents'] as const) {
      const [organisation] = learnerServiceR9Specs[name].request.type.fields;
      const members = organisation?.type?.fields.map((field) => `\`${field.name}\``) ?? [];
      expect(section.replace(/\s+/g, ' ')).to.include(members.join(', '));
    }
  });

  it('describes every type that its tables name', () => {
    const described = ['The head of LearnerServiceR9', 'Simple types'].flatMap((section) =>
      tableOf(sectionOf(page, section), 'Type').map(([type = '']) => type),
    );
    const named = operations.flatMap((name) =>
      tableOf(sectionOf(page, name), 'Element').map(([, , type = '']) => type),
    );
    expect(described).to.include.members(named);
  });

  it('lists the members of an event, and those of a brief one', () => {
    const rows = tableOf(sectionOf(page, 'The LearningEvent element'), 'Member');
    const event = fieldsOf('GetLearnerLearningEvents', 'LearnerRecord', 'LearningEvent');
    expect(rows.map(([member]) => member)).to.deep.equal(event.map(({ name }) => name));
    const brief = ['ID', 'Source', 'Credits', ...briefMembers.map(capitalised)];
    expect(rows.filter(([, mark]) => mark === 'yes').map(([member]) => member)).to.have.members(brief);
    const recorded = rows.filter(([, , , when]) => when !== 'always there').map(([member]) => member);
    expect(recorded).to.have.members(recordedMembers.map(capitalised));
  });

  it('names the members of a learner that LearnerByUln gives, and no others', () => {
    const section = sectionOf(page, 'LearnerByUln');
    const [, list = ''] = /leaves out the others:([^.]*)\./.exec(section) ?? [];
    const named = [...list.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
    const known = fieldsOf('LearnerByUln', 'Learner').map(({ name }) => name);
    expect(known).to.have.length(87);
    expect(known.filter((name) => named.includes(name))).to.deep.equal(named);
  });

  it('names the user types, the kinds of answer, and the length of a page', () => {
    const types = new Map(
      tableOf(sectionOf(page, 'The head of LearnerServiceR9'), 'Type').map(([type, value]) => [type, value]),
    );
    for (const userType of userTypes) expect(types.get('UserTypeText')).to.include(userType);
    expect(types.get('GetType')).to.equal(getTypes.join(' or '));
    const members = new Map(
      tableOf(sectionOf(page, 'ViewAudit'), 'Member').map(([member, holds]) => [member, holds]),
    );
    expect(members.get('PageSize')).to.equal(String(auditPageSize));
  });
});

/** The fields of an element that lies, by these names, in the result of an operation. */
function fieldsOf(operation: (typeof operations)[number], ...path: readonly string[]): readonly FieldSpec[] {
  let fields = learnerServiceR9Specs[operation].response.type.fields;
  for (const name of [`${operation}Result`, ...path]) {
    fields = fields.find((field) => field.name === name)?.type?.fields ?? [];
  }
  return fields;
}

function capitalised(member: string): string {
  return member.charAt(0).toUpperCase() + member.slice(1);
}
