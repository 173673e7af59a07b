import type { Value } from '../values.js';
import { run, type Change } from './change.js';

/** The values are those of `faultSwitchColumns`. */
export function* setFaultSwitch(values: readonly Value[]): Change<void> {
  yield* run('setFaultSwitch', ...values);
}

/** Counts one request; false when none was left. */
export function* takeFault(organisationRef: string, switchId: string): Change<boolean> {
  return (yield* run('takeFault', organisationRef, switchId)) > 0;
}

export function* removeFaultSwitch(organisationRef: string): Change<boolean> {
  return (yield* run('removeFaultSwitch', organisationRef)) > 0;
}
