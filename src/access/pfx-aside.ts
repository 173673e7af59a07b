import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PfxParts } from './pfx.js';

/** As `pfxOf`, in a thread of its own: it takes about a second, in which a server has requests to answer. */
export async function pfxAside(parts: PfxParts): Promise<Buffer> {
  const worker = new Worker(new URL('./pfx-worker.js', import.meta.url), { workerData: parts });
  try {
    const answer: unknown[] = await once(worker, 'message');
    const [content] = answer;
    if (!(content instanceof Uint8Array)) throw new Error('The thread gave no file');
    return Buffer.from(content);
  } finally {
    await worker.terminate();
  }
}
