import { DateTime } from 'luxon';

/** Minutes since Monday 00:00, local time: from `start` up to and without `end`. */
interface OpenSpan {
  readonly start: number;
  readonly end: number;
}

/** The hours in which the services may be called, as written and as understood. */
export interface OperatingSchedule {
  /** As the operator wrote it: `Mon-Fri 08:00-18:00, Sat 09:00-12:00`. */
  readonly text: string;
  readonly spans: readonly OpenSpan[];
}

export interface OperatingHours {
  isOpen(at: Date): boolean;
}

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;
const entryPattern = /^([a-z]{3})(?:\s*-\s*([a-z]{3}))?\s+(\d{2}):(\d{2})\s*-\s*(\d{2}):(\d{2})$/i;

/**
 * Reads entries such as `Mon-Fri 08:00-18:00, Sat 09:00-12:00`: a day or a run of days (`Sat-Mon` runs over
 * the week's end), then a time from and a time to. 24:00 ends a day; `22:00-02:00` runs over midnight.
 */
export function parseOperatingHours(
  text: string,
):
  | { readonly ok: true; readonly schedule: OperatingSchedule }
  | { readonly ok: false; readonly problem: string } {
  const spans: OpenSpan[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    const found = spansOf(entry);
    if (typeof found === 'string') return { ok: false, problem: found };
    spans.push(...found);
  }
  return { ok: true, schedule: { text, spans } };
}

/** `timeZone` is an IANA name, checked beforehand by {@link isTimeZone}. The answer is kept for each minute. */
export function createOperatingHours(schedule: OperatingSchedule, timeZone: string): OperatingHours {
  let knownMinute = Number.NaN;
  let knownAnswer = false;
  return {
    isOpen(at) {
      const minute = Math.floor(at.getTime() / 60_000);
      if (minute !== knownMinute) {
        const local = DateTime.fromJSDate(at, { zone: timeZone });
        const ofWeek = (local.weekday - 1) * minutesOfDay + local.hour * 60 + local.minute;
        knownAnswer = schedule.spans.some(({ start, end }) => ofWeek >= start && ofWeek < end);
        knownMinute = minute;
      }
      return knownAnswer;
    },
  };
}

export function isTimeZone(name: string): boolean {
  return DateTime.local({ zone: name }).isValid;
}

function spansOf(entry: string): readonly OpenSpan[] | string {
  const [, from, to, startHour, startMinute, endHour, endMinute] = entryPattern.exec(entry) ?? [];
  if (from === undefined) return `"${entry}" does not read like "Mon-Fri 08:00-18:00"`;
  const first = dayNames.indexOf(from.toLowerCase());
  const last = to === undefined ? first : dayNames.indexOf(to.toLowerCase());
  if (first < 0 || last < 0) return `"${entry}" names a day other than ${dayNames.join(', ')}`;
  const start = minuteOf(startHour, startMinute);
  const end = minuteOf(endHour, endMinute);
  if (start === undefined || end === undefined || start === minutesOfDay) {
    return `"${entry}" names a time that no day has`;
  }
  if (start === end) return `"${entry}" ends when it begins; for the whole day write 00:00-24:00`;

  const spans: OpenSpan[] = [];
  const days = ((last - first + 7) % 7) + 1;
  for (let count = 0; count < days; count++) {
    const midnight = ((first + count) % 7) * minutesOfDay;
    spans.push(...withinOneWeek(midnight + start, midnight + (end > start ? end : end + minutesOfDay)));
  }
  return spans;
}

function minuteOf(hour: string | undefined, minute: string | undefined): number | undefined {
  const total = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && total <= minutesOfDay ? total : undefined;
}

function withinOneWeek(start: number, end: number): readonly OpenSpan[] {
  if (end <= minutesOfWeek) return [{ start, end }];
  return [
    { start, end: minutesOfWeek },
    { start: 0, end: end - minutesOfWeek },
  ];
}
