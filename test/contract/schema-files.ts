/** Compiles the XSD files of `wsdl/` for the tests, by libxml2 alone. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlElement,
  XmlValidateError,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';

const root = new URL('../../../', import.meta.url);

/** The path of a file or folder of the repository. */
export function repositoryPath(path: string): string {
  return fileURLToPath(new URL(path, root));
}

export function readFact(name: string): unknown {
  return JSON.parse(readFileSync(repositoryPath(`test/contract/facts/${name}.json`), 'utf8'));
}

const provider = new XmlBufferInputProvider({});
xmlRegisterInputProvider(provider);

/**
 * Compiles one schema, which finds the others of its folder by their file names.
 * @param folder in `wsdl/`
 * @param schema a file name of the folder, or the text of a schema that imports from it
 */
export function compileSchema(
  folder: 'requests' | 'LearnerService' | 'LearnerServiceR9' | 'ExternalService',
  schema: string,
): XsdValidator {
  const base = `tests-of-contract/${folder}/`;
  const path = repositoryPath(`wsdl/${folder}/`);
  for (const file of readdirSync(path)) provider.addBuffer(base + file, readFileSync(path + file));
  const text = schema.startsWith('<') ? schema : readFileSync(path + schema, 'utf8');
  const document = XmlDocument.fromString(text, { url: `${base}driver.xsd` });
  try {
    return XsdValidator.fromDoc(document);
  } finally {
    document.dispose();
  }
}

/** What libxml2 says against a document, or against the first element that an XPath finds in it; nothing if it is valid. */
export function complaintsAbout(validator: XsdValidator, xml: string, xpath?: string): string[] {
  const document = XmlDocument.fromString(xml);
  try {
    if (xpath === undefined) {
      validator.validate(document);
    } else {
      const element = document.get(xpath);
      if (!(element instanceof XmlElement)) throw new Error(`No element at ${xpath}`);
      validator.validate(element);
    }
    return [];
  } catch (error) {
    if (error instanceof XmlValidateError) return error.details.map(({ message }) => message.trim());
    throw error;
  } finally {
    document.dispose();
  }
}
