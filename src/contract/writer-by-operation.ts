import type { MessageSpec, OperationSpec } from './spec.js';

/** The generated specs of one service, by operation. */
export type OperationSpecs<Responses> = { readonly [K in keyof Responses]: OperationSpec };

/** Gives the whole message of an operation's response. */
export type ResponseWriter<Responses> = <K extends keyof Responses & string>(
  operation: K,
  response: Responses[K],
) => string;

/**
 * Makes the writer of one service's responses; each is put together once, when the module is loaded.
 * @typeParam Responses the generated table of responses by operation
 * @param specs the generated specs of the same service
 * @param messageWriter writes the whole message of one response, in the form of the service
 */
export function writerByOperation<Responses extends { readonly [K in keyof Responses]: object }>(
  specs: OperationSpecs<Responses>,
  messageWriter: (message: MessageSpec) => (response: object) => string,
): ResponseWriter<Responses> {
  const writers = new Map(
    Object.values<OperationSpec>(specs).map(({ name, response }) => [name, messageWriter(response)]),
  );
  return (operation, response) => {
    const write = writers.get(operation);
    if (write === undefined) throw new Error(`There is no operation ${operation}.`);
    return write(response);
  };
}
