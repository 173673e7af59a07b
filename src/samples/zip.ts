/** Zip files, made in memory: the only home of yazl. */
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  /** With slashes. */
  readonly path: string;
  readonly text: string;
  /** Whether the file is a program: it may then be run where that is a right of files. */
  readonly isProgram?: boolean;
}

/** The same for every file, so that the same samples are the same bytes. */
const WRITTEN = new Date(2026, 0, 1);

export function zipOf(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const { path, text, isProgram } of entries) {
    zip.addBuffer(Buffer.from(text), path, {
      mtime: WRITTEN,
      mode: isProgram === true ? 0o100755 : 0o100644,
    });
  }
  zip.end();
  return buffer(zip.outputStream);
}
