/** Writes the TypeScript types of a service's messages. */
import { camelCase } from './names.js';
import { literalAlternatives } from './xsd-pattern.js';
import type { BuiltIn, ComplexType, Field, SimpleType } from './schema-model.js';
import type { Message, Operation, Service } from './service-model.js';

/** Times stay text: what they mean without a zone is for the operation to say. */
const TYPESCRIPT: Readonly<Record<BuiltIn, string>> = {
  string: 'string',
  int: 'number',
  long: 'bigint',
  float: 'number',
  boolean: 'boolean',
  dateTime: 'string',
  base64Binary: 'string',
};

export function writeTypes(service: Service): string {
  const written = [...service.types].map(([type, name]) => writeInterface(service, type, name));
  const operations = service.operations.map(({ name }) => `'${name}'`).join(' | ');
  const table = (side: (operation: Operation) => Message): string =>
    service.operations
      .map((operation) => `readonly ${operation.name}: ${side(operation).typeName};`)
      .join('\n');
  return [
    ...written,
    ...aliases(service),
    `/** The operations of ${service.name}, as its WSDL names them. */`,
    `export type ${service.name}Operation = ${operations};\n`,
    `export interface ${service.name}Requests {`,
    table((operation) => operation.request),
    '}\n',
    `export interface ${service.name}Responses {`,
    table((operation) => operation.response),
    '}\n',
  ].join('\n');
}

function writeInterface(service: Service, type: ComplexType, name: string): string {
  const comment = type.documentation === '' ? '' : `/** ${type.documentation} */\n`;
  const fields = type.fields.map((field) => writeProperty(service, field));
  return `${comment}export interface ${name} {\n${fields.join('\n')}\n}\n`;
}

function writeProperty(service: Service, field: Field): string {
  const type = field.type.kind === 'simple' ? valueType(field.type) : (service.types.get(field.type) ?? '');
  const many = field.max > 1 ? `readonly ${type.includes('|') ? `(${type})` : type}[]` : type;
  return `readonly ${camelCase(field.name)}${field.min === 0 ? '?' : ''}: ${many};`;
}

function valueType(value: SimpleType): string {
  const literals = value.base === 'string' ? literalAlternatives(value.patterns) : undefined;
  return literals?.map((literal) => `'${literal}'`).join(' | ') ?? TYPESCRIPT[value.base];
}

/** Where two operations share a message, the second one's name for it. */
function aliases(service: Service): string[] {
  return service.operations
    .flatMap(({ request, response }) => [request, response])
    .filter(({ type, typeName }) => service.types.get(type) !== typeName)
    .map(({ type, typeName }) => `export type ${typeName} = ${service.types.get(type) ?? ''};\n`);
}
