/** What the readers of import files know of a kind of file. */
export interface ColumnSet {
  /** Every column that counts, in the order in which refused rows are written. */
  readonly columns: readonly string[];
  /** Columns without which no row can be right. */
  readonly mandatory: readonly string[];
  /** The place of a column in `columns`; -1 when it is passed over, undefined when it is unknown. */
  index(name: string): number | undefined;
  /**
   * What stands in a CSV cell for a value that is there and empty. With it, '' in JSON Lines is such a value;
   * without it, an empty value is an absent one.
   */
  readonly emptyText?: string;
  /** Columns that may hold several values: a list in JSON Lines, {@link listSeparator} between them in CSV. */
  readonly lists?: ReadonlySet<string>;
}

export const listSeparator = '|';

/** Which place in the set's columns each column of a file fills; -1 for one that is passed over. */
export type Header = readonly number[];

export type HeaderResult =
  | { readonly ok: true; readonly header: Header }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads a header row: any order, any case.
 * Unknown columns are a problem unless `ignoreUnknown`: a misspelt one would silently lose what it holds.
 */
export function readHeader(names: readonly string[], ignoreUnknown: boolean, of: ColumnSet): HeaderResult {
  const problems: string[] = [];
  const seen = new Set<number>();
  const header = names.map((name) => {
    const index = of.index(name);
    if (index === undefined && !ignoreUnknown) problems.push(`Column "${name}" is not known.`);
    if (index !== undefined && index >= 0) {
      if (seen.has(index)) problems.push(`Column "${name}" is there twice.`);
      seen.add(index);
    }
    return index ?? -1;
  });
  for (const column of of.mandatory) {
    if (!seen.has(of.columns.indexOf(column))) problems.push(`Column "${column}" is missing.`);
  }
  return problems.length === 0 ? { ok: true, header } : { ok: false, problems };
}
