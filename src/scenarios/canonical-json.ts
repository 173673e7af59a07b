/** JSON in one form only (RFC 8785), so that a checksum of it means something. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** Without blanks, the members of objects in the order of their UTF-16 code units. */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
