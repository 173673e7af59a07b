declare module 'strong-soap' {
  export interface StrongSoapClient {
    [operation: string]: (
      request: Readonly<Record<string, unknown>>,
      done: (error: Error | null, result: unknown) => void,
    ) => void;
  }
  const strongSoap: {
    readonly soap: {
      createClient(
        url: string,
        options: object,
        done: (error: Error | null, client: StrongSoapClient) => void,
      ): void;
    };
  };
  export default strongSoap;
}
