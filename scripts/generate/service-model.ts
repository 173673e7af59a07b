/** One service as the generated files describe it: its operations, and every type under its name in TypeScript. */
import { join } from 'node:path';
import { pascalCase } from './names.js';
import { readDescription } from './read-description.js';
import { withSchemas } from './read-schemas.js';
import { namespaceOf, localNameOf } from './schema-model.js';
import type { ComplexType, QName } from './schema-model.js';

export interface Message {
  readonly element: QName;
  readonly type: ComplexType;
  /** Two operations may share a message; then each has its own name for it. */
  readonly typeName: string;
}

export interface Operation {
  readonly name: string;
  readonly documentation: string;
  readonly request: Message;
  readonly response: Message;
}

export interface Service {
  /** `LearnerService` */
  readonly name: string;
  readonly operations: readonly Operation[];
  /** Each type once, those that others contain first, under its name in TypeScript. */
  readonly types: ReadonlyMap<ComplexType, string>;
}

/**
 * @param name of the service, as its WSDL file is called
 * @param folder where the WSDL files are, with the request schemas in `requests/`
 */
export function readService(name: string, folder: string): Service {
  const wsdl = join(folder, `${name}.wsdl`);
  const described = readDescription(wsdl);
  const requests = withSchemas([join(folder, 'requests', `envelope-${name}.xsd`)], (schemas) =>
    described.map(({ input }) => schemas.messageType(input)),
  );
  const responses = withSchemas([wsdl], (schemas) =>
    described.map(({ output }) => schemas.messageType(output)),
  );

  const types = new TypeNames(described.map((operation) => operation.name));
  const operations = described.map(({ name, documentation, input, output }, index): Operation => {
    const message = (element: QName, type: ComplexType | undefined, suffix: string): Message => {
      if (type === undefined) throw new Error(`${name} has no ${suffix}.`);
      const typeName = pascalCase(name) + suffix;
      types.add(type, typeName);
      return { element, type, typeName };
    };
    return {
      name,
      documentation,
      request: message(input, requests[index], 'Request'),
      response: message(output, responses[index], 'Response'),
    };
  });
  return { name, operations, types: types.byType };
}

class TypeNames {
  readonly byType = new Map<ComplexType, string>();
  readonly #taken: Set<string>;

  /** The names that the messages will have are taken from the start, so that no part of one can have them. */
  constructor(operations: readonly string[]) {
    this.#taken = new Set(
      operations.flatMap((name) => [`${pascalCase(name)}Request`, `${pascalCase(name)}Response`]),
    );
  }

  add(type: ComplexType, name: string): void {
    if (this.byType.has(type)) return;
    for (const field of type.fields) {
      if (field.type.kind === 'complex' && !this.byType.has(field.type))
        this.add(field.type, this.#free(field.type));
    }
    this.byType.set(type, name);
  }

  /** The schema's name; with the last part of its namespace where that is taken. */
  #free(type: ComplexType): string {
    const name = pascalCase(type.name);
    const longer = name + pascalCase(type.namespace.replace(/\/$/, '').split(/[/.]/).at(-1) ?? '');
    const free = [name, longer].find((candidate) => !this.#taken.has(candidate));
    if (free === undefined) throw new Error(`There are too many types called ${name}.`);
    this.#taken.add(free);
    return free;
  }
}

export function elementNames(message: Message): { readonly namespace: string; readonly element: string } {
  return { namespace: namespaceOf(message.element), element: localNameOf(message.element) };
}
