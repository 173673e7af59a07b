/** Who has a copy of the published learners of its own, in the test environment. `store/` implements this. */

export interface TestCopy {
  /** Names the copy's database; lower-case letters, digits and `_`. */
  readonly name: string;
  readonly createdAt: Date;
  /** When it was last put back to the published data. */
  readonly resetAt?: Date;
  /** References of those who share it, in order. */
  readonly organisationRefs: readonly string[];
}

export interface TestCopies {
  /** In the order of their names. */
  list(): Promise<readonly TestCopy[]>;
  /** A new copy for the organisation; `exists` when it has one, or the name is taken. */
  add(name: string, organisationRef: string, at: Date): Promise<'added' | 'exists'>;
  /** Lets the organisation share a copy; `exists` when it has one already. */
  join(name: string, organisationRef: string): Promise<'joined' | 'exists' | 'notFound'>;
  /** Takes the copy from the organisation. `last` when nobody has the copy any more: it is not in the list then. */
  leave(organisationRef: string): Promise<{ readonly name: string; readonly last: boolean } | undefined>;
  noteReset(name: string, at: Date): Promise<void>;
}
