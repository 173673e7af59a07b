import { createInterface } from 'node:readline';
import { z } from 'zod';
import { hasValidCheckDigit, parseUln, temporaryUln, ulnFromStem } from '../../domain/uln.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import type { Input, ShownRecord } from '../output.js';

export const ulnCheck = command({
  usage: 'uln check <ulns...>',
  summary:
    'Say whether ULNs are well formed and have the right check digit; - reads them from standard input',
  examples: [
    'learner-register uln check 1234567899',
    'learner-register uln check 1234567890 9999999999 --json',
    'cut -d, -f1 learners.csv | learner-register uln check -',
  ],
  options: z.object({}),
  async run({ input, output }, _options, args) {
    let wrong = 0;
    const results: ShownRecord[] = [];
    for await (const text of ulnTexts(args, input)) {
      const result = checkUln(text);
      if (!result.valid) wrong += 1;
      results.push({ ...result });
      // A stream may be of any length: columns are aligned by the thousand.
      if (results.length === 1000) output.list(results.splice(0));
    }
    output.list(results);
    return wrong === 0 ? exitCodes.ok : exitCodes.failed;
  },
});

export interface UlnVerdict {
  readonly uln: string;
  readonly valid: boolean;
  readonly problem: string;
}

/** What can be said of a text by itself, without asking whether the register has it. */
export function checkUln(text: string): UlnVerdict {
  const uln = parseUln(text);
  if (uln === undefined)
    return { uln: text, valid: false, problem: 'not ten digits of which the first is not 0' };
  if (uln === temporaryUln)
    return { uln, valid: false, problem: 'the temporary ULN, which belongs to nobody' };
  if (hasValidCheckDigit(uln)) return { uln, valid: true, problem: '' };
  const right = ulnFromStem(Number(uln.slice(0, 9)));
  const hint =
    right === undefined
      ? 'no check digit fits the first nine digits'
      : `the tenth digit should be ${right.slice(9)}`;
  return { uln, valid: false, problem: `wrong check digit: ${hint}` };
}

async function* ulnTexts(args: readonly string[], input: Input): AsyncGenerator<string, void, void> {
  for (const arg of args) {
    if (arg !== '-') {
      yield arg;
      continue;
    }
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const text = line.trim();
      if (text !== '') yield text;
    }
  }
}
