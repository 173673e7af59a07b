import { DateTime } from 'luxon';
import type { Clock } from './register/ports.js';

/**
 * The machine's clock. `today()` is the calendar day in `timeZone` (an IANA name), worked out once a minute:
 * time zones change on whole minutes.
 */
export function systemClock(timeZone: string): Clock {
  let minute = -1;
  let today = '';
  return {
    now: () => new Date(),
    today() {
      const now = Date.now();
      const thisMinute = Math.floor(now / 60_000);
      if (thisMinute !== minute) {
        today = DateTime.fromMillis(now, { zone: timeZone }).toFormat('yyyy-MM-dd');
        minute = thisMinute;
      }
      return today;
    },
  };
}
