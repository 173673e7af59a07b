/** `docs/response-codes.md`, made from the table of codes. */
import { listCodes, type CodeEntry, type CodeForm } from './response-code.js';

interface Section {
  readonly title: string;
  readonly form: CodeForm;
  readonly text: string;
}

const sections: readonly Section[] = [
  {
    title: 'Responses',
    form: 'response',
    text: 'The `ResponseCode` of an ordinary answer (HTTP 200).',
  },
  {
    title: 'Errors in ordinary answers',
    form: 'answer',
    text: 'These have the form of an error, and still travel as the `ResponseCode` of an ordinary answer (HTTP 200).',
  },
  {
    title: 'Faults',
    form: 'fault',
    text:
      'The `ErrorCode` of a SOAP fault (HTTP 500). The meaning below is the `Description` of the fault; ' +
      '`FurtherDetails` says what was wrong with this request. Any operation may give them.',
  },
  {
    title: 'Return codes of batches',
    form: 'return',
    text: 'One for each learner of a batch, beside the `ResponseCode` of the whole.',
  },
  {
    title: 'Results of achievements',
    form: 'achievement',
    text:
      'One for each record of an achievement job, in its error file (errors alone) and in the output of batch files. ' +
      'A: done. F: error of field data. L: error of learner data. B: error of a business rule. These codes are of this register.',
  },
];

const opening = `# Response codes

<!-- Made from src/domain/response-code.ts by \`node dist/scripts/response-codes.js\`; do not edit. -->

Every code that this register sends, what it means, and what a client does about it.

- **Source** says where the meaning comes from: *public* means that public documents or public clients of the
  Learning Records Service describe the code; *register* means that its meaning there is not known, and this
  register chose one.
- An operation marked with \\* uses the code by this register's own choice.
- Codes that nobody has described (WSRC0011, WSRC0012, WSRC0016, WSRC0025 to 0029, WSRC0031 to 0042 and most of
  WSEC) are never sent. Treat a code you do not know as an error, and log it.
- Some older texts write the first codes with three digits (WSRC001). Messages carry four.
`;

/** The whole page, as Markdown that ends in a line break. */
export function responseCodePage(): string {
  return `${opening}\n${sections.map(section).join('\n')}`;
}

function section({ title, form, text }: Section): string {
  const rows = listCodes()
    .filter((entry) => entry.form === form)
    .map((entry) => row(form, entry));
  const heads =
    form === 'fault'
      ? ['Code', 'Meaning', 'What to do', 'Source']
      : ['Code', 'Meaning', 'Used by', 'What to do', 'Source'];
  return [`## ${title}`, '', text, '', line(heads), line(heads.map(() => '---')), ...rows, ''].join('\n');
}

function row(form: CodeForm, entry: CodeEntry & { readonly code: string }): string {
  const operations = [...entry.usedBy, ...entry.ownUse.map((operation) => `${operation}\\*`)].join(', ');
  return line([
    `\`${entry.code}\``,
    entry.meaning,
    ...(form === 'fault' ? [] : [operations]),
    entry.action,
    entry.source,
  ]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
