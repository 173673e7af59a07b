/** The clone's folder; this file runs from dist/bench/. */
export const repository = new URL('../../', import.meta.url);

/** Where measurements keep what they need between runs. */
export const benchFolder = new URL('.bench/', repository);
