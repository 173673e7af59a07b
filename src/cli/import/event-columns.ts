/**
 * The columns of a file of learning events: the members of a LearningEvent as the web service spells them.
 * Rule: docs/operations.md, "Importing learning events".
 */
import { recordedMembers } from '../../domain/learning-event.js';
import type { ColumnSet } from './column-set.js';

/** What stands in a CSV cell for a value that the source recorded as empty, unless another text is given. */
export const usualEmptyText = '(empty)';

const firstColumns = ['Uln', 'Source', 'Reference'];
const lastColumns = ['Credits', 'DateLoaded'];

const columns: readonly string[] = [
  ...firstColumns,
  ...recordedMembers.map((member) => member.charAt(0).toUpperCase() + member.slice(1)),
  ...lastColumns,
];

/** Where the values of a row stand. */
export const eventPlaces = {
  uln: 0,
  source: 1,
  reference: 2,
  firstRecorded: firstColumns.length,
  credits: columns.length - 2,
  dateLoaded: columns.length - 1,
} as const;

/** What the register itself decides, and what an import wrote beside the rows that it refused. */
const passedOver: ReadonlySet<string> = new Set(['id', 'underdatachallenge', 'refusedrow', 'refusedbecause']);

const bySpelling: ReadonlyMap<string, number> = new Map([
  ...columns.map((column, index) => [column, index] as const),
  ...columns.map((column, index) => [column.toLowerCase(), index] as const),
]);

function columnIndex(name: string): number | undefined {
  const index = bySpelling.get(name);
  if (index !== undefined) return index;
  const spelling = name.trim().toLowerCase();
  return bySpelling.get(spelling) ?? (passedOver.has(spelling) ? -1 : undefined);
}

/** @param emptyText what stands in a CSV cell for a value that was recorded as empty */
export function eventColumns(emptyText: string): ColumnSet {
  return { columns, mandatory: firstColumns, index: columnIndex, emptyText };
}
