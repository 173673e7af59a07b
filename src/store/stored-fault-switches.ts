import type { FaultSwitch, FaultSwitches } from '../register/fault-ports.js';
import type { Database } from './database.js';
import { faultSwitchOf, faultSwitchRow } from './fault-switch-row.js';

export class StoredFaultSwitches implements FaultSwitches {
  constructor(private readonly database: Database) {}

  set(faultSwitch: FaultSwitch): Promise<void> {
    return this.database.perform('setFaultSwitch', faultSwitchRow(faultSwitch));
  }

  async list(): Promise<readonly FaultSwitch[]> {
    const rows = await this.database.read('faultSwitches');
    return rows.flatMap((row) => faultSwitchOf(row) ?? []);
  }

  take(organisationRef: string, switchId: string): Promise<boolean> {
    return this.database.perform('takeFault', organisationRef, switchId);
  }

  remove(organisationRef: string): Promise<boolean> {
    return this.database.perform('removeFaultSwitch', organisationRef);
  }
}
