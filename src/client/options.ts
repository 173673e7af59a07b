/** What a client is told when it is made, and what a single call may say otherwise. */

/** A client certificate and its key: as PFX (PKCS #12), or both as PEM. */
export interface ClientCertificate {
  /** The content of a `.pfx` or `.p12` file. */
  readonly pfx?: Uint8Array;
  /** The certificate as PEM, with those that lead to its authority after it. */
  readonly cert?: string | Uint8Array;
  /** The key of `cert`, as PEM. */
  readonly key?: string | Uint8Array;
  /** Of `pfx` or `key`, where they have one. */
  readonly passphrase?: string;
}

export interface ClientOptions {
  /**
   * Where the register is: `https://register.example` or the whole address of the service,
   * `https://ws.lrs.education.gov.uk/LearnerService.svc`. An address that does not end in `.svc` gets the service's name.
   */
  readonly address: string;
  /** The organisation's reference, six letters and digits. Give this, `ukprn` or both. */
  readonly organisationRef?: string;
  /** Eight letters and digits. ExternalService takes `organisationRef` alone. */
  readonly ukprn?: string;
  readonly orgPassword: string;
  /** Who is at the keyboard, for the register's audit. At most 35 characters. */
  readonly userName: string;
  /** The number that was given to the maker of the software; `LearnerServiceR9` sends it. 0 unless given. */
  readonly vendorId?: number;
  readonly certificate?: ClientCertificate;
  /** Authorities that the server's certificate may come from, as PEM, in place of those that Node trusts. */
  readonly serverAuthorities?: string | Uint8Array | readonly (string | Uint8Array)[];
  /** How long an answer may take, connecting included. A minute unless given. */
  readonly timeoutMilliseconds?: number;
}

export interface CallOptions {
  /** Somebody else at the keyboard. */
  readonly userName?: string;
  /**
   * Goes with the request as X-Correlation-Id, into the register's log and audit. 1 to 64 letters, digits and `._:-`,
   * and not ten digits alone. One is made for each call unless given.
   */
  readonly correlationId?: string;
  readonly timeoutMilliseconds?: number;
  /** Gives up waiting when it is aborted. What the register has begun by then, it finishes. */
  readonly signal?: AbortSignal;
}
