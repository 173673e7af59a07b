import type { SpanExporter } from '@opentelemetry/sdk-trace-base';

/** As in @opentelemetry/core, which is no package of ours. */
const SUCCESS = 0;
/** A collector that is away is told of so often. */
const TELL_EVERY_MS = 60_000;

/** The same exporter, which tells once a minute at most how many spans were not taken. */
export function reporting(
  exporter: SpanExporter,
  onTrouble: (error: unknown, spans: number) => void,
  now: () => number = () => performance.now(),
): SpanExporter {
  let lost = 0;
  let toldAt = -Infinity;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const code: number = result.code;
        if (code !== SUCCESS) {
          lost += spans.length;
          if (now() - toldAt >= TELL_EVERY_MS) {
            toldAt = now();
            onTrouble(result.error, lost);
            lost = 0;
          }
        }
        done(result);
      });
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
