/** The thread of {@link Checkpoints}: copies pages from the log to their place while others read and write. */
import { parentPort, workerData } from 'node:worker_threads';
import { openFile } from './connection.js';
import type { WriterSetup } from './writer-protocol.js';

const port = parentPort;
if (port === null) throw new Error('This file runs as a worker thread');

const { file, durable } = workerData as Pick<WriterSetup, 'file' | 'durable'>;
const connection = openFile(file, durable);

port.on('message', (request: 'copy' | 'close') => {
  if (request === 'close') {
    connection.close();
    port.close();
    return;
  }
  // Waits for nobody, and keeps nobody waiting.
  connection.pragma('wal_checkpoint(PASSIVE)');
  port.postMessage('copied');
});
