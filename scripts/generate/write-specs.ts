/** Writes a service's messages as data for the reader and the writer (`src/contract/spec.ts`). */
import { camelCase, kebabCase } from './names.js';
import { elementNames } from './service-model.js';
import { xsdPatternsToRegExp } from './xsd-pattern.js';
import type { ComplexType, Field, SimpleType } from './schema-model.js';
import type { Message, Service } from './service-model.js';

export function writeSpecs(service: Service): string {
  const values = new Map<string, SimpleType>();
  for (const type of service.types.keys()) {
    for (const field of type.fields)
      if (field.type.kind === 'simple') values.set(field.type.name, field.type);
  }
  const answers = new Set<ComplexType>();
  for (const { response } of service.operations) addParts(response.type, answers);
  const operations = service.operations.map(
    ({ name, request, response }) =>
      `${name}: { name: '${name}', request: ${messageSpec(service, request)}, response: ${messageSpec(service, response)} },`,
  );
  return [
    "import type { OperationSpec, TypeSpec, ValueRule } from '../spec.js';",
    `import type { ${service.name}Operation } from './${kebabCase(service.name)}.js';\n`,
    ...[...values.values()].map(valueConstant),
    ...[...service.types].map(([type, name]) => typeConstant(service, type, name, answers.has(type))),
    `/** What the messages of ${service.name} are made of: requests by the strict schemas, responses as published. */`,
    `export const ${camelCase(service.name)}Specs: { readonly [K in ${service.name}Operation]: OperationSpec } = {`,
    ...operations,
    '};\n',
  ].join('\n');
}

/** Adds the type and all that it is made of. */
function addParts(type: ComplexType, found: Set<ComplexType>): void {
  found.add(type);
  for (const field of type.fields) {
    if (field.type.kind === 'complex' && !found.has(field.type)) addParts(field.type, found);
  }
}

function valueName(value: SimpleType): string {
  return `${camelCase(value.name)}Value`;
}

function typeName(service: Service, type: ComplexType): string {
  return `${camelCase(service.types.get(type) ?? '')}Type`;
}

function valueConstant(value: SimpleType): string {
  const { name, base, minLength, maxLength, minInclusive, maxInclusive, patterns } = value;
  const facets = Object.entries({ minLength, maxLength, minInclusive, maxInclusive })
    .filter(([, facet]) => facet !== undefined)
    .map(([facet, bound]) => `${facet}: ${String(bound)}, `);
  const pattern = patterns.length === 0 ? '' : `pattern: ${String(xsdPatternsToRegExp(patterns))}, `;
  return `const ${valueName(value)}: ValueRule = { name: '${name}', base: '${base}', ${facets.join('')}${pattern}};\n`;
}

function typeConstant(service: Service, type: ComplexType, name: string, answers: boolean): string {
  const fields = type.fields.map((field) => fieldSpec(service, field, answers));
  return `const ${camelCase(name)}Type: TypeSpec = { name: '${type.name}', fields: [\n${fields.join('\n')}\n] };\n`;
}

function fieldSpec(service: Service, field: Field, answers: boolean): string {
  const content =
    field.type.kind === 'simple'
      ? `value: ${valueName(field.type)}`
      : `type: ${typeName(service, field.type)}`;
  const { name, namespace, min, max, nillable } = field;
  const nil = answers && field.whenAbsent === 'nil' ? `whenAbsent: 'nil', ` : '';
  return (
    `{ name: '${name}', key: '${camelCase(name)}', namespace: '${namespace}', min: ${String(min)}, ` +
    `max: ${String(max)}, nillable: ${String(nillable)}, ${nil}${content} },`
  );
}

function messageSpec(service: Service, message: Message): string {
  const { namespace, element } = elementNames(message);
  return `{ namespace: '${namespace}', element: '${element}', type: ${typeName(service, message.type)} }`;
}
