import { isAchievementFileName } from '../../batch-files/achievement-file-name.js';
import { readAchievementFile, type Submitter } from '../../batch-files/read-achievement-file.js';
import { readBatchFile, type ReadPiece, type ReadRules } from '../../batch-files/read-batch-file.js';
import type { OpenedFile } from './batch-file.js';

/** What a file on disk holds: the form of its name says it. */
export type FileContent = 'learners' | 'achievements';

export function contentOf({ fileName }: OpenedFile): FileContent {
  return isAchievementFileName(fileName) ? 'achievements' : 'learners';
}

/** Reads a file of either kind. Without a submitter it is not checked whose file it is. */
export function readFile(
  file: OpenedFile,
  rules: ReadRules,
  submitter: Submitter | undefined,
): AsyncIterable<ReadPiece> {
  return contentOf(file) === 'achievements'
    ? readAchievementFile({ name: file.fileName, bytes: file.bytes }, submitter)
    : readBatchFile(file, submitter === undefined ? rules : { ...rules, ukprn: submitter.ukprn });
}
