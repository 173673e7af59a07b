import { DateTime } from 'luxon';

/** A moment as `yyyy-MM-dd HH:mm:ss` in a time zone. */
export function localTime(at: Date, timeZone: string): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).toFormat('yyyy-MM-dd HH:mm:ss');
}
