/** Clients that other people's libraries make from the description that a running register serves. */
import { createClientAsync } from 'soap';
import strongSoap from 'strong-soap';
import { z } from 'zod';

export type Request = Readonly<Record<string, unknown>>;

/** What a client gives its user. */
export type Outcome =
  | { readonly result: unknown }
  | { readonly fault: z.output<typeof faultSchema>['Envelope']['Body']['Fault'] };

export interface GeneratedClient {
  /** @param root the element that the description names for the operation's request */
  call(operation: string, root: string, request: Request): Promise<Outcome>;
}

const faultSchema = z.object({
  Envelope: z.object({
    Body: z.object({
      Fault: z.object({
        faultcode: z.string(),
        faultstring: z.string(),
        detail: z.object({
          MIAPAPIException: z.object({
            ErrorCode: z.string(),
            ErrorActor: z.string(),
            Description: z.string(),
            FurtherDetails: z.string(),
            ErrorTimestamp: z.string(),
          }),
        }),
      }),
    }),
  }),
});

const failureSchema = z.object({ root: faultSchema });

function faultOf(error: unknown): Outcome {
  const failure = failureSchema.safeParse(error);
  if (!failure.success) throw error instanceof Error ? error : new Error(String(error));
  return { fault: failure.data.root.Envelope.Body.Fault };
}

/** node-soap. It needs to be told that members of a request have no namespace. */
export async function nodeSoapClient(url: string): Promise<GeneratedClient> {
  const client = await createClientAsync(`${url}?wsdl`);
  const methods = client as unknown as Record<string, (request: Request) => Promise<readonly unknown[]>>;
  return {
    async call(operation, _root, request) {
      try {
        const [result] = (await methods[`${operation}Async`]?.(unqualified(request))) ?? [];
        return { result };
      } catch (error) {
        return faultOf(error);
      }
    },
  };
}

function unqualified(request: Request): Request {
  return Object.fromEntries(Object.entries(request).map(([name, value]) => [name, withoutNamespace(value)]));
}

function withoutNamespace(value: unknown): unknown {
  const attributes = { xmlns: '' };
  if (Array.isArray(value)) return value.map(withoutNamespace);
  return typeof value === 'object' ? { attributes, ...value } : { attributes, $value: value };
}

/** strong-soap. It takes the request's element with its members. */
export async function strongSoapClient(url: string): Promise<GeneratedClient> {
  const client = await new Promise<StrongClient>((resolve, reject) => {
    strongSoap.soap.createClient(`${url}?wsdl`, {}, (error, made) => {
      if (error === null) resolve(made);
      else reject(error);
    });
  });
  return {
    call: (operation, root, request) =>
      new Promise((resolve, reject) => {
        client[operation]?.({ [root]: request }, (error, result) => {
          if (error === null) resolve({ result });
          else {
            try {
              resolve(faultOf(error));
            } catch {
              reject(error);
            }
          }
        });
      }),
  };
}

type StrongClient = Parameters<Parameters<typeof strongSoap.soap.createClient>[2]>[1];
