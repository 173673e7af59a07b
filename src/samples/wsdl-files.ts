/** The descriptions as files that find each other: WSDLs, their schemas, and the strict schemas of requests. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { escapeAttribute } from '../contract/escape-xml.js';
import type { ZipEntry } from './zip.js';

const folder = fileURLToPath(new URL('../../../wsdl/', import.meta.url));

/** @param origin where the services are: `https://register.example` */
export function wsdlFiles(origin: string): readonly ZipEntry[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(?:wsdl|xsd)$/.test(path))
    .sort();
  return [
    { path: 'README.txt', text: readme(origin) },
    ...paths.map((path) => {
      const text = readFileSync(`${folder}${path}`, 'utf8');
      return {
        path,
        text: path.endsWith('.wsdl')
          ? withAddress(text, `${origin}/${path.replace(/\.wsdl$/, '.svc')}`)
          : text,
      };
    }),
  ];
}

function withAddress(wsdl: string, address: string): string {
  return wsdl.replace(/(?<=<soap:address location=")[^"]*/, () => escapeAttribute(address));
}

function readme(origin: string): string {
  return [
    'The descriptions of the services of a learner register.',
    '',
    `LearnerService.wsdl     ${origin}/LearnerService.svc`,
    `LearnerServiceR9.wsdl   ${origin}/LearnerServiceR9.svc`,
    `ExternalService.wsdl    ${origin}/ExternalService.svc`,
    '',
    'Make your client from these. The schemas lie in the folders beside them.',
    'requests/ has the stricter schemas that the register holds requests against: envelope-<Service>.xsd is for a whole message.',
    '',
  ].join('\n');
}
