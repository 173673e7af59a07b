/** The generated files of one service. */
import { format } from 'prettier';
import { kebabCase } from './names.js';
import { readService } from './service-model.js';
import { writeSpecs } from './write-specs.js';
import { writeTypes } from './write-types.js';

export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * @param name of the service: `LearnerService`
 * @param wsdlFolder where its WSDL file and the request schemas are
 */
export async function generateService(name: string, wsdlFolder: string): Promise<GeneratedFile[]> {
  const service = readService(name, wsdlFolder);
  const origin = `/* Made from wsdl/${name}.wsdl and wsdl/requests/ by npm run generate. Do not edit. */`;
  const file = async (suffix: string, printWidth: number, text: string): Promise<GeneratedFile> => ({
    name: `${kebabCase(name)}${suffix}.ts`,
    text: await format(`${origin}\n\n${text}`, { parser: 'typescript', printWidth, singleQuote: true }),
  });
  // A field of the specs takes one line.
  return Promise.all([file('', 110, writeTypes(service)), file('-specs', 200, writeSpecs(service))]);
}
