import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readFileName } from '../../batch-files/file-name.js';
import type { FileToRead } from '../../batch-files/read-batch-file.js';
import { exitCodes, type Refusal } from '../exit-codes.js';

/** A batch file on disk, with how far it was read. */
export interface OpenedFile extends FileToRead {
  /** Without folders. */
  readonly fileName: string;
  readonly size: number;
  readonly bytesRead: () => number;
}

const readAtOnce = 256 * 1024;

/** Opens a file to read it once; a refusal when it is none. */
export async function openBatchFile(path: string): Promise<OpenedFile | Refusal> {
  try {
    await access(path, constants.R_OK);
    const facts = await stat(path);
    if (facts.isFile()) {
      const stream = createReadStream(path, { highWaterMark: readAtOnce });
      return {
        name: readFileName(basename(path)),
        fileName: basename(path),
        bytes: stream,
        size: facts.size,
        bytesRead: () => stream.bytesRead,
      };
    }
  } catch {
    // Said below, whatever it was.
  }
  return {
    exitCode: exitCodes.usage,
    problem: `${path} is not a file that can be read.`,
    whatToDo: 'Check the path and the rights to the file.',
  };
}
