/** Pages that are loaded when somebody asks for one, so that a server that shows none starts as fast as ever. */
import type { RequestHandler } from 'express';

/** What pages that are loaded later learn from the server. */
export interface PagesFrame {
  /** Names of the SOAP services: `LearnerService`. */
  readonly serviceNames: readonly string[];
  readonly isStopping: () => boolean;
}

export type LoadPages = (frame: PagesFrame) => Promise<RequestHandler>;

/** Loads once, at the first request; those that come meanwhile wait. A failure to load is tried again with the next. */
export function lazyPages(load: LoadPages, frame: PagesFrame): RequestHandler {
  let loading: Promise<RequestHandler> | undefined;
  return async (request, response, next) => {
    loading ??= load(frame).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    const pages = await loading;
    await pages(request, response, next);
  };
}
