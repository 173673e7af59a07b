/** What CPU time it takes to read a batch of 200 learners: parse, check against the schema, decode. */
import { createLearnerServiceReader } from '../src/contract/service-readers.js';
import { submitOf } from './batch-jobs.js';
import { spreadOf, type Spread } from './statistics.js';

export interface Reading {
  readonly bytes: number;
  /** Milliseconds of CPU, by the scanner that reads what clients send. */
  readonly scanner: Spread;
  /** The same by the schema validator, which gets what the scanner does not take. */
  readonly validator: Spread;
}

const repeats = 9;
const roundsInARepeat = 20;

export function measureReading(): Reading {
  const message = submitOf(0);
  // A comment sends a message to the validator.
  const commented = message.replace('<soapenv:Body>', '<soapenv:Body><!-- -->');
  return {
    bytes: Buffer.byteLength(message),
    scanner: spreadOf(cpuTimes(Buffer.from(message), 'scanned')),
    validator: spreadOf(cpuTimes(Buffer.from(commented), 'validated')),
  };
}

function cpuTimes(body: Buffer, by: 'scanned' | 'validated'): readonly number[] {
  const reader = createLearnerServiceReader();
  const times: number[] = [];
  for (let repeat = 0; repeat <= repeats; repeat += 1) {
    const start = process.cpuUsage();
    for (let round = 0; round < roundsInARepeat; round += 1) {
      if (!reader.read(body, 'text/xml; charset=utf-8').ok) throw new Error('The batch is refused');
    }
    const { user, system } = process.cpuUsage(start);
    // The first repeat warms up.
    if (repeat > 0) times.push((user + system) / 1000 / roundsInARepeat);
  }
  if (reader.counts[by] !== (repeats + 1) * roundsInARepeat) throw new Error(`The batch is not ${by}`);
  return times;
}
