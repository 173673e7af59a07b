import { z } from 'zod';
import { drawUln, temporaryUln } from '../../domain/uln.js';
import { cryptographicRandom } from '../../random.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';

const most = 1_000_000;

export const ulnGenerate = command({
  usage: 'uln generate <count>',
  summary: 'Make valid ULNs for tests; they are not registered, and a real learner may have them',
  examples: ['learner-register uln generate 10', 'learner-register uln generate 3 --json'],
  options: z.object({}),
  run({ output }, _options, [countText = '']) {
    const count = /^[0-9]{1,7}$/.test(countText) ? Number(countText) : 0;
    if (count < 1 || count > most) {
      return output.refuse({
        exitCode: exitCodes.usage,
        problem: `"${countText}" is not a number from 1 to ${most}.`,
        whatToDo: 'Say how many ULNs to make: learner-register uln generate 10',
      });
    }
    const ulns = new Set<string>();
    while (ulns.size < count) {
      const uln = drawUln((bound) => cryptographicRandom.integer(bound));
      if (uln !== temporaryUln) ulns.add(uln);
    }
    for (const uln of ulns) output.value(uln, { uln });
    return exitCodes.ok;
  },
});
