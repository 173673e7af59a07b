/** What a file says of itself in its first row of data, and nowhere else. */
import { fileColumns, type Version } from './columns.js';
import { fileProblem, shortened, type Problem } from './problem.js';
import type { Row } from './row.js';

export interface FileFacts {
  readonly version: Version;
  /** LearnerRecordCount, when it is a number. */
  readonly recordCount?: number;
  /** UKPRN, when it has the form of one. */
  readonly ukprn?: string;
}

const place = (name: string): number => fileColumns.findIndex((column) => column.name === name);
const versionAt = place('FileVersion');
const nameAt = place('FileName');
const ukprnAt = place('UKPRN');
const countAt = place('LearnerRecordCount');

/**
 * @param version the one that the headings or elements have
 * @param ukprn the submitting organisation's, when it is known
 */
export function readFileFacts(
  { row, values }: Row,
  version: Version,
  ukprn: string | undefined,
): { readonly facts: FileFacts; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const complain = (at: number, text: string): void => {
    const column = fileColumns[at]?.name ?? '';
    problems.push(fileProblem(text, { row, column, value: shortened(values[at] ?? '') }));
  };
  const given = (at: number): string => (values[at] ?? '').trim();
  if (given(versionAt) !== version) {
    complain(versionAt, `The first row must state the version, which is ${version} by its headings.`);
  }
  if (given(nameAt) === '') complain(nameAt, 'The first row must state a file name.');
  const stated = given(ukprnAt);
  if (!/^[0-9A-Za-z]{8}$/.test(stated)) {
    complain(ukprnAt, 'The first row must state the UKPRN of the organisation, 8 characters.');
  } else if (ukprn !== undefined && stated.toUpperCase() !== ukprn) {
    complain(ukprnAt, `The UKPRN must be that of the organisation, ${ukprn}.`);
  }
  const count = /^\d{1,9}$/.test(given(countAt)) ? Number(given(countAt)) : undefined;
  if (count === undefined) complain(countAt, 'The first row must state how many learners the file has.');
  else if (count === 0) complain(countAt, 'A file must have one learner at least.');
  return {
    facts: {
      version,
      ...(count === undefined ? {} : { recordCount: count }),
      ...(/^[0-9A-Za-z]{8}$/.test(stated) ? { ukprn: stated.toUpperCase() } : {}),
    },
    problems,
  };
}

/** After the first row of data these columns are blank. */
export function repeatedFacts({ row, values }: Row): readonly Problem[] {
  return fileColumns.flatMap(({ name }, at) =>
    (values[at] ?? '').trim() === ''
      ? []
      : [
          fileProblem('Only the first row states this: leave it empty here.', {
            row,
            column: name,
            value: shortened(values[at] ?? ''),
          }),
        ],
  );
}
