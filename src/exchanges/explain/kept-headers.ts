/** Headers of a kept message: name and value in turn. */

export interface Header {
  readonly name: string;
  readonly value: string;
}

export function headerPairs(headers: readonly string[]): readonly Header[] {
  const pairs: Header[] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    pairs.push({ name: headers[at] ?? '', value: headers[at + 1] ?? '' });
  }
  return pairs;
}

/** The first value of a header, whatever its capitals. */
export function headerOf(headers: readonly string[], name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headerPairs(headers).find((header) => header.name.toLowerCase() === wanted)?.value;
}
