/** The folders of fixtures/messages: what a case says, and how its files are read. See fixtures/messages/README.md. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const messagesFolder = fileURLToPath(new URL('../../../fixtures/messages/', import.meta.url));

const stepSchema = z.union([
  z.string(),
  z.strictObject({ minutesLater: z.number() }),
  z.strictObject({ secondsLater: z.number() }),
  z.strictObject({ work: z.literal(true) }),
]);

const caseSchema = z.strictObject({
  shows: z.string().regex(/\.$/),
  settings: z.record(z.string(), z.string()).default({}),
  before: z.array(stepSchema).default([]),
  status: z.number().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  encoding: z.enum(['utf-8', 'utf-8 with BOM', 'utf-16le', 'utf-16be', 'iso-8859-1']).default('utf-8'),
  store: z.enum(['whole', 'broken']).default('whole'),
});

export type Step = z.output<typeof stepSchema>;

export interface MessageCase extends z.output<typeof caseSchema> {
  /** `LearnerService/learnerByULN/found` */
  readonly name: string;
  /** `LearnerService` */
  readonly service: string;
  readonly request: string;
  /** As it travels: the line breaks between tags are only there for readers. */
  readonly response: string;
  /** A further request file of the folder. */
  read(file: string): string;
}

/** Which service a request is for, by the namespace of its element. */
export function serviceOf(request: string): string {
  if (request.includes('"http://tempuri.org/"')) return 'LearnerServiceR9';
  return request.includes('"http://api.lrs.qcf.gov.uk/services"') ? 'ExternalService' : 'LearnerService';
}

/** Every case of one service, in the order of their names. */
export function listCases(service: string): readonly MessageCase[] {
  if (!existsSync(join(messagesFolder, service))) return [];
  return readdirSync(join(messagesFolder, service))
    .sort()
    .flatMap((operation) =>
      readdirSync(join(messagesFolder, service, operation))
        .sort()
        .map((name) => readCase(`${service}/${operation}/${name}`)),
    );
}

export function readCase(name: string): MessageCase {
  const folder = join(messagesFolder, name);
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const described = existsSync(join(folder, 'case.json'))
    ? caseSchema.parse(JSON.parse(read('case.json')))
    : caseSchema.parse({ shows: `${name.split('/').pop() ?? name}.` });
  return {
    ...described,
    name,
    service: name.split('/')[0] ?? '',
    request: read('request.xml'),
    response: asItTravels(read('response.xml')),
    read,
  };
}

function asItTravels(text: string): string {
  return text.trim().replace(/>\n\s*</g, '><');
}
