/** A thread that steps back, and tells its priority before and after. */
import { readlinkSync } from 'node:fs';
import { getPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { stepBack } from '../../src/jobs/step-back.js';

const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
const before = getPriority(thread);
stepBack();
parentPort?.postMessage([before, getPriority(thread)]);
