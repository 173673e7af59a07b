/** Faults that an organisation has switched on for itself, in the test environment. `store/` implements this. */
import type { ForcedFault } from '../domain/forced-fault.js';

export interface FaultSwitch {
  readonly organisationRef: string;
  /** Another for each time that it is set. */
  readonly switchId: string;
  readonly fault: ForcedFault;
  /** As in the WSDL; absent for every operation. */
  readonly operation?: string;
  /** Requests that still meet the fault; absent for all until then. */
  readonly requestsLeft?: number;
  readonly setAt: Date;
  /** Over at this moment, whatever is left. */
  readonly until: Date;
}

/** One switch for each organisation, seen by all copies of the service. */
export interface FaultSwitches {
  /** In place of the one that was set. Durable when it resolves. */
  set(faultSwitch: FaultSwitch): Promise<void>;
  /** Those that are not used up; some may be over. */
  list(): Promise<readonly FaultSwitch[]>;
  /** Counts a request against a switch that has a number of them; false when none was left, or it is not set any more. */
  take(organisationRef: string, switchId: string): Promise<boolean>;
  /** Whether there was one. */
  remove(organisationRef: string): Promise<boolean>;
}
