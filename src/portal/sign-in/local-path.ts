/** Where a form may send its sender: to a page of ours, and nowhere else. */

const nowhere = 'http://nowhere.invalid';

/** The path and query of `given` when they are on this site; the home page otherwise. */
export function localPath(given: unknown): string {
  if (typeof given !== 'string' || !given.startsWith('/') || given.length > 2000) return '/';
  try {
    const url = new URL(given, nowhere);
    // `//elsewhere.example` and `/\elsewhere.example` are addresses of other sites.
    // So is `/..//elsewhere.example`, once its dots are gone.
    return url.origin === nowhere && !url.pathname.startsWith('//') ? url.pathname + url.search : '/';
  } catch {
    return '/';
  }
}
