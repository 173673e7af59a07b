/** The templates: nunjucks with escaping on, and what every one of them may use. */
import { DateTime } from 'luxon';
import nunjucks from 'nunjucks';
import type { OrganisationKind } from '../domain/organisation.js';
import { isCode, responseCodes, type CodeEntry } from '../domain/response-code.js';
import type { Assets } from './assets.js';
import { govukFolder, viewsFolder } from './packaged-folders.js';

export interface TemplatesParts {
  readonly timeZone: string;
  readonly version: string;
  readonly assets: Assets['urls'];
}

export interface Templates {
  /** @param view `exchanges/list`: the file `views/exchanges/list.njk` */
  render(view: string, data: object): string;
}

export function createTemplates({ timeZone, version, assets }: TemplatesParts): Templates {
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader([viewsFolder, govukFolder], { noCache: false, watch: false }),
    { autoescape: true, throwOnUndefined: false, trimBlocks: true, lstripBlocks: true },
  );
  environment.addGlobal('version', version);
  environment.addGlobal('timeZone', timeZone);
  environment.addGlobal('assets', assets);
  environment.addFilter('dateTime', (at: Date) => inZone(at, timeZone).toFormat("d MMM yyyy 'at' HH:mm:ss"));
  environment.addFilter('date', (at: Date) => inZone(at, timeZone).toFormat('d MMMM yyyy'));
  environment.addFilter('time', (at: Date) => inZone(at, timeZone).toFormat('HH:mm:ss.SSS'));
  environment.addFilter('instant', (at: Date) => at.toISOString());
  environment.addFilter('codeMeaning', (code: string) => entryOf(code)?.meaning ?? '');
  environment.addFilter('codeAction', (code: string) => entryOf(code)?.action ?? '');
  environment.addFilter('codeColour', codeColour);
  environment.addFilter('ulnGroups', (uln: string | number) =>
    String(uln).replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3'),
  );
  environment.addFilter('organisationKind', kindInWords);
  environment.addFilter('bytes', bytesInWords);
  return { render: (view, data) => environment.render(`${view}.njk`, data) };
}

function inZone(at: Date, zone: string): DateTime {
  return DateTime.fromJSDate(at, { zone }).setLocale('en-GB');
}

function entryOf(code: string): CodeEntry | undefined {
  return isCode(code) ? responseCodes[code] : undefined;
}

/** Of a tag: green for answers, orange for answers that are refusals, red for faults, grey for what is no code of ours. */
function codeColour(code: string): string {
  switch (entryOf(code)?.form) {
    case 'response':
    case 'return':
    case 'achievement':
      return 'green';
    case 'answer':
      return 'orange';
    case 'fault':
      return 'red';
    case undefined:
      return 'grey';
  }
}

function kindInWords(kind: OrganisationKind): string {
  switch (kind) {
    case 'learningProvider':
      return 'Learning provider';
    case 'awardingOrganisation':
      return 'Awarding organisation';
    case 'other':
      return 'Other organisation';
  }
}

function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
