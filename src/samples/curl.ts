/** A sample as a command for curl, for the two kinds of shell. */
import { answerInWords } from './answer-in-words.js';
import type { SampleRequest } from './sample.js';

const CONTENT_TYPE = 'Content-Type: text/xml; charset=utf-8';

/** For POSIX shells: a script that needs nothing but curl. */
export function curlForShell(sample: SampleRequest, origin: string): string {
  return [
    '#!/bin/sh',
    ...comments(sample),
    `curl --silent --show-error ${posix(`${origin}/${sample.service}.svc`)} \\`,
    `  --header ${posix(CONTENT_TYPE)} \\`,
    `  --header ${posix(`SOAPAction: "${sample.soapAction}"`)} \\`,
    "  --data-binary @- <<'XML'",
    `${sample.message}XML`,
    '',
  ].join('\n');
}

/**
 * For PowerShell. No argument has a double quote in it: versions before 7.3 lose those on the way to a program, so
 * SOAPAction stands without; `Name;` is curl's way to send a header that is empty.
 */
export function curlForPowerShell(sample: SampleRequest, origin: string): string {
  const action = sample.soapAction === '' ? 'SOAPAction;' : `SOAPAction: ${sample.soapAction}`;
  return [
    ...comments(sample),
    '$OutputEncoding = [System.Text.UTF8Encoding]::new($false)',
    "$request = @'",
    sample.message.trimEnd(),
    "'@",
    `$request | curl.exe --silent --show-error ${powerShell(`${origin}/${sample.service}.svc`)} \``,
    `  --header ${powerShell(CONTENT_TYPE)} \``,
    `  --header ${powerShell(action)} \``,
    "  --data-binary '@-'",
    '',
  ].join('\n');
}

function comments({ service, name, answers, note }: SampleRequest): readonly string[] {
  const lines = [`${name} of ${service}. ${answerInWords(answers)}`];
  if (note !== undefined) lines.push(note);
  return lines.map((line) => `# ${line}`);
}

/** Nothing is special between single quotes but the quote itself. */
function posix(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function powerShell(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
