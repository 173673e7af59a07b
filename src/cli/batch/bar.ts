import cliProgress from 'cli-progress';
import type { Output } from '../output.js';

/** A bar for a person who watches; nothing elsewhere. */
export interface Bar {
  update(done: number, words: string): void;
  stop(): void;
}

/** @param unit what is counted; the words of an update follow it */
export function progressBar(output: Output, total: number, unit: string): Bar {
  if (!output.watched) return { update: () => undefined, stop: () => undefined };
  const bar = new cliProgress.SingleBar(
    {
      stream: process.stderr,
      format: `{bar} {percentage}% | {value} of {total} ${unit} | {words}`,
      hideCursor: true,
      barsize: 30,
      formatBar: cliProgress.Format.BarFormat,
    },
    cliProgress.Presets.shades_grey,
  );
  bar.start(total, 0, { words: '' });
  return {
    update: (done, words) => {
      bar.update(done, { words });
    },
    stop: () => {
      bar.stop();
    },
  };
}
