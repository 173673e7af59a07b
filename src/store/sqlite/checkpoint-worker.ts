/** The thread of {@link Checkpoints}: copies pages from the log to their place while others read and write. */
import { parentPort, workerData } from 'node:worker_threads';
import { openFile } from './connection.js';
import type { WriterSetup } from './writer-protocol.js';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread');

const { file, durable } = workerData as Pick<WriterSetup, 'file' | 'durable'>;
const connection = openFile(file, durable);

/**
 * SQLite brings the file to the disk only in a pass that comes to the end of the log. While there is writing the first one
 * hardly ever does, and the writer would have to, for all that was copied. Each later pass has little left to copy.
 * Source: docs/adr/0014-checkpoints-aside.md.
 */
const PASSES = 3;

port.on('message', (request: 'copy' | 'close') => {
  if (request === 'close') {
    connection.close();
    port.close();
    return;
  }
  for (let pass = 0; pass < PASSES; pass += 1) {
    // Waits for nobody, and keeps nobody waiting.
    connection.pragma('wal_checkpoint(PASSIVE)');
  }
  port.postMessage('copied');
});
