/** The samples as files: a message and two commands for each. */
import { answerInWords } from './answer-in-words.js';
import { curlForPowerShell, curlForShell } from './curl.js';
import { sampleRequests } from './sample-requests.js';
import type { SampleCallers, SampleData } from './sample.js';
import type { ZipEntry } from './zip.js';

/** `LearnerService/learnerByULN.xml`, `.sh` and `.ps1`, and a list of all. */
export function sampleFiles(data: SampleData, origin: string, callers: SampleCallers): readonly ZipEntry[] {
  const requests = sampleRequests(data, callers);
  const list = requests.map(
    ({ service, fileName, answers, note }) =>
      `${service}/${fileName}: ${answerInWords(answers)}${note === undefined ? '' : ` ${note}`}`,
  );
  return [
    {
      path: 'README.txt',
      text: [
        'Each request as a message (.xml), and as a command for sh (.sh) and PowerShell (.ps1).',
        '',
        ...list,
        '',
      ].join('\n'),
    },
    ...requests.flatMap((request) => {
      const path = `${request.service}/${request.fileName}`;
      return [
        { path: `${path}.xml`, text: request.message },
        { path: `${path}.sh`, text: curlForShell(request, origin), isProgram: true },
        { path: `${path}.ps1`, text: curlForPowerShell(request, origin).replaceAll('\n', '\r\n') },
      ];
    }),
  ];
}
