/** The processes that answer on the same port, as one of them sees the others. */
import type { Readiness } from './health.js';

/** What a process says of itself. */
export interface OwnState {
  /** In Prometheus' format. */
  metrics(): Promise<string>;
  readiness(): Promise<Readiness>;
}

/** Whoever asks one process wants to know of them all: which of them is asked is chance. */
export interface Siblings {
  /** Says what to tell the others when they ask. */
  introduce(own: OwnState): void;
  /** Of all processes together. */
  metrics(): Promise<string>;
  readiness(): Promise<Readiness>;
}
