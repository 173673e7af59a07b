/** Fetches samples as a person does, and takes them apart as their readers do. */
import { buffer } from 'node:stream/consumers';
import { fromBuffer, type Entry } from 'yauzl';
import { parseStringPromise } from 'xml2js';
import { z } from 'zod';

/** What a sample would send. */
export interface Sent {
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export async function download(origin: string, path: string): Promise<Buffer> {
  const answer = await fetch(`${origin}${path}`);
  if (answer.status !== 200) throw new Error(`${path}: ${String(answer.status)}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** The files of a zip by their paths, in their order. */
export function unzip(bytes: Buffer): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const files = new Map<string, string>();
      zip.on('error', reject);
      zip.on('end', () => {
        resolve(files);
      });
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed !== null) {
            reject(failed);
            return;
          }
          buffer(stream).then((content) => {
            files.set(entry.fileName, content.toString());
            zip.readEntry();
          }, reject);
        });
      });
      zip.readEntry();
    });
  });
}

/** As REST Client reads it: variables with `@`, requests between `###`, the body after an empty line. */
export function parseHttpFile(text: string): readonly Sent[] {
  const [head = '', ...blocks] = text.split(/^### /m);
  const variables = new Map(
    Array.from(head.matchAll(/^@(\w+) = (.*)$/gm), ([, name = '', value = '']) => [name, value]),
  );
  const filled = (part: string): string =>
    part.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = variables.get(name);
      if (value === undefined) throw new Error(`No variable ${name}`);
      return value;
    });
  return blocks.map((block) => {
    const [name = '', ...lines] = block.split('\n');
    const meant = lines.filter((line) => !line.startsWith('#'));
    const empty = meant.indexOf('');
    const [request = '', ...headers] = meant.slice(0, empty).map(filled);
    const [method, url = ''] = request.split(' ');
    if (method !== 'POST') throw new Error(`${name} begins with ${request}`);
    return {
      name,
      url,
      headers: Object.fromEntries(
        headers.map((line) => /^([^:]+): (.*)$/.exec(line)?.slice(1) ?? []),
      ) as Record<string, string>,
      body: filled(meant.slice(empty + 1).join('\n')),
    };
  });
}

/** What PowerShell makes of the script: the text between @' and '@, and arguments between single quotes. */
export function parsePowerShell(name: string, script: string): Sent {
  const [, body = ''] = /^\$request = @'\r\n([^]*?)\r\n'@\r$/m.exec(script) ?? [];
  const command = script.slice(script.indexOf('| curl.exe')).replaceAll('`\r\n', ' ');
  const words = Array.from(command.matchAll(/'((?:[^']|'')*)'/g), ([, word = '']) =>
    word.replaceAll("''", "'"),
  );
  if (script.slice(script.indexOf('| curl.exe')).includes('"'))
    throw new Error('A double quote would be lost');
  const [url = '', ...others] = words;
  const headers = others.filter((word) => word !== '@-').map((word) => word.split(/(?:: |;$)/, 2));
  return { name, url, headers: Object.fromEntries(headers) as Record<string, string>, body };
}

const one = <T extends z.ZodType>(schema: T) => z.tuple([schema]).transform(([only]) => only);
const call = z.object({
  $: z.object({ name: z.string(), id: z.uuid() }),
  encoding: one(z.literal('UTF-8')),
  endpoint: one(z.url()),
  request: one(z.string()),
});
const operation = z.object({
  $: z.object({
    name: z.string(),
    bindingOperationName: z.string(),
    action: z.string(),
    type: z.literal('Request-Response'),
    isOneWay: z.literal('false'),
  }),
  call: z.array(call),
});
const interfaceSchema = z.object({
  $: z.object({
    'xsi:type': z.literal('con:WsdlInterface'),
    'xmlns:xsi': z.literal('http://www.w3.org/2001/XMLSchema-instance'),
    type: z.literal('wsdl'),
    soapVersion: z.literal('1_1'),
    name: z.string(),
    bindingName: z.string(),
    definition: z.url(),
  }),
  definitionCache: one(
    z.object({
      $: z.object({ type: z.literal('TEXT'), rootPart: z.url() }),
      part: one(z.object({ url: one(z.url()), content: one(z.string()), type: one(z.string()) })),
    }),
  ),
  endpoints: one(z.object({ endpoint: one(z.url()) })),
  operation: z.array(operation),
});
const projectSchema = z.object({
  'soapui-project': z.object({
    $: z.object({
      'xmlns:con': z.literal('http://eviware.com/soapui/config'),
      name: z.string(),
      id: z.uuid(),
    }),
    settings: z.tuple([z.string()]),
    interface: z.array(interfaceSchema),
    properties: one(
      z.object({ property: z.array(z.object({ name: one(z.string()), value: one(z.string()) })) }),
    ),
  }),
});
export type SoapUiProject = z.output<typeof projectSchema>['soapui-project'];

/** By the structure that SoapUI's own files have. */
export async function parseSoapUiProject(text: string): Promise<SoapUiProject> {
  if (!text.includes('<con:soapui-project ')) throw new Error('No SoapUI project');
  const tagNameProcessors = [(name: string) => name.replace(/^con:/, '')];
  return projectSchema.parse(await parseStringPromise(text, { tagNameProcessors }))['soapui-project'];
}

/** What SoapUI sends: properties of the project are put into the message as they are. */
export function sentBySoapUi(project: SoapUiProject): readonly Sent[] {
  const values = new Map(project.properties.property.map(({ name, value }) => [name, value]));
  return project.interface.flatMap((each) =>
    each.operation.flatMap(({ $: { action }, call: calls }) =>
      calls.map(({ $: { name }, endpoint, request }) => ({
        name,
        url: endpoint,
        headers: { 'Content-Type': 'text/xml;charset=UTF-8', SOAPAction: `"${action}"` },
        body: request.replaceAll(/\$\{#Project#(\w+)\}/g, (_, property: string) => {
          const value = values.get(property);
          if (value === undefined) throw new Error(`No property ${property}`);
          return value;
        }),
      })),
    ),
  );
}
