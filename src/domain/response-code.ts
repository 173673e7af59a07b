/**
 * The one table of codes: what each means and where it is used.
 * `docs/response-codes.md` is made from it.
 */
export const responseCodes = {
  WSRC0001: { meaning: 'No match' },
} as const;
