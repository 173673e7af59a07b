/** The columns of a file of qualifications and units. Rule: docs/achievements.md, "The catalogue". */
import type { ColumnSet } from './column-set.js';

export const qualificationFileColumns = [
  'reference',
  'kind',
  'title',
  'qualificationType',
  'level',
  'credits',
  'awardingOrganisationRef',
  'grades',
  'languages',
  'operationalStart',
  'certificationEnd',
] as const;

export type QualificationColumn = (typeof qualificationFileColumns)[number];

const passedOver: ReadonlySet<string> = new Set(['refusedrow', 'refusedbecause']);

const bySpelling: ReadonlyMap<string, number> = new Map(
  qualificationFileColumns.map((column, index) => [column.toLowerCase(), index]),
);

export const qualificationColumnSet: ColumnSet = {
  columns: qualificationFileColumns,
  mandatory: ['reference', 'kind', 'title', 'awardingOrganisationRef'],
  lists: new Set<QualificationColumn>(['grades', 'languages']),
  index(name) {
    const spelling = name.trim().toLowerCase();
    return bySpelling.get(spelling) ?? (passedOver.has(spelling) ? -1 : undefined);
  },
};
