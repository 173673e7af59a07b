/** Clients of LearnerServiceR9 and ExternalService, made by other people's libraries from the served description. */
import { createClientAsync } from 'soap';
import strongSoap from 'strong-soap';
import { z } from 'zod';
import type { Request } from './clients.js';

/** What a client gives its user. */
export type DataContractOutcome =
  { readonly result: unknown } | { readonly code: string; readonly detail: string };

export interface DataContractClient {
  call(operation: string, request: Request): Promise<DataContractOutcome>;
}

const failureSchema = z.object({
  root: z.object({
    Envelope: z.object({
      Body: z.object({
        Fault: z.object({
          faultcode: z.literal('s:Client'),
          detail: z.object({ DomainFault: z.object({ ErrorCode: z.string(), ErrorDetail: z.base64() }) }),
        }),
      }),
    }),
  }),
});

function faultOf(error: unknown): DataContractOutcome {
  const failure = failureSchema.safeParse(error);
  if (!failure.success) throw error instanceof Error ? error : new Error(String(error));
  const { ErrorCode, ErrorDetail } = failure.data.root.Envelope.Body.Fault.detail.DomainFault;
  return { code: ErrorCode, detail: Buffer.from(ErrorDetail, 'base64').toString() };
}

export async function nodeSoapDataContractClient(url: string): Promise<DataContractClient> {
  const client = await createClientAsync(`${url}?singleWsdl`);
  const methods = client as unknown as Record<string, (request: Request) => Promise<readonly unknown[]>>;
  return {
    async call(operation, request) {
      try {
        const [result] = (await methods[`${operation}Async`]?.(request)) ?? [];
        return { result };
      } catch (error) {
        return faultOf(error);
      }
    },
  };
}

export async function strongSoapDataContractClient(url: string): Promise<DataContractClient> {
  const client = await new Promise<StrongClient>((resolve, reject) => {
    strongSoap.soap.createClient(`${url}?wsdl`, {}, (error, made) => {
      if (error === null) resolve(made);
      else reject(error);
    });
  });
  return {
    call: (operation, request) =>
      new Promise((resolve, reject) => {
        client[operation]?.(request, (error, result) => {
          if (error === null) {
            resolve({ result });
            return;
          }
          try {
            resolve(faultOf(error));
          } catch {
            reject(error);
          }
        });
      }),
  };
}

type StrongClient = Parameters<Parameters<typeof strongSoap.soap.createClient>[2]>[1];
