/** A fault on demand as a row of `fault_switch`, and back. */
import { isFaultKind, isForcibleCode, type ForcedFault } from '../domain/forced-fault.js';
import type { FaultSwitch } from '../register/fault-ports.js';
import { dateOf, numberOrNull, text, textOrNull, type Row, type Value } from './values.js';

/** The values of `faultSwitchColumns`. */
export function faultSwitchRow(given: FaultSwitch): Value[] {
  const { fault } = given;
  return [
    fault.kind === 'fault' ? fault.code : null,
    fault.kind,
    fault.kind === 'drop' ? fault.when : null,
    given.operation ?? null,
    given.organisationRef,
    given.requestsLeft ?? null,
    secondsOf(fault),
    given.setAt.getTime(),
    given.switchId,
    given.until.getTime(),
  ];
}

function secondsOf(fault: ForcedFault): number | null {
  if (fault.kind === 'slow') return fault.seconds;
  return fault.kind === 'outage' || fault.kind === 'limited' ? fault.retryAfterSeconds : null;
}

/** Undefined for one that a later version of the register has set. */
export function faultSwitchOf(row: Row): FaultSwitch | undefined {
  const [code, kind, moment, operation, organisationRef, requestsLeft, seconds, setAt, switchId, until] = row;
  const fault = faultOf(text(kind), textOrNull(code), numberOrNull(seconds), textOrNull(moment));
  if (fault === undefined) return undefined;
  const left = numberOrNull(requestsLeft);
  const only = textOrNull(operation);
  return {
    organisationRef: text(organisationRef),
    switchId: text(switchId),
    fault,
    ...(only === null ? {} : { operation: only }),
    ...(left === null ? {} : { requestsLeft: left }),
    setAt: dateOf(setAt),
    until: dateOf(until),
  };
}

function faultOf(
  kind: string,
  code: string | null,
  seconds: number | null,
  moment: string | null,
): ForcedFault | undefined {
  if (!isFaultKind(kind)) return undefined;
  switch (kind) {
    case 'fault':
      return code !== null && isForcibleCode(code) ? { kind, code } : undefined;
    case 'slow':
      return { kind, seconds: seconds ?? 0 };
    case 'drop':
      return { kind, when: moment === 'after' ? 'after' : 'before' };
    case 'closed':
      return { kind };
    case 'outage':
    case 'limited':
      return { kind, retryAfterSeconds: seconds ?? 1 };
  }
}
