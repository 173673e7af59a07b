/** Where organisations switch faults on and off, for the page and for programs. */
import { randomUUID } from 'node:crypto';
import type { FaultSwitch, FaultSwitches } from '../../register/fault-ports.js';
import type { Clock } from '../../register/ports.js';
import type { FaultWatch } from './fault-watch.js';
import { readSwitch, type SwitchReading } from './switch-request.js';

export interface FaultDesk {
  /** In effect here when it resolves, at other copies of the service within a second. */
  switchOn(organisationRef: string, given: unknown): Promise<SwitchReading>;
  /** The switch that is on; undefined when none is, or it is used up or over. */
  current(organisationRef: string): Promise<FaultSwitch | undefined>;
  /** Whether one was on. */
  switchOff(organisationRef: string): Promise<boolean>;
  /** Every operation that a switch can name. */
  readonly operations: readonly string[];
}

export interface FaultDeskParts {
  readonly switches: FaultSwitches;
  readonly watch: Pick<FaultWatch, 'look'>;
  readonly clock: Clock;
  readonly operations: readonly string[];
}

export function createFaultDesk({ switches, watch, clock, operations }: FaultDeskParts): FaultDesk {
  const known = new Set(operations);
  return {
    operations,
    async switchOn(organisationRef, given) {
      const setting = { organisationRef, switchId: randomUUID(), now: clock.now(), operations: known };
      const reading = readSwitch(given, setting);
      if (!reading.ok) return reading;
      await switches.set(reading.faultSwitch);
      await watch.look();
      return reading;
    },
    async current(organisationRef) {
      const all = await switches.list();
      const now = clock.now();
      return all.find((each) => each.organisationRef === organisationRef && now < each.until);
    },
    async switchOff(organisationRef) {
      const removed = await switches.remove(organisationRef);
      await watch.look();
      return removed;
    },
  };
}
