/** The description of a service as it is published at `?wsdl`. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeAttribute } from './escape-xml.js';

export type DescribedService = 'LearnerService' | 'LearnerServiceR9' | 'ExternalService';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'wsdl');

/** The text before the address and the text after it. */
type Description = readonly [before: string, after: string];

const prepared = new Map<DescribedService, Description>();

/**
 * The service's WSDL as one document: its schemas stand inside, so that a client generator fetches nothing else.
 * @param address where the service is called: `https://register.example/LearnerService.svc`
 */
export function describeService(service: DescribedService, address: string): string {
  let description = prepared.get(service);
  if (description === undefined) {
    description = prepare(service);
    prepared.set(service, description);
  }
  return description.join(escapeAttribute(address));
}

function prepare(service: DescribedService): Description {
  const wsdl = readFileSync(join(FOLDER, `${service}.wsdl`), 'utf8');
  const imports = /<xs:schema>([^]*?)<\/xs:schema>/.exec(wsdl);
  if (imports === null) throw new Error(`${service}.wsdl imports no schemas.`);
  const schemas = Array.from((imports[1] ?? '').matchAll(/schemaLocation="([^"]+)"/g), ([, file = '']) =>
    inlineSchema(join(FOLDER, file)),
  );
  const whole = wsdl.replace(imports[0], () => schemas.join('\n').trimStart());
  const [before, after, ...more] = whole.split(/(?<=<soap:address location=")[^"]*/);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${service}.wsdl has not just one address.`);
  }
  return [before, after];
}

/** A schema file without what only a file has: the XML declaration and the places of other files. */
function inlineSchema(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/^<\?xml.*\?>\s*/, '')
    .replaceAll(/ schemaLocation="[^"]*"/g, '')
    .trimEnd()
    .replaceAll(/^(?=.)/gm, '    ');
}
