/** The files that a finished job of achievements gives: every record with its code, and those that were not done. */
import { achievementCodes, isAchievementCode } from '../domain/achievement-code.js';
import { achievementColumns } from '../domain/achievement-columns.js';
import {
  achievementCsvRow,
  errorFileHeader,
  errorFileRow,
  submittedValues,
} from '../domain/achievement-error-file.js';
import type { BatchStore } from '../register/batch-ports.js';
import { resultPages, type JobFile } from './job-files.js';

/** With it a spreadsheet takes the file for UTF-8. */
const byteOrderMark = '\ufeff';

/** The records as they came, with the code of each and what it means. */
export async function* writeAchievementOutput(
  batches: Pick<BatchStore, 'results'>,
  { job }: Pick<JobFile, 'job'>,
): AsyncGenerator<string, void, void> {
  yield (
    byteOrderMark +
    achievementCsvRow([...achievementColumns.map(({ name }) => name), 'ReturnCode', 'Meaning'])
  );
  for await (const page of resultPages(batches, job.jobId)) {
    let text = '';
    for (const { fields, result } of page) {
      const { code, reason } = result;
      const meaning = reason ?? (isAchievementCode(code) ? achievementCodes[code].meaning : '');
      text += achievementCsvRow([...submittedValues(fields), code, meaning]);
    }
    yield text;
  }
}

/** The records that were not done, with class, code and text of the error: to be corrected and submitted again. */
export async function* writeAchievementErrors(
  batches: Pick<BatchStore, 'results'>,
  { job }: Pick<JobFile, 'job'>,
): AsyncGenerator<string, void, void> {
  yield byteOrderMark + errorFileHeader();
  for await (const page of resultPages(batches, job.jobId)) {
    const text = page.map(({ fields, result }) => errorFileRow(fields, result) ?? '').join('');
    if (text !== '') yield text;
  }
}
