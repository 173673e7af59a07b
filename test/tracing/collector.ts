/** A collector of OpenTelemetry's traces as far as a test needs one: OTLP over HTTP, in JSON. */
import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { z } from 'zod';

const value = z.union([
  z.object({ stringValue: z.string() }).transform(({ stringValue }) => stringValue),
  z.object({ intValue: z.union([z.number(), z.string()]) }).transform(({ intValue }) => Number(intValue)),
]);
const attributes = z
  .array(z.object({ key: z.string(), value }))
  .transform((list) => Object.fromEntries(list.map((each) => [each.key, each.value])));
const spanForm = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.string().transform(BigInt),
  endTimeUnixNano: z.string().transform(BigInt),
  attributes,
  status: z.object({ code: z.number().optional() }),
});
const delivery = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(spanForm) })),
    }),
  ),
});

export type CollectedSpan = z.output<typeof spanForm>;

export interface Collector {
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  readonly resources: readonly Readonly<Record<string, string | number>>[];
  /** All that came, as it came. */
  readonly bodies: readonly string[];
  stop(): Promise<void>;
}

/** @param behave `silent` takes connections and never answers; `refusing` answers 500 */
export async function startCollector(
  behave: 'taking' | 'silent' | 'refusing' = 'taking',
): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const resources: Record<string, string | number>[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      bodies.push(body);
      if (behave === 'silent') return;
      if (behave === 'refusing') {
        response.writeHead(500).end();
        return;
      }
      for (const { resource, scopeSpans } of delivery.parse(JSON.parse(body)).resourceSpans) {
        resources.push(resource.attributes);
        for (const scope of scopeSpans) spans.push(...scope.spans);
      }
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return {
    url: `http://127.0.0.1:${address.port}/v1/traces`,
    spans,
    resources,
    bodies,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
