/** The part of docs/interface-specification.md about ExternalService: its tables, compared with what the register does. */
import { expect } from 'chai';
import { externalServiceSpecs } from '../../src/contract/generated/external-service-specs.js';
import type { FieldSpec } from '../../src/contract/spec.js';
import { achievementColumns } from '../../src/domain/achievement-columns.js';
import { listCodes } from '../../src/domain/response-code.js';
import { elementRow } from './element-row.js';
import { readPage, sectionOf, tableOf } from './page.js';

const page = readPage('docs/interface-specification.md');
const operations = ['SubmitAchievementBatchJob', 'GetAchievementBatchJob'] as const;

describe('docs/interface-specification.md: ExternalService', () => {
  for (const name of operations) {
    it(`lists the elements of ${name} as the schemas have them`, () => {
      const own = externalServiceSpecs[name].request.type.fields.filter(
        (field) => field.name !== 'invokingUser',
      );
      expect(tableOf(sectionOf(page, name), 'Element')).to.deep.equal(own.map(elementRow));
    });

    it(`lists the response codes of ${name} as the table of codes has them`, () => {
      const rows = tableOf(sectionOf(page, name), 'Code').map(([code]) => code);
      const codes = listCodes().filter(
        ({ form, usedBy, ownUse }) =>
          (form === 'response' || form === 'answer') && [...usedBy, ...ownUse].includes(name),
      );
      expect(rows).to.deep.equal(codes.map(({ code }) => code));
    });
  }

  it('lists the elements of an achievement as the schemas have them, and what must be there', () => {
    const rows = tableOf(sectionOf(page, 'SubmitAchievementBatchJob'), 'Element of Achievement');
    const fields = fieldsOf(externalServiceSpecs.SubmitAchievementBatchJob.request.type.fields, [
      'achievements',
      'Achievement',
    ]);
    expect(rows.map((row) => row.slice(0, 3))).to.deep.equal(fields.map(elementRow));
    expect(rows.map(([name]) => name)).to.deep.equal(achievementColumns.map(({ name }) => name));
    for (const { name, mandatory, maxLength } of achievementColumns) {
      const [, , , rule = ''] = rows.find(([element]) => element === name) ?? [];
      expect(rule.startsWith('always'), name).to.equal(mandatory);
      if (maxLength !== undefined) expect(rule).to.include(`up to ${maxLength} characters`);
    }
  });

  it('names every member of a job', () => {
    const section = sectionOf(page, 'GetAchievementBatchJob');
    const { response } = externalServiceSpecs.GetAchievementBatchJob;
    for (const { name } of fieldsOf(response.type.fields, ['GetAchievementBatchJobResult'])) {
      expect(section).to.include(`\`${name}\``);
    }
  });
});

function fieldsOf(fields: readonly FieldSpec[], path: readonly string[]): readonly FieldSpec[] {
  return path.reduce((among, step) => {
    const found = among.find(({ name }) => name === step)?.type;
    if (found === undefined) throw new Error(`There is no ${step}`);
    return found.fields;
  }, fields);
}
