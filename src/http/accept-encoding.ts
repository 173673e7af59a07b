/** Clients of one kind all send the same header, so a few answers are kept. */
const kept = new Map<string, boolean>();
const ANSWERS_KEPT = 64;

/** Whether the client would rather have gzip than nothing, by Accept-Encoding (RFC 9110, section 12.5.3). */
export function acceptsGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false;
  const known = kept.get(acceptEncoding);
  if (known !== undefined) return known;
  const answer = prefersGzip(acceptEncoding);
  if (kept.size >= ANSWERS_KEPT) kept.clear();
  kept.set(acceptEncoding, answer);
  return answer;
}

function prefersGzip(acceptEncoding: string): boolean {
  const weights = new Map<string, number>();
  for (const item of acceptEncoding.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = item.split(';').map((part) => part.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    // A weight that is none is no offer.
    weights.set(
      coding === 'x-gzip' ? 'gzip' : coding,
      /^(?:0(?:\.\d*)?|1(?:\.0*)?)$/.test(q) ? Number(q) : 0,
    );
  }
  const gzip = weights.get('gzip') ?? weights.get('*') ?? 0;
  return gzip > 0 && gzip >= (weights.get('identity') ?? 0);
}
