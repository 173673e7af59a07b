/** The samples as a `.http` file, as editors send them: Visual Studio Code (REST Client), JetBrains, Visual Studio. */
import { escapeText } from '../contract/escape-xml.js';
import { answerInWords } from './answer-in-words.js';
import { sampleRequests } from './sample-requests.js';
import type { SampleCallers, SampleData, SampleRequest } from './sample.js';
import { variablesFor } from './variables.js';

/** Address and callers stand once, at the top. */
export function httpFile(data: SampleData, origin: string, callers: SampleCallers): string {
  const variables = variablesFor(callers, (name) => `{{${name}}}`);
  // An editor puts a variable's value in as it is.
  const declared = [['address', origin], ...variables.list.map(([name, value]) => [name, escapeText(value)])];
  return [
    ...declared.map(([name = '', value = '']) => `@${name} = ${value}`),
    '',
    ...sampleRequests(data, variables.callers).map(requestOf),
  ].join('\n');
}

function requestOf({ service, name, answers, note, soapAction, message }: SampleRequest): string {
  return [
    `### ${name} of ${service}`,
    `# ${answerInWords(answers)}`,
    ...(note === undefined ? [] : [`# ${note}`]),
    `POST {{address}}/${service}.svc`,
    'Content-Type: text/xml; charset=utf-8',
    `SOAPAction: "${soapAction}"`,
    '',
    message,
  ].join('\n');
}
