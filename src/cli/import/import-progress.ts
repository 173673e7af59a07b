import cliProgress from 'cli-progress';
import type { Output } from '../output.js';

/** Shows how far an import is. */
export interface ImportProgressView {
  start(alreadyDone: number, about: number): void;
  update(rows: number): void;
  stop(): void;
}

const linesEvery = 100_000;

/** A bar where a person watches, a line every hundred thousand rows elsewhere. Both on stderr. */
export function importProgressView(output: Output): ImportProgressView {
  return output.watched ? barView() : lineView(output);
}

function barView(): ImportProgressView {
  const bar = new cliProgress.SingleBar(
    {
      stream: process.stderr,
      format: '{bar} {percentage}% | {value} of about {total} rows | {rate} rows/s | {eta_formatted} left',
      hideCursor: true,
      barsize: 30,
      formatBar: cliProgress.Format.BarFormat,
    },
    cliProgress.Presets.shades_grey,
  );
  let started = 0;
  let first = 0;
  return {
    start(alreadyDone, about) {
      started = performance.now();
      first = alreadyDone;
      bar.start(Math.max(about, alreadyDone), alreadyDone, { rate: 0 });
    },
    update(rows) {
      const seconds = (performance.now() - started) / 1000;
      if (rows > bar.getTotal()) bar.setTotal(rows);
      bar.update(rows, { rate: seconds > 0 ? Math.round((rows - first) / seconds) : 0 });
    },
    stop() {
      if (bar.isActive) bar.stop();
    },
  };
}

function lineView(output: Output): ImportProgressView {
  let next = linesEvery;
  return {
    start(alreadyDone) {
      next = (Math.floor(alreadyDone / linesEvery) + 1) * linesEvery;
    },
    update(rows) {
      if (rows < next) return;
      output.note(`${rows} rows`);
      next = (Math.floor(rows / linesEvery) + 1) * linesEvery;
    },
    stop() {
      // Lines end by themselves.
    },
  };
}
