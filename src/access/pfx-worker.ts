/** The thread of `pfx-aside.ts`. */
import { parentPort, workerData } from 'node:worker_threads';
import { pfxOf, type PfxParts } from './pfx.js';

// What `pfxAside` gives, and nobody else starts this file.
parentPort?.postMessage(pfxOf(workerData as PfxParts));
