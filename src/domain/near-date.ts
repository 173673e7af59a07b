/** Dates of birth that a slip of the hand turns into each other. */
import type { IsoDate } from './learner.js';

/** What the slip was. `otherDay` and `otherMonth`: two digits of that part differ. */
export type NearDate = 'oneDigit' | 'swapped' | 'otherDay' | 'otherMonth';

const firstYear = 1800;
const lastYear = 2099;
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether the register can hold this date: `yyyy-MM-dd`, 1800 to 2099, a day of that month.
 * As in the service's schema, 29 February needs only the last two digits of the year to divide by four.
 */
export function isRegisterDate(text: string): text is IsoDate {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  return parts !== null && isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** How two different dates are near each other; undefined when they are equal, far apart, or no dates. */
export function nearDate(one: IsoDate, other: IsoDate): NearDate | undefined {
  if (one === other || !isRegisterDate(one) || !isRegisterDate(other)) return undefined;
  const [sameYear, sameMonth, sameDay] = [
    one.slice(0, 4) === other.slice(0, 4),
    one.slice(5, 7) === other.slice(5, 7),
    one.slice(8) === other.slice(8),
  ];
  if (digitsOff(one, other) === 1) return 'oneDigit';
  if (!sameYear) return undefined;
  if (one.slice(5, 7) === other.slice(8) && one.slice(8) === other.slice(5, 7)) return 'swapped';
  if (sameMonth) return 'otherDay';
  return sameDay ? 'otherMonth' : undefined;
}

/** Every date that {@link nearDate} finds near this one; ascending. Some sixty. */
export function nearDates(date: IsoDate): readonly IsoDate[] {
  if (!isRegisterDate(date)) return [];
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const near = new Set<IsoDate>();
  const add = (y: number, m: number, d: number): void => {
    if (isDay(y, m, d)) near.add(`${y}-${twoDigits(m)}-${twoDigits(d)}`);
  };
  for (let other = 1; other <= 31; other++) add(year, month, other);
  for (let other = 1; other <= 12; other++) add(year, other, day);
  for (const place of [1, 10, 100, 1000]) {
    const without = year - (Math.floor(year / place) % 10) * place;
    for (let digit = 0; digit <= 9; digit++) add(without + digit * place, month, day);
  }
  add(year, day, month);
  near.delete(date);
  return [...near].sort();
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < firstYear || year > lastYear || day < 1) return false;
  if (month === 2 && day === 29) return year % 4 === 0;
  return day <= (daysInMonth[month - 1] ?? 0);
}

function digitsOff(one: string, other: string): number {
  let count = 0;
  for (let place = 0; place < one.length; place++) if (one[place] !== other[place]) count++;
  return count;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : `${number}`;
}
