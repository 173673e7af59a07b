import type { Organisation, Right } from '../domain/organisation.js';
import type { FaultCode } from '../domain/response-code.js';
import type { Caller } from '../register/ports.js';

/** Who calls, after the password was checked. */
export interface OperationContext {
  readonly organisation: Organisation;
  readonly caller: Caller;
}

/** A request that no response can answer. `furtherDetails` goes to the caller as it is. */
export interface OperationFault {
  readonly code: FaultCode;
  readonly furtherDetails: string;
}

export type OperationResult<Response> =
  { readonly ok: true; readonly response: Response } | { readonly ok: false; readonly fault: OperationFault };

/** `none`: any organisation that may call at all. */
export type NeededRight = Right | 'none';

/** One SOAP operation: the contract's request in, the register's deed, the contract's response out. */
export interface Operation<Request, Response> {
  /** What the calling organisation must be allowed to do, or WSEC0006. */
  readonly right: NeededRight;
  handle(request: Request, context: OperationContext): Promise<OperationResult<Response>>;
}

/** WSEC0001 for a rule that the schema cannot state. */
export function badlyFormed(furtherDetails: string): { ok: false; fault: OperationFault } {
  return { ok: false, fault: { code: 'WSEC0001', furtherDetails } };
}

/** WSEC0001 for somebody too young or too old to be registered. */
export function ageOutOfRange(
  dateOfBirth: string,
  ages: { readonly minimumAge: number; readonly maximumAge: number },
): { ok: false; fault: OperationFault } {
  return badlyFormed(
    `DateOfBirth '${dateOfBirth}' gives an age outside ${String(ages.minimumAge)} to ${String(ages.maximumAge)}.`,
  );
}

/** WSEC0006 for a request that asks for more than the operation's own right. */
export function lacksRight(why: string): { ok: false; fault: OperationFault } {
  return {
    ok: false,
    fault: { code: 'WSEC0006', furtherDetails: `The organisation may not do this: ${why}.` },
  };
}
