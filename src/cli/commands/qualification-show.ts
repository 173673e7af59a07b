import { z } from 'zod';
import { qualificationKey } from '../../domain/qualification.js';
import { command } from '../command-spec.js';
import { exitCodes } from '../exit-codes.js';
import { withRegister } from '../with-register.js';

export const qualificationShow = command({
  usage: 'qualification show <ref>',
  summary: 'Print a qualification or unit: what it is, who awards it, its grades and dates',
  examples: [
    'learner-register qualification show 900/0001/1',
    'learner-register qualification show 90000011 --json',
  ],
  options: z.object({}),
  run(run, _options, [reference = '']) {
    const { output } = run;
    const key = qualificationKey(reference);
    return withRegister(run, async ({ store }) => {
      const entry = (await store.qualifications.find([key])).get(key);
      if (entry === undefined) {
        return output.refuse({
          exitCode: exitCodes.failed,
          problem: `No qualification or unit has the reference ${reference}.`,
          whatToDo: 'See "learner-register qualification list".',
        });
      }
      const { qualificationType = '', level = '', operationalStart = '', certificationEnd = '' } = entry;
      output.record({ ...entry, qualificationType, level, operationalStart, certificationEnd });
      return exitCodes.ok;
    });
  },
});
